using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Audit;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Verifies a record where all of it is read anyway. A stream whose chain of events breaks is marked in its head, so that nothing is
/// appended to it, and administrators hear of it once. A head that merely folds otherwise is folded anew.
/// </summary>
public sealed partial class RecordCheck(
    IEventStore store, ICatalog catalog, AdministratorNotices administrators, ILogger<RecordCheck> logger)
{
    /// <summary>Verifies a record that was just read.</summary>
    /// <returns>Whether the stream may go on; false: its chain is broken. Null: the head was mended, and is to be read again.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool?> VerifyAsync(ExceptionRecord record, CancellationToken cancellationToken)
    {
        var (id, head) = (record.Head.State.Id, record.Head);
        if (record.FindBroken() is { } sequence)
        {
            if (head.BrokenAt == 0)
            {
                // read once more: of several pages, some may be from before a commit
                if (await store.ReadAsync(id, cancellationToken) is not { } again || again.Head.ETag != head.ETag
                    || again.FindBroken() is null
                    || !await store.TryMendAsync(id, head.ETag, null, sequence, cancellationToken))
                {
                    return null;
                }

                Broken(id, sequence);
            }

            await administrators.TellOnceAsync(
                $"record|{id}", () => (Words.ToldRecordHeading, Words.ToldRecord.With(id, sequence)), cancellationToken);
            return false;
        }

        var folded = record.Events.Aggregate(
            ExceptionState.New(id), (state, stored) => state.Apply(RecordedEvent.Read(stored.Json), stored.Hash));
        var differs = Text(folded.Resolve(catalog.Current.Directory)) != Text(head.State);
        if (head.BrokenAt == 0 && !differs)
        {
            return true;
        }

        Mended(id);
        return await store.TryMendAsync(id, head.ETag, differs ? folded : null, 0, cancellationToken) ? null : true;
    }

    private static string Text(ExceptionState state) =>
        CanonicalJson.Write(JsonSerializer.SerializeToElement(state, RecordJson.Default.ExceptionState));

    [LoggerMessage(EventId = 203, Level = LogLevel.Error,
        Message = "The record of {Exception} does not verify from event {Sequence} on: nothing is added to it.")]
    private partial void Broken(ExceptionId exception, long sequence);

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning,
        Message = "The head of {Exception} was not what its events lead to, or is no longer broken: it is folded anew.")]
    private partial void Mended(ExceptionId exception);
}
