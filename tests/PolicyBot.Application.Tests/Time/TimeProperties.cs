using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;

namespace PolicyBot.Application.Tests.Time;

/// <summary>
/// What always holds, for all actions of people and all steps of the clock, over the whole product on fakes. Due work is processed at its
/// time, or as soon as a host runs again. The expected questions are computed from the record.
/// </summary>
public sealed class TimeProperties
{
    private const int Known = 160;
    private const int New = 25;
    private static readonly Lazy<List<(int Seed, Lived Lived)>> Lives = new(LiveAll);

    [Fact]
    public void Each_ping_goes_out_at_nine_on_its_day_if_it_is_in_force_then() => Holds(lived => Due(lived)
        .Where(ask => ask.Kind == "ping")
        .Where(ask =>
            !lived.Sent.Any(sent => sent.At == ask.At && (sent.Message.NoticeId == ask.Message || IsDigestFor(ask.Owner, sent.Message))))
        .Select(ask => $"{ask.Message} did not go out at {ask.At:u}"));

    [Fact]
    public void Who_is_to_attest_or_to_show_something_has_a_message_at_nine_on_its_day() => Holds(lived => Due(lived)
        .Where(ask =>
            !lived.Sent.Any(sent =>
                sent.At == ask.At && (IsAbout(sent.Message, ask.Message.Split('|')[0], ask.Owner) || IsDigestFor(ask.Owner, sent.Message))))
        .Select(ask => $"nobody told {ask.Owner} of {ask.Message} at {ask.At:u}"));

    [Fact]
    public void Nobody_gets_the_same_message_twice() => Holds(lived => lived.Sent
        .Where(sent => sent.Message.NoticeId.Length > 0).GroupBy(sent => sent.Message.NoticeId).Where(same => same.Count() > 1)
        .Select(same => $"{same.Key} went out {same.Count()} times"));

    [Fact]
    public void Whoever_owned_it_then_no_end_is_announced_twice_for_the_same_day() => Holds(lived => lived.Sent
        .Select(sent => sent.Message.NoticeId.Split('|'))
        .Where(parts => parts is [_, _, var kind, _] && kind.StartsWith("ping-", StringComparison.Ordinal))
        .GroupBy(parts => (parts[0], parts[2])).Where(same => same.Count() > 1)
        .Select(same => $"{same.Key} went out {same.Count()} times"));

    [Fact]
    public void Nobody_is_asked_anything_of_what_is_not_in_force_or_let_to_end() => Holds(lived => lived.Records.SelectMany(record =>
    {
        var asks = new ExpectedAsks(record, lived.Office.Catalog.Current);
        return lived.Sent.Where(sent => KindOf(record.Head.State.Id, sent.Message) is { } kind
                && (!asks.IsInForce(sent.At.AddTicks(1)) || (kind == "ping" && asks.IsLetToEnd(sent.At.AddTicks(1)))))
            .Select(sent => $"{sent.Message.NoticeId} went out at {sent.At:u}");
    }));

    [Fact]
    public void Everything_reaches_an_end_on_its_day_at_the_latest_and_nothing_is_planned_after_it() => Holds(lived => lived.Records
        .Where(record =>
            !record.Head.State.HasEnded
            || (record.Head.State.EndedAt > record.Head.State.HoldsUntil
            && !lived.Down.Any(down => down.From <= record.Head.State.HoldsUntil && record.Head.State.EndedAt <= down.Until)))
        .Select(record => $"{record.Head.State.Id} is {record.Head.State.Status}, ended at {record.Head.State.EndedAt:u}")
        .Concat(lived.Office.Work.All.Select(item => $"{item} is planned"))
        .Concat(lived.Records.Where(record => record.Head.State.IsEndAsked)
        .Select(record => $"nobody asks any more whether {record.Head.State.Id} is over")));

    [Fact]
    public void What_is_renewed_ends_the_very_instant_its_renewal_begins_or_before() => Holds(lived =>
    {
        var states = lived.Records.Select(record => record.Head.State).ToDictionary(state => state.Id);
        return states.Values.Where(state =>
            state is { Renews: not null, Grant: not null } && (states[state.Renews!.Value].Status == Status.Renewed
                ? states[state.Renews.Value].EndedAt != state.Grant.Since
                : states[state.Renews.Value].EndedAt > state.Grant.Since))
            .Select(state =>
                $"{state.Renews} ended at {states[state.Renews!.Value].EndedAt:u} and {state.Id} began at {state.Grant!.Since:u}");
    });

    [Fact]
    public void After_any_time_without_a_host_everybody_gets_one_message_an_exception_with_the_latest() => Holds(lived => lived.CaughtUp
        .SelectMany(messages =>
            messages.Where(message =>
                message.NoticeId.Split('|') is [_, _, var kind, _] && !kind.StartsWith("review", StringComparison.Ordinal))
            .GroupBy(message => (message.NoticeId.Split('|')[0], message.To)).Where(same => same.Count() > 1))
        .Select(flood => $"{flood.Key} got {string.Join(", ", flood.Select(message => message.NoticeId))}"));

    [Fact]
    public void After_any_time_without_a_host_who_should_have_been_pinged_hears_of_it_at_once() =>
        Holds(lived => lived.Records.SelectMany(record =>
    {
        var asks = new ExpectedAsks(record, lived.Office.Catalog.Current);
        return lived.Down.Where(down => asks.IsInForce(down.Until.AddTicks(1)) && !asks.IsLetToEnd(down.Until.AddTicks(1)))
            .SelectMany(down => asks.All().Where(ask => ask.Kind == "ping" && down.From < ask.At && ask.At < down.Until).TakeLast(1)
                .Where(ask =>
                    !lived.Sent.Any(sent =>
                        sent.At == down.Until
                        && (IsAbout(sent.Message, record.Head.State.Id.Value, ask.Owner) || IsDigestFor(ask.Owner, sent.Message))))
                .Select(ask => $"{ask.Owner} did not hear at {down.Until:u} of {ask.Message}"));
    }));

    [Fact]
    public void These_lives_see_everything_that_time_and_people_can_bring_about()
    {
        var lives = Lives.Value.Where(one => one.Seed <= Known).Select(one => one.Lived).ToList();
        var facts = lives.SelectMany(lived => lived.Records).SelectMany(record => record.Events)
            .Select(stored => RecordedEvent.Read(stored.Json).Fact.GetType()).ToHashSet();

        Type[] wanted =
        [
            typeof(Delegated), typeof(DelegationEnded), typeof(Escalated), typeof(ChangesRequested), typeof(Rejected), typeof(Lapsed),
                typeof(EmergencyStarted), typeof(Granted),
            typeof(PromiseMissed), typeof(PromiseReturned), typeof(Suspended), typeof(Resumed), typeof(Attested), typeof(AttestationMissed),
                typeof(OwnerChanged),
            typeof(RenewalStarted), typeof(RenewalDropped), typeof(Renewed), typeof(LetToEnd), typeof(Expired), typeof(MetAgain),
                typeof(NotMetYet), typeof(Unconfirmed), typeof(Closed), typeof(Revoked),
        ];
        Assert.Empty(wanted.Except(facts).Select(fact => fact.Name));
        Assert.Contains(lives, lived => lived.CaughtUp.Any(messages => messages.Count > 0));
        Assert.Contains(lives, lived => lived.Records.Any(record => record.Head.State is { Emergency: not null, Grant: not null }));
        Assert.Equal([1, 7, 14],
            lives.SelectMany(Due).Where(ask => ask.Kind == "ping")
                .Select(ask => int.Parse(ask.Message.Split('|')[2][5..], System.Globalization.CultureInfo.InvariantCulture)).Distinct()
                .Order());
        Assert.Equal(["attest", "ping", "promise"], lives.SelectMany(Due).Select(ask => ask.Kind).Distinct().Order());
    }

    private static void Holds(Func<Lived, IEnumerable<string>> wrong) => Assert.All(
        Lives.Value, one =>
            Assert.True(wrong(one.Lived).ToList() is { Count: 0 },
            $"seed {one.Seed}: {LifeInTime.Draw(new Random(one.Seed))}\n{string.Join('\n', wrong(one.Lived))}"));

    // Run once, and checked by every test: with fixed seeds, and some with new ones where not each run is to try the same.
    private static List<(int Seed, Lived Lived)> LiveAll() =>
        [.. Enumerable.Range(1, Known).Concat(Enumerable.Range(0, Tries.AreFixed ? 0 : New).Select(_ => Random.Shared.Next())).AsParallel()
            .Select(seed => (seed, LifeInTime.Draw(new Random(seed)).Live()))];

    // What fell due while no host ran is sent when one runs again.
    private static IEnumerable<ExpectedAsk> Due(Lived lived) =>
        lived.Records.SelectMany(record => new ExpectedAsks(record, lived.Office.Catalog.Current).All())
        .Where(ask => !lived.Down.Any(down => down.From < ask.At && ask.At < down.Until));

    private static bool IsAbout(FakeMessage message, string id, PersonId person) =>
        message.NoticeId.StartsWith($"{id}|", StringComparison.Ordinal)
        && message.NoticeId.EndsWith($"|{person}", StringComparison.Ordinal);

    private static bool IsDigestFor(PersonId person, FakeMessage message) =>
        message is { NoticeId: "", View: ListView } && person.Value.StartsWith($"{message.To.Id}@", StringComparison.OrdinalIgnoreCase);

    private static string? KindOf(ExceptionId id, FakeMessage message) =>
        message.NoticeId.Split('|') is [var exception, _, var kind, _] && exception == id.Value
            && kind.Split('-') is [("ping" or "attest" or "promise") and var asked, _] ? asked : null;
}
