using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>What the world shows of an exception: index rows, reminders, messages and home pages. Only what differs is written.</summary>
public sealed class Projections(IIndex index, Reminders reminders, OutboxDispatcher dispatcher, HomePages homes)
{
    /// <summary>Makes them match the stream.</summary>
    /// <param name="record">The exception as it was just read.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>Whom no channel can reach, and when (UTC) to go on with what was put off.</returns>
    public async Task<Delivered> UpdateAsync(ExceptionRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var events = record.Events.Select(stored => RecordedEvent.Read(stored.Json)).ToList();
        var (wanted, unwanted) = IndexHeading.For(state, events.Select(recorded => recorded.Fact));
        await index.ProjectAsync(wanted, unwanted, cancellationToken);
        var remindAgain = await reminders.RemindAsync(state, now, cancellationToken);
        var delivered = await dispatcher.DeliverAsync(record, now, cancellationToken);
        homes.Follow(state, events[^1].At);
        return delivered with { ContinueAt = new[] { remindAgain, delivered.ContinueAt }.Min() };
    }
}
