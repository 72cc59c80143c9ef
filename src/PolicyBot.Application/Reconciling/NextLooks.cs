using PolicyBot.Application.Ports;
using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>When an exception is looked at again once it is reconciled; what goes to webhook endpoints is handed over there.</summary>
public sealed class NextLooks(IWork work, WebhookLanes webhooks, TimeProvider time)
{
    /// <summary>Looks at it then.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="at">When (UTC).</param>
    public Task AddAsync(ExceptionId id, DateTimeOffset at, CancellationToken cancellationToken) =>
        work.AddAsync(new WakeUp(at, id.Value, WakeUp.Wake), cancellationToken);

    /// <summary>Takes a row away.</summary>
    public Task RemoveAsync(WakeUp row, CancellationToken cancellationToken) => work.RemoveAsync(row, cancellationToken);

    /// <summary>
    /// Writes the next row, a single one: the host that looks then finds out anew what is next. Until it stands, the row that led here
    /// does.
    /// </summary>
    /// <param name="record">The exception as it was just reconciled.</param>
    /// <param name="next">When (UTC) something follows; null for never.</param>
    /// <param name="led">The row of the commit that led here; null for none.</param>
    public async Task<WebhookLook> PlanAsync(
        ExceptionRecord record, DateTimeOffset? next, WakeUp? led, CancellationToken cancellationToken)
    {
        var look = webhooks.Look(record, next, led, time.GetUtcNow());
        if (look.Row is { } row)
        {
            await work.AddAsync(row, cancellationToken);
        }

        return look;
    }

    /// <summary>Ends a reconciling: the rows of what it committed itself go, and what endpoints have not got is sent.</summary>
    /// <param name="record">As in <see cref="PlanAsync"/>.</param>
    /// <param name="look">What that gave.</param>
    /// <param name="committed">The rows.</param>
    /// <returns>Whether the row that led here stands until what was handed over is out.</returns>
    public async Task<bool> EndAsync(
        ExceptionRecord record, WebhookLook look, IEnumerable<WakeUp> committed, CancellationToken cancellationToken)
    {
        await Task.WhenAll(committed.Select(wakeUp => work.RemoveAsync(wakeUp, cancellationToken)));
        webhooks.Send(record, look);
        return look is { Held: not null, TakesPlace: false };
    }
}
