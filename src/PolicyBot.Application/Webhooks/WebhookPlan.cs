using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Webhooks;

/// <summary>
/// Says what of an exception an endpoint has not got yet, from the record alone: one row of the outbox says how far it is, so that events
/// go out in order and a new one needs no row of its own. Pure.
/// </summary>
public static class WebhookPlan
{
    // An endpoint is a machine that reads.
    private static readonly Subject Receiver =
        Subject.From(new MachineActor("webhook", "webhook", ScopeNames.NamesOf(Scopes.Read)), Roles.None);

    /// <summary>Whether events of an exception may go out: none of them names another one that a receiver may not see.</summary>
    /// <param name="store">Where the others are read.</param>
    /// <param name="record">The exception.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static Task<bool> MayGoOutAsync(IEventStore store, ExceptionRecord record, CancellationToken cancellationToken) =>
        store.MayReadEventsAsync(record, _ => Receiver, cancellationToken);

    /// <summary>How far an endpoint is with an exception, be it on or off.</summary>
    /// <returns>Null: it has what there is for it, as far as the record alone says.</returns>
    public static OutboxMessage? FindPending(ExceptionRecord record, WebhookEndpoint endpoint)
    {
        if (record.Events.Count == 0)
        {
            return null;
        }

        var row = record.Hooks.FirstOrDefault(hook => hook.Key == endpoint.Key)
            ?? new OutboxMessage { Key = endpoint.Key, Through = LastBefore(record, endpoint.BeginsAt) };
        return row.Through < record.Events[^1].Sequence
            && Access.CanReadEvents(record.Head.State, record.WasConfidential, Receiver) ? row : null;
    }

    /// <summary>The number of the last event before an instant (UTC); 0: there is none.</summary>
    public static long LastBefore(ExceptionRecord record, DateTimeOffset instant) =>
        record.Events.LastOrDefault(stored => RecordedEvent.Read(stored.Json).At < instant)?.Sequence ?? 0;

    /// <summary>The events behind a number, each with the exception as it left it, oldest first.</summary>
    /// <param name="record">The exception.</param>
    /// <param name="through">The number.</param>
    /// <param name="catalog">The catalog that serves.</param>
    public static IEnumerable<SentEvent> Behind(ExceptionRecord record, long through, PolicyCatalog catalog)
    {
        var state = ExceptionState.New(record.Head.State.Id);
        foreach (var stored in record.Events)
        {
            var recorded = RecordedEvent.Read(stored.Json);
            state = state.Apply(recorded, stored.Hash);
            if (stored.Sequence > through)
            {
                yield return new SentEvent(state.Resolve(catalog.Directory), stored, recorded.At, catalog);
            }
        }
    }
}
