using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Testing.Interleaving;
using PolicyBot.Testing.TableService;
using Xunit.Abstractions;

namespace PolicyBot.Tables.Tests.People;

/// <summary>One human writes for the first time from both channels at the same moment, to one host or to two.</summary>
public sealed class FirstMeetingTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);

    // In every order, on one thread: nothing waits for another thread.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Both_first_messages_of_one_human_find_one_person_in_every_order(bool slackShowsMail, bool isOneHost)
    {
        SynchronizationContext.SetSynchronizationContext(null); // what waits for its turn goes on where the turn is given
        var (choices, runs) = (new Choices(), 0);
        do
        {
            runs++;
            using var service = new InMemoryTableService();
            Wait(TestStore.NewInMemoryAsync(service));
            var turns = new Turns(choices, switches: 2, faults: 0, everywhere: true);
            TurnTaker[] takers = [turns.Add("Teams"), turns.Add("Slack")];
            var takes = new AsyncLocal<TurnTaker?>();
            using var gate = new Gate(service, takes);
            var office = new Office(
                () => new StoreTables(new TableServiceClient(
                    InMemoryTableService.ConnectionString, new TableClientOptions { Transport = new HttpClientTransport(gate) }), "Memory"),
                "sal", slackShowsMail, isOneHost);
            var meetings = office.Meetings.Zip(takers, (meetAsync, taker) =>
            {
                takes.Value = taker;
                return meetAsync();
            }).ToArray();
            takes.Value = null;
            turns.Run();
            Assert.All(meetings, meeting => Assert.True(meeting.IsCompleted, string.Join('\n', turns.Story)));
            var fault = Wait(office.FindFaultAsync(meetings));
            Assert.True(fault.Length == 0, $"{fault}\nafter\n{string.Join('\n', turns.Story)}");
        }
        while (choices.Next());
        output.WriteLine($"{runs} orders.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_first_messages_of_one_human_at_the_same_moment_find_one_person(bool isOneHost)
    {
        var store = await azurite.NewStoreAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            var office = new Office(() => store, $"sal{number}", number % 2 == 0, isOneHost);
            var meetings = office.Meetings.Select(meetAsync => Task.Run(meetAsync)).ToArray();
            await Task.WhenAll(meetings);
            Assert.Equal("", await office.FindFaultAsync(meetings));
        }));
    }

    /// <summary>Two channels in which one human is, and the hosts that hear of them.</summary>
    private sealed class Office
    {
        private readonly List<(WhoIsWho Who, Identification Door)> _hosts;
        private readonly KnownAccount[] _accounts;
        private readonly StoreTables[] _stores;

        public Office(Func<StoreTables> open, string name, bool slackShowsMail, bool isOneHost)
        {
            var (mail, principal) = ($"{name}.ortiz@contoso.example", $"{name}@contoso.example");
            FakeChannel[] channels = [new("teams"), new("slack")];
            channels[0].Directory[$"{name}-1"] = new DirectoryAnswer(DirectoryVerdict.Member, mail, principal, "Sal Ortiz");
            channels[1].Directory[$"{name}-1"] =
                new DirectoryAnswer(DirectoryVerdict.Member, slackShowsMail ? mail : principal, "", "Sal Ortiz");
            _accounts = [.. channels.Select(channel => new KnownAccount
            {
                Account = new ChannelAccount(channel.Name, "tenant", $"{name}-1"),
                Name = "Sal Ortiz",
                Conversation = $"chat in {channel.Name}",
                ServiceUrl = "https://smba.example/",
            })];
            _stores = [.. Enumerable.Range(0, isOneHost ? 1 : 2).Select(_ => open())];
            _hosts = [.. _stores.Select(store =>
            {
                var time = new FakeTimeProvider(Now);
                var who = new WhoIsWho(
                    new TablePeople(store, time), new FakeCatalog(), channels, time, new TableAddressBook(store));
                return (who, who.Identify(new FakeIndex(), new FakeWork()));
            })];
        }

        /// <summary>Each account writes for the first time.</summary>
        public IEnumerable<Func<Task<Identified>>> Meetings =>
            _accounts.Select((account, number) => (Func<Task<Identified>>)(() => _hosts[number % _hosts.Count].Door.OfAsync(account, default)));

        /// <summary>What must not be, in words; empty for nothing.</summary>
        public async Task<string> FindFaultAsync(IEnumerable<Task<Identified>> meetings)
        {
            var faults = new List<string>();
            foreach (var meeting in meetings)
            {
                if (await meeting is not Identified.Known)
                {
                    faults.Add($"A first message was not served: {await meeting}.");
                }
            }

            var people = new HashSet<PersonId>();
            foreach (var (who, door) in _hosts)
            {
                await who.Known.RefreshAsync(default);
                var directory = who.Catalog.Current.Directory;
                foreach (var account in _accounts)
                {
                    var stored = (await who.People.ReadAsync(account.Account, default))!;
                    people.Add(directory.Resolve(stored.Person));
                    var reached = await who.People.OfAsync(stored.Person, default);
                    if (!_accounts.All(one => reached.Any(found => found.Account == one.Account && found.Conversation == one.Conversation)))
                    {
                        faults.Add($"Only {string.Join(", ", reached.Select(found => found.Account.Key))} can be written to.");
                    }
                }

                foreach (var account in _accounts)
                {
                    people.UnionWith(await door.OfAsync(account, default) is Identified.Known { Actor: var actor } ? [actor.Person] : []);
                }

                faults.AddRange(directory.RowsOf(people.First()).SelectMany(row => row.Verdicts).Where(verdict => !verdict.IsSame)
                    .Select(verdict => $"They were set apart from {verdict.With}: {verdict.Because}."));
            }

            faults.AddRange(people.Count == 1 ? [] : [$"They are {people.Count} people: {string.Join(", ", people)}."]);
            return string.Join('\n', faults);
        }
    }

    /// <summary>Lets a request to the store wait for the turn of the one who sends it.</summary>
    private sealed class Gate(HttpMessageHandler inner, AsyncLocal<TurnTaker?> takes) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (takes.Value is { } taker)
            {
                var kind = request.Method == HttpMethod.Get ? CallKind.Reads : CallKind.Writes;
                await taker.NextAsync(new PortCall(kind, $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery)}"));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
