using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Webhooks;

/// <summary>Sets an endpoint back, so that events go to it once more, under the same ids and in order: a serving host sends them.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public sealed class WebhookRedelivery(IEventStore store, IWork work, TimeProvider time)
{
    /// <summary>Events of one exception.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="id">The exception.</param>
    /// <param name="from">The first event to send again; from 1.</param>
    /// <returns>How many events go out; null: there is no such exception, or its events are sent to no endpoint.</returns>
    public Task<int?> RedeliverAsync(
        WebhookEndpoint endpoint, ExceptionId id, long from, CancellationToken cancellationToken) =>
        SetBackAsync(endpoint, id, _ => from - 1, cancellationToken);

    /// <summary>Events of all exceptions from an instant on. It walks through the register.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="since">The instant (UTC).</param>
    /// <returns>Each exception of which events go out, with their number.</returns>
    public async IAsyncEnumerable<(ExceptionId Id, int Events)> RedeliverAsync(
        WebhookEndpoint endpoint,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var walked in store.WalkAsync(readsEvents: true, cancellationToken))
        {
            if (walked is { Id: var id, Record: { Events.Count: > 0 } record }
                && WebhookPlan.LastBefore(record, since) < record.Events[^1].Sequence
                && await SetBackAsync(
                    endpoint, id, current => WebhookPlan.LastBefore(current, since), cancellationToken) is > 0 and var events)
            {
                yield return (id, events);
            }
        }
    }

    private async Task<int?> SetBackAsync(
        WebhookEndpoint endpoint, ExceptionId id, Func<ExceptionRecord, long> through, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } record
                || !await WebhookPlan.MayGoOutAsync(store, record, cancellationToken))
            {
                return null;
            }

            // Never ahead of what it has: nothing is left out.
            var stored = record.Hooks.FirstOrDefault(hook => hook.Key == endpoint.Key);
            var back = Math.Min(through(record), record.Events[^1].Sequence);
            var has = stored?.Through ?? WebhookPlan.LastBefore(record, endpoint.BeginsAt);
            var row = new OutboxMessage
            {
                Key = endpoint.Key,
                Through = Math.Min(has, back),
                ETag = stored?.ETag,
            };
            if (await store.TryWriteAsync(id, row, cancellationToken) is not null)
            {
                await work.AddAsync(new WakeUp(time.GetUtcNow(), id.Value, WakeUp.NewTag()), cancellationToken);
                return record.Events.Count(one => one.Sequence > row.Through);
            }
        }
    }
}
