using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>What must hold once a living host has processed the remaining work.</summary>
internal static class Aftermath
{
    /// <summary>How long after the last accident everything is well again, at the latest.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <summary>Turns the clock and sweeps until nothing is due soon.</summary>
    public static async Task SweepAsync(World world, Host host)
    {
        var end = world.Time.GetUtcNow() + Soon;
        while (true)
        {
            await host.SweepAsync();
            var next = world.Work.All.Select(item => item.Due).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            if (next > end)
            {
                return;
            }

            var now = world.Time.GetUtcNow();
            world.Time.Advance(next > now ? next - now : TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Everything that is wrong.</summary>
    /// <param name="world">How it ended.</param>
    /// <param name="faults">How many calls were spoilt on the way.</param>
    public static IEnumerable<string> Faults(World world, int faults)
    {
        var now = world.Time.GetUtcNow();
        var records =
            world.Records.Select(record =>
                (Record: record, Facts: record.Events.Select(stored => RecordedEvent.Read(stored.Json).Fact).ToList())).ToList();
        foreach (var due in world.Work.All.Where(item => item.Due <= now || item.Tag != WakeUp.Wake))
        {
            yield return $"The work row {due} is left over.";
        }

        foreach (
            var fault in records.SelectMany(record =>
                RecordFaults(record.Record, record.Facts).Concat(NoticeFaults(world, record.Record, now))))
        {
            yield return fault;
        }

        foreach (var answer in world.Answers.OfType<CommitResult.Committed>().Where(answer => answer.Facts.Count > 0))
        {
            if (records.SelectMany(record => record.Record.Events)
                .Count(stored => stored.CommitId == answer.State.CommitId) != answer.Facts.Count)
            {
                yield return $"The answer said that {string.Join(", ", answer.Facts.Select(fact => fact.GetType().Name))} was stored, and it is not.";
            }
        }

        var wanted = records.SelectMany(record => IndexHeading.For(record.Record.Head.State, record.Facts).Wanted).ToHashSet();
        if (!wanted.SetEquals(world.Index.All))
        {
            yield return $"The index should hold {string.Join(", ", wanted)} and holds {string.Join(", ", world.Index.All)}.";
        }

        var tracked = records.SelectMany(record => record.Record.Notices).Select(notice => notice.Message?.Message).ToHashSet();
        if (world.Chat.Messages.Keys.Count(message => !tracked.Contains(message)) is var lost && lost > faults + world.Stalls)
        {
            yield return $"{lost} messages were sent twice, after {faults} faults and {world.Stalls} stalls.";
        }
    }

    private static IEnumerable<string> RecordFaults(ExceptionRecord record, List<ExceptionEvent> facts)
    {
        var state = record.Head.State;
        if (ChainVerifier.Verify(state.Id, record.Events, state) is not ChainVerdict.Ok and var broken)
        {
            yield return $"The chain of {state.Id} is broken: {broken}.";
        }

        var stages = facts.OfType<ExceptionEvent.Routed>().LastOrDefault()?.ReviewPolicy.Stages ?? [];
        foreach (var taken in facts.OfType<ExceptionEvent.Approved>().GroupBy(yes => yes.Stage))
        {
            if (taken.Count() > stages[taken.Key - 1].Seats
                || taken.Select(yes => yes.InPlaceOf ?? yes.Approver).Distinct().Count() < taken.Count())
            {
                yield return $"A seat of stage {taken.Key} was taken twice.";
            }
        }

        if (facts.GroupBy(fact => fact.GetType())
            .Any(same => same.Count() > 1 && same.Key != typeof(ExceptionEvent.Approved) && same.Key != typeof(ExceptionEvent.StageOpened)))
        {
            yield return $"Something happened twice: {string.Join(", ", facts.Select(fact => fact.GetType().Name))}.";
        }

        if (state.Status == Status.Submitted)
        {
            yield return "Nobody assessed it.";
        }
    }

    private static IEnumerable<string> NoticeFaults(World world, ExceptionRecord record, DateTimeOffset now)
    {
        var state = record.Head.State;
        var wanted = NotificationPlan.For(state, world.Current, now);
        var all = NotificationPlan.Living(wanted, record.Notices);
        foreach (var notice in record.Notices)
        {
            if ((notice.LeasedUntil > now || notice.NextTry > now)
                && (notice.Message is not null
                || (wanted.Contains(notice.Key) && !NotificationPlan.IsSuperseded(notice.Key, all, state, world.Current))))
            {
                yield return $"The notice {notice.Key} is still under way.";
            }

            if (notice.Message is { } message && notice.DeadBecause.Length == 0
                && world.Chat.Draw(NotificationViews.Render(notice.Key, all, state, world.Current, now)).Hash is var should
                && world.Chat.Messages[message.Message].Drawn != should)
            {
                yield return $"The notice {notice.Key} should show {should} and shows {world.Chat.Messages[message.Message].Drawn}.";
            }
        }

        foreach (
            var key in wanted.Where(key =>
                !NotificationPlan.IsSuperseded(key, all, state, world.Current)
                && record.Notices.All(notice => notice.Key != key || (notice.Message is null && notice.DeadBecause.Length == 0))))
        {
            yield return $"The notice {key} was never sent.";
        }

        foreach (
            var dead in record.Notices.Where(notice =>
                notice.DeadBecause.Length > 0 && notice.Key.Kind == NotificationKind.Review && wanted.Contains(notice.Key)))
        {
            if (state.Review?.Unreached.Any(unreached => unreached.Person == dead.Key.Person) != true)
            {
                yield return $"{dead.Key.Person} can't be reached, and nobody was asked in their place.";
            }
        }
    }
}
