using System.Globalization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Tables.Tests.Hosts;

/// <summary>
/// A year of several exceptions on the real store, with two hosts that are killed at any call they make: each person who had to be asked
/// was asked once.
/// </summary>
public sealed class KilledAtRandomTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int DecideWithinDays = 7;
    private static readonly DateOnly LastDay = new(2027, 11, 19);
    private static readonly DateOnly PromisedUntil = new(2027, 2, 10);
    private static readonly ExceptionId Alone = Number(1), Kept = Number(2), Neglected = Number(3), Renewed = Number(4),
        HandedOver = Number(5), Escalated = Number(6), Undecided = Number(7), Renewal = Number(8);

    private static readonly PolicyCatalog Contoso = TestCatalog.Contoso with
    {
        Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 120 })],
        Review = new ReviewSettings(EscalateTo: "ciso-office"),
    };

    [Theory]
    [InlineData(5)]
    public async Task Nobody_is_forgotten_or_asked_twice_in_a_year_in_which_hosts_die_all_the_time(int seed)
    {
        var hosts = new TwoHosts(await azurite.NewStoreAsync(), new FakeCatalog { Current = Contoso }, seed);
        foreach (
            var person in new[] { Ana, Bo, Ciso, Deputy, Iam, Pat }.Concat(
                new[] { Alone, Kept, Neglected, Renewed, HandedOver, Escalated, Undecided }.Select(OwnerOf)))
        {
            await hosts.MeetAsync(person);
        }

        foreach (var instant in Year(hosts).GroupBy(step => step.At, step => step.Act).OrderBy(same => same.Key))
        {
            await hosts.PassToAsync(instant.Key);
            foreach (var act in instant.OfType<Func<Task>>())
            {
                await act();
                await hosts.PassToAsync(hosts.Now);
            }

            var faults = await hosts.FaultsAsync(Everything);
            Assert.True(faults.Count == 0, Told(hosts, faults));
        }

        Assert.Equal(
            [Status.Expired, Status.Expired, Status.Expired, Status.Renewed, Status.Closed, Status.Revoked, Status.Lapsed, Status.Expired],
            await Task.WhenAll(Everything.Select(async id => (await hosts.RecordAsync(id)).Head.State.Status)));
        Assert.Empty(await hosts.PlannedAsync());
        var wrong = await WrongAsync(hosts);
        Assert.True(wrong.Count == 0, Told(hosts, wrong));
        Assert.True(hosts.Deaths > 20, Told(hosts, [$"Only {hosts.Deaths} hosts died."]));
    }

    private static IReadOnlyList<ExceptionId> Everything => [Alone, Kept, Neglected, Renewed, HandedOver, Escalated, Undecided, Renewal];

    /// <summary>What people do in this year, and every instant at which a person must be asked or time alone changes something.</summary>
    private static IEnumerable<(DateTimeOffset At, Func<Task>? Act)> Year(TwoHosts hosts)
    {
        var start = ARequest.Sent;
        (DateTimeOffset, Func<Task>?) Does(DateTimeOffset at, ExceptionId id, params ExceptionCommand[] commands) => (at, async () =>
        {
            foreach (var command in commands)
            {
                await hosts.PressAsync(id, command);
            }
        }
        );
        (DateTimeOffset, Func<Task>?) Nothing(DateTimeOffset at) => (at, null);

        foreach (var id in Everything.SkipLast(1))
        {
            yield return Does(start, id, Asks(id).Submit(start));
        }

        foreach (var id in new[] { Alone, Renewed, HandedOver })
        {
            yield return Does(start.AddHours(1), id, Ana.Approves());
        }

        yield return Does(start.AddHours(1), Kept, Ana.ApprovesOn(PromisedUntil, "Rotate the key.", "Alert on every use."));
        yield return Does(start.AddHours(1), Neglected, Bo.ApprovesOn(PromisedUntil, "Rotate the key."));
        for (var day = 1; day <= DecideWithinDays; day++)
        {
            yield return Nothing(start.AddDays(day));
        }

        yield return Nothing(Morning(new(2026, 11, 21))); // the policy owner's digest
        yield return Does(start.AddHours(80), Escalated, Ciso.Approves());
        yield return (start.AddHours(100), () =>
            hosts.DelegateAsync(new Delegation(Bo.Person, Deputy.Person, start.AddHours(140), start.AddHours(100)), Undecided));
        yield return Nothing(start.AddHours(140));

        foreach (var day in new[] { 120, 240 }.Select(days => new DateOnly(2026, 11, 20).AddDays(days)))
        {
            yield return Nothing(Morning(day));
            yield return Does(Morning(day.AddDays(1)), Kept, OwnerOf(Kept).Attests(day));
            yield return Nothing(Morning(day.AddDays(3)));
            yield return Nothing(Morning(day.AddDays(7)));
        }

        yield return Nothing(Morning(PromisedUntil.AddDays(-7)));
        yield return Does(Morning(PromisedUntil.AddDays(-5)), Kept, OwnerOf(Kept).Proves(1), OwnerOf(Kept).Proves(2));
        yield return Does(Morning(PromisedUntil.AddDays(-4)), Kept, Ana.AcceptsProof(1), Ana.AcceptsProof(2));
        yield return Nothing(Morning(PromisedUntil.AddDays(-1)));
        yield return Nothing(EndOf(PromisedUntil));
        yield return Nothing(EndOf(PromisedUntil).AddDays(3).AddHours(1)); // suspended
        yield return Does(Morning(new(2027, 3, 1)), Neglected, OwnerOf(Neglected).Proves(1));
        yield return Does(Morning(new(2027, 3, 2)), Neglected, Bo.AcceptsProof(1));

        yield return Does(Morning(new(2027, 5, 1)), HandedOver, OwnerOf(HandedOver).HandsOver(Pat));
        yield return Does(Morning(new(2027, 5, 2)), HandedOver, Pat.AcceptsOwnership());
        yield return Does(Morning(new(2027, 6, 1)), Escalated, Ciso.Revokes());

        var renewal = Morning(LastDay.AddDays(-10));
        foreach (var day in new[] { 14, 7, 1 })
        {
            yield return Nothing(Morning(LastDay.AddDays(-day)));
            yield return Nothing(Morning(LastDay.AddDays(30 - day)));
        }

        yield return Does(renewal, Renewal, Asks(Renewal).Submit(renewal));
        yield return Nothing(renewal.AddDays(1));
        yield return Does(Morning(LastDay.AddDays(-8)), Renewal, Bo.Approves());
        yield return Does(Morning(LastDay.AddDays(-4)), HandedOver, Pat.Closes());
        yield return Nothing(EndOf(LastDay));
        yield return Does(Morning(LastDay.AddDays(2)), Kept, OwnerOf(Kept).Confirms());
        yield return Does(Morning(LastDay.AddDays(2)), Neglected, OwnerOf(Neglected).DeniesMet());
        yield return Nothing(EndOf(LastDay).AddDays(3).AddHours(1));
        yield return Does(Morning(LastDay.AddDays(19)), Renewal, OwnerOf(Renewal).LetsItEnd());
        yield return Nothing(EndOf(LastDay.AddDays(30)));
        yield return Nothing(EndOf(LastDay.AddDays(30)).AddDays(3).AddHours(1));
        yield return Nothing(EndOf(LastDay.AddDays(30)).AddDays(10)); // and what was planned for later is found to be over
    }

    /// <summary>Everything that was asked too rarely or too often.</summary>
    private static async Task<List<string>> WrongAsync(TwoHosts hosts)
    {
        var wrong = new List<string>();
        foreach (var id in Everything)
        {
            var asks = new ExpectedAsks(await hosts.RecordAsync(id), Contoso);
            wrong.AddRange(asks.All()
                .Where(ask => !hosts.Sent.Any(sent => sent.Message == ask.Message && sent.At >= ask.At && sent.At < ask.At.AddMinutes(15)))
                .Select(ask => $"{ask.At:u} {ask.Message} was due and never sent."));
            wrong.AddRange(hosts.Sent.Where(sent => IsAskOf(id, sent.Message) && !asks.IsInForce(sent.At))
                .Select(sent => $"{sent.At:u} {sent.Message} was sent while {id} was not in force."));
            wrong.AddRange(hosts.Sent.Select(sent => sent.Message).Distinct()
                .Where(message => IsAskOf(id, message) && asks.All().All(ask => ask.Message != message))
                .Select(message => $"{message} was sent and never due."));
        }

        wrong.AddRange(
            hosts.Sent.GroupBy(sent =>
                (sent.Message, Day: sent.Message.StartsWith("to ", StringComparison.Ordinal) ? DayOf(sent.At) : default))
            .Where(same =>
                same.Count() > 1 + hosts.GivenAndNotNoted.Count(given =>
                    given.Message == same.Key.Message && (same.Key.Day == default || DayOf(given.At) == same.Key.Day)))
            .Select(same =>
                $"{same.Key.Message} was sent {same.Count()} times, {string.Join(", ", same.Select(sent => sent.At.ToString("u", CultureInfo.InvariantCulture)))}."));
        wrong.AddRange(hosts.Slack.Sent.Where(sent => sent.NoticeId.Length > 0).GroupBy(sent => sent.NoticeId)
            .Where(same => same.Count() > 1).Select(same => $"{same.Key} was sent {same.Count()} times where it could be found."));

        // Two reviews wait for both of them, then one; who handed theirs over is left alone.
        wrong.AddRange(Enumerable.Range(1, DecideWithinDays - 1).Select(day => DayOf(ARequest.Sent.AddDays(day)))
            .SelectMany((day, index) =>
                new (PersonId Person, DateOnly Day, bool Expected)[] { (Ana.Person, day, true), (Bo.Person, day, index + 1 != 5) })
            .Where(one =>
                hosts.Sent.Any(sent => sent.Message == MortalChat.Unnumbered(one.Person) && DayOf(sent.At) == one.Day) != one.Expected)
            .Select(one => $"{one.Person} was {(one.Expected ? "not reminded" : "reminded")} on {one.Day:O}."));
        return wrong;
    }

    private static bool IsAskOf(ExceptionId id, string message) =>
        message.Split('|') is [var exception, _, var kind, _] && exception == id.Value
            && kind.Split('-') is ["ping" or "attest" or "promise", _];

    private static ARequest Asks(ExceptionId id) => new()
    {
        Id = id,
        Requester = OwnerOf(id),
        DecideWithin = TimeSpan.FromDays(DecideWithinDays),
        ExpiresOn = id == Renewal ? LastDay.AddDays(30) : LastDay,
        Renews = id == Renewal ? Renewed : null,
        Renewal = id == Renewal ? 1 : 0,
    };

    // Each has an owner of its own, every other one in a chat that finds messages again.
    private static Actor OwnerOf(ExceptionId id)
    {
        var number = int.Parse((id == Renewal ? Renewed : id).Value[3..], CultureInfo.InvariantCulture);
        var channel = number % 2 == 0 ? "slack|T024BE7LD" : "teams|72f988bf";
        return new PersonActor(PersonId.Parse(string.Create(CultureInfo.InvariantCulture, $"owner{number}@contoso.example")),
            $"Owner {number}", channel.Split('|')[0], $"{channel}|owner{number}");
    }

    private static ExceptionId Number(int number) => ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"));

    private static DateTimeOffset Morning(DateOnly day) => CatalogTime.At(day, new TimeOnly(9, 0), Contoso.TimeZone);

    private static DateTimeOffset EndOf(DateOnly day) => CatalogTime.EndOf(day, Contoso.TimeZone);

    private static DateOnly DayOf(DateTimeOffset at) => CatalogTime.Today(at, Contoso.TimeZone);

    private static string Told(TwoHosts hosts, IEnumerable<string> faults) =>
        $"{string.Join('\n', faults)}\n--\n{string.Join('\n', hosts.Story.Take(1).Concat(hosts.Story.TakeLast(60)))}";
}
