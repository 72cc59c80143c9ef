using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>What the world shows of an exception: index rows, reminders, messages and home pages. Only what differs is written.</summary>
public sealed class Projections(IIndex index, Reminders reminders, OutboxDispatcher dispatcher, HomePages homes, ICatalog catalog)
{
    /// <summary>Makes them match the stream.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="shownVersion">
    /// The version that the index shows already, so that only the difference is written; null when that is not known.
    /// </param>
    /// <param name="pressed">The person's own message in which a button was pressed; null for none.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Whom no channel can reach, and when (UTC) to go on with what was put off.</returns>
    public async Task<Delivered> UpdateAsync(
        ExceptionRecord record, long? shownVersion, PressedCard? pressed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var events = record.Events.Select(stored => (Fact: RecordedEvent.Read(stored.Json), stored.Hash)).ToList();
        var (wanted, unwanted) = IndexHeading.For(state, events.Select(recorded => recorded.Fact.Fact));
        if (shownVersion is { } version)
        {
            var shown = events.TakeWhile(recorded => recorded.Fact.Sequence <= version)
                .Aggregate(ExceptionState.New(state.Id), (before, recorded) => before.Apply(recorded.Fact, recorded.Hash));
            var before = version == 0 ? [] : IndexHeading.For(shown, []).Wanted;
            (wanted, unwanted) = ([.. wanted.Except(before)], [.. before.Except(wanted)]);
        }

        await index.ProjectAsync(wanted, unwanted, cancellationToken);
        var remindAgain = await reminders.RemindAsync(state, now, cancellationToken);
        var delivered = await dispatcher.DeliverAsync(record, catalog.Current, pressed, now, cancellationToken);
        homes.Follow(state, events[^1].Fact.At);
        return delivered with { ContinueAt = new[] { remindAgain, delivered.ContinueAt }.Min() };
    }
}
