using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>What the world shows of an exception: index rows, reminders, messages and home pages. Only what differs is written.</summary>
public sealed class Projections(
    IIndex index, IListings listings, ICounts counts, Reminders reminders, OutboxDispatcher dispatcher, HomePages homes, ICatalog catalog)
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
        var stored = Fold(state.Id, events); // with people as the stream names them
        var listing = stored.ToListing(catalog.Current);
        var counted = stored.ToCounted(catalog.Current);
        var (isListed, isCounted) = (false, false);
        if (shownVersion is { } version)
        {
            var shown = Fold(state.Id, events.TakeWhile(recorded => recorded.Fact.Sequence <= version));
            var before = version == 0 ? [] : IndexHeading.For(shown, []).Wanted;
            (wanted, unwanted) = ([.. wanted.Except(before)], [.. before.Except(wanted)]);
            isListed = version > 0 && shown.ToListing(catalog.Current).ShowsTheSameAs(listing);
            isCounted = version > 0 && shown.ToCounted(catalog.Current).CountsAs(counted);
        }

        await Task.WhenAll(
            index.ProjectAsync(wanted, [.. unwanted, .. Unqueued(record)], cancellationToken),
            isListed ? Task.CompletedTask : listings.PutAsync(listing, cancellationToken));
        var remindAgain = await reminders.RemindAsync(state, now, cancellationToken);
        var delivered = await dispatcher.DeliverAsync(record, catalog.Current, pressed, now, cancellationToken);
        homes.Follow(state, events[^1].Fact.At);
        if (!isCounted)
        {
            await counts.PutAsync(counted, cancellationToken); // last: a picture may be late
        }

        return delivered with { ContinueAt = new[] { remindAgain, delivered.ContinueAt }.Min() };
    }

    private static ExceptionState Fold(ExceptionId id, IEnumerable<(RecordedEvent Fact, string Hash)> events) =>
        events.Aggregate(ExceptionState.New(id), (before, recorded) => before.Apply(recorded.Fact, recorded.Hash));

    // What was, or was to be, a line of the queue card of a person for whom it waits no longer.
    private static IEnumerable<IndexEntry> Unqueued(ExceptionRecord record) => record.Notices
        .Where(notice => notice.Key.Kind == NotificationKind.Review && (notice.InQueue || notice.Message is null))
        .Select(notice => notice.Key.Person)
        .Except(record.Head.State.Review?.Asked ?? [])
        .Select(person => new IndexEntry(IndexHeading.QueuedFor(person), record.Head.State.SubmittedAt, record.Head.State.Id));
}
