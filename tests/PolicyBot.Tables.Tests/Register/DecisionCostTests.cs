using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Counts;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Tables.Tests.Register;

public sealed class DecisionCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_decision_costs_one_round_trip_and_one_batch_before_it_is_acknowledged()
    {
        var requests = new Recorded();
        var options = new TableClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerCall);
        var store = await azurite.NewStoreAsync(options);
        var time = new FakeTimeProvider(ARequest.Sent);
        var commits = new ExceptionCommits(new TableEventStore(store), new TableWork(store), new FakeCatalog(), new Numbered(), time);
        var request = new ARequest();
        await commits.CommitAsync(request.Id, _ => request.Submit(ARequest.Sent), null, default);
        requests.Lines.Clear();

        var decided = await commits.CommitAsync(request.Id, _ => Ana.Approves(), null, default);

        Assert.IsType<CommitResult.Committed>(decided);
        var lines = requests.Lines.ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Equal(["GET head", "PUT work"], lines[..2].Order(StringComparer.Ordinal)); // side by side: one round trip
        Assert.Equal("POST $batch", lines[2]);
    }

    [Fact]
    public async Task A_decision_with_two_approvers_costs_29_requests_in_all()
    {
        await using var office = await OpenAsync(actor => [actor.Person.Value]);

        var (answer, before) = await office.PressAsync();
        await office.DrainAsync();

        Assert.Equal(4, before.Length); // who it is, head and work row side by side; then the batch
        Assert.Equal(["GET head", "POST $batch", "PUT work"], before.Where(line => !line.Contains('?', StringComparison.Ordinal)));
        Assert.StartsWith("Approved", answer.View.Done, StringComparison.Ordinal);
        Assert.Equal(["ana", "bo", "iam", "sal", "sal"], office.Chat.Sent.Select(message => message.To.Id).Order());
        Assert.True(office.Lines.Count <= 29, $"{office.Lines.Count}:\n{string.Join('\n', office.Lines)}"); // 3 keep the words
        Assert.DoesNotContain(before, line => line.Contains("Counts(", StringComparison.Ordinal)); // figures change after the answer
        Assert.Single(office.Lines, line => line.Contains("Counts(", StringComparison.Ordinal)); // a read, and a batch beside it
    }

    [Fact]
    public async Task With_an_endpoint_a_press_costs_the_same_and_what_the_endpoint_is_sent_two_writes_after()
    {
        await using var without = await OpenAsync(actor => [actor.Person.Value]);
        await using var with = await OpenAsync(actor => [actor.Person.Value]);
        await with.AddEndpointAsync();

        var (_, before) = await without.PressAsync();
        var (_, beforeWith) = await with.PressAsync();
        await without.DrainAsync();
        await with.DrainAsync();

        Assert.Equal(Kinds(before), Kinds(beforeWith)); // until the answer
        var call = (FakeWebhookCall)with.Services.GetRequiredService<IWebhookCall>();
        Assert.Equal(2, call.Took.Count); // approved, granted
        var (less, more) = (Kinds(without.Lines).ToList(), new List<string>());
        more.AddRange(Kinds(with.Lines).Where(line => !less.Remove(line)));
        Assert.Empty(less);
        Assert.Equal(2, more.Count); // the claim of its row, and what came of it
        Assert.All(more, line => Assert.Contains("Exceptions", line, StringComparison.Ordinal));

        static IReadOnlyList<string> Kinds(IEnumerable<string> lines) =>
            [.. lines.Select(line => Regex.Replace(line.Split('(', '?')[0], "T[0-9]{4}", "")).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_press_reads_one_account_row_and_no_address_however_many_addresses_a_person_has()
    {
        await using var office = await OpenAsync(actor => [actor.Person.Value, actor.Person.Value.Replace("@", ".long@", StringComparison.Ordinal)]);

        var (answer, before) = await office.PressAsync();

        Assert.StartsWith("Approved", answer.View.Done, StringComparison.Ordinal);
        var people = Assert.Single(before, line => line.Contains("People(", StringComparison.Ordinal));
        Assert.Contains("PartitionKey='account|teams|tenant|ana',RowKey='account'", people, StringComparison.Ordinal);
        Assert.Equal(4, before.Length); // account, wake-up, head, batch: what else waits is asked for in the queue only
    }

    [Fact]
    public async Task A_press_in_the_queue_costs_the_same_however_many_wait_and_says_how_many_are_left()
    {
        await using var office = await OpenAsync(actor => [actor.Person.Value]);
        for (var number = 1; number <= 12; number++)
        {
            await office.AskAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") });
        }

        var (answer, before) = await office.PressAsync(ApprovalView.FromQueue);

        Assert.EndsWith("12 left.", answer.View.Done, StringComparison.Ordinal);
        Assert.Equal(5, before.Length);
    }

    [Fact]
    public async Task The_queue_of_150_is_shown_opened_and_skipped_in_4_requests_each()
    {
        await using var office = await OpenAsync(actor => [actor.Person.Value]);
        for (var number = 1; number < 150; number++)
        {
            await office.HoldAsync(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}"), Title = $"Key {number}" });
        }

        var router = office.Services.GetRequiredService<InteractionRouter>();
        var sender = new Sender(Account(Ana), Private: true, office.Chat.Sent.First(message => message.To.Id == "ana").Message);
        ButtonAction Press(string verb, int number) => new(verb, $"PX-{number:D8}", 1, new Dictionary<string, string>());

        var queue = await CostAsync(() => router.SayAsync(sender with { Card = null }, "approvals", default));
        var next = await CostAsync(() => router.PressAsync(sender, Press(Verbs.QueueSkip, 7), default));
        var opened = await CostAsync(() => router.PressAsync(sender, Press(Verbs.QueueNext, 7), default), isFollowed: false);

        Assert.Contains("150", queue.View.Summary, StringComparison.Ordinal);
        Assert.Contains(((ListView)next.View).Lines, line => line.Title == "PX-00000008 · Key 8");
        Assert.Equal("PX-00000007", Assert.IsType<ApprovalView>(opened.View).Id.Value);

        async Task<Answer> CostAsync(Func<Task<Answer>> actAsync, bool isFollowed = true)
        {
            office.Lines.Clear();
            var answer = await actAsync();
            if (isFollowed)
            {
                await office.DrainAsync(); // what is opened is reconciled after, as after any message that shows one exception
            }

            Assert.True(office.Lines.Count <= 4, $"{office.Lines.Count}:\n{string.Join('\n', office.Lines)}");
            return answer;
        }
    }

    // The core as the host puts it together: over the store, with the humans of now.
    private async Task<PressedOffice> OpenAsync(Func<Actor, string[]> addressesOf)
    {
        var requests = new Recorded();
        var options = new TableClientOptions();
        options.AddPolicy(requests, HttpPipelinePosition.PerCall);
        var chat = new FakeChannel("teams");
        var store = await azurite.NewStoreAsync(options);
        var services = new ServiceCollection()
            .AddWholeCore(new FakeTimeProvider(ARequest.Sent), chat)
            .AddSingleton(store)
            .AddSingleton<IAddressBook, TableAddressBook>()
            .AddSingleton<ICatalog>(provider => new ResolvedCatalog(new FakeCatalog(), provider.GetRequiredService<KnownAddresses>()))
            .AddSingleton<IEventStore>(provider => new ResolvedEventStore(new TableEventStore(store), provider.GetRequiredService<ICatalog>()))
            .AddSingleton<IWork, TableWork>()
            .AddSingleton<IIndex>(provider => new ResolvedIndex(new TableIndex(store), provider.GetRequiredService<ICatalog>()))
            .AddSingleton<IListings>(new TableListings(store))
            .AddSingleton<ICounts, TableCounts>()
            .AddSingleton<Application.Ports.IPeople>(provider => new ResolvedPeople(
                ActivatorUtilities.CreateInstance<TablePeople>(provider), () => provider.GetRequiredService<ICatalog>().Current.Directory))
            .AddSingleton<IDelegations, TableDelegations>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<ExceptionCommits>(provider, new TableEventStore(store)))
            .BuildServiceProvider();
        foreach (var actor in new[] { Sal, Ana, Bo, Iam })
        {
            var addresses = addressesOf(actor);
            chat.Directory[actor.Person.Value.Split('@')[0]] =
                new DirectoryAnswer(DirectoryVerdict.Member, addresses[0], addresses[^1], actor.Name);
            await services.GetRequiredService<Identification>().OfAsync(Account(actor), default); // they have met
        }

        var office = new PressedOffice(services, chat, requests.Lines);
        await office.AskAsync(office.Request);
        return office;
    }

    private sealed record PressedOffice(ServiceProvider Services, FakeChannel Chat, ConcurrentQueue<string> Lines) : IAsyncDisposable
    {
        public ARequest Request { get; } = new();

        /// <summary>Ana approves by the card that she was sent.</summary>
        /// <returns>The answer, and what the store was asked for before it.</returns>
        /// <param name="value">What the button carries; empty for a card by itself.</param>
        public async Task<(Answer Answer, string[] Before)> PressAsync(string value = "")
        {
            var card = Chat.Sent.First(message => message.To.Id == "ana");
            Lines.Clear();
            var answer = await Services.GetRequiredService<InteractionRouter>().PressAsync(
                new Sender(Account(Ana), Private: true, card.Message),
                new ButtonAction(
                    Verbs.Approve,
                    Request.Id.Value,
                    1,
                    new Dictionary<string, string>
                    {
                        ["comment"] = "Agreed until the vendor delivers.",
                        [CardAction.ValueInput] = value,
                    }),
                default);
            return (answer, [.. Lines.Order(StringComparer.Ordinal)]);
        }

        public async Task AskAsync(ARequest request)
        {
            await Services.GetRequiredService<ExceptionCommits>()
                .CommitAsync(request.Id, _ => request.Submit(ARequest.Sent), null, default);
            await Services.GetRequiredService<Reconciler>().ReconcileAsync(request.Id, default);
            await DrainAsync();
        }

        /// <summary>A request is under review, and no person was told.</summary>
        public async Task HoldAsync(ARequest request)
        {
            var record = request.InReview();
            await Services.GetRequiredService<IEventStore>()
                .TryCommitAsync(new Commit($"seed-{request.Id}", record.State, null, record.Events, []), default);
            await Services.GetRequiredService<IIndex>().ProjectAsync(IndexHeading.For(record.State, record.Facts).Wanted, [], default);
            await Services.GetRequiredService<IListings>().PutAsync(record.State.ToListing(TestCatalog.Contoso), default);
        }

        /// <summary>An endpoint that begins with the press.</summary>
        public async Task AddEndpointAsync()
        {
            var began = ARequest.Sent - WebhookEndpoint.KnownAfter;
            await Services.GetRequiredService<IWebhooks>().TryWriteAsync(
                new WebhookEndpoint("0a1b2c3d4e5f", "sheet", new Uri("https://sheet.example/"), WebhookSecret.Draw(), began.AddMinutes(1)),
                default);
            await Services.GetRequiredService<WebhookEndpoints>().RefreshAsync(default);
            ((FakeTimeProvider)Services.GetRequiredService<TimeProvider>()).Advance(TimeSpan.FromMinutes(1));
        }

        public Task DrainAsync() => ((FakeBackground)Services.GetRequiredService<IBackgroundTasks>()).DrainAsync();

        public ValueTask DisposeAsync() => Services.DisposeAsync();
    }

    private static KnownAccount Account(Actor actor)
    {
        var id = actor.Person.Value.Split('@')[0];
        return new KnownAccount
        {
            Account = new ChannelAccount("teams", "tenant", id),
            Person = actor.Person,
            Conversation = $"chat-{id}",
            LastSeen = ARequest.Sent,
            Name = actor.Name,
        };
    }

    private sealed class Numbered : IIdSource
    {
        private int _drawn;

        public string CommitId() => $"commit-{Interlocked.Increment(ref _drawn)}";

        public ExceptionId ExceptionId() => throw new InvalidOperationException("A decision needs no new number.");
    }

    private sealed class Recorded : HttpPipelineSynchronousPolicy
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public override void OnSendingRequest(HttpMessage message)
        {
            var path = message.Request.Uri.Path;
            var what = path.EndsWith("$batch", StringComparison.Ordinal) ? "$batch"
                : path.Contains("Work(", StringComparison.Ordinal) ? "work"
                : path.Contains("Exceptions(", StringComparison.Ordinal) && path.Contains("'head'", StringComparison.Ordinal) ? "head"
                : Uri.UnescapeDataString(message.Request.Uri.PathAndQuery);
            Lines.Enqueue($"{message.Request.Method} {what}");
        }
    }
}
