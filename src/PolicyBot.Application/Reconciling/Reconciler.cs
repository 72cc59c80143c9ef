using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Makes the world match one exception's stream: what time alone brings about, assessment and routing, the linked stream of a renewal,
/// index rows, messages, and the next wake-up. Level-triggered and repeatable: it never asks what happened, only what should be and is not
/// yet.
/// </summary>
public sealed partial class Reconciler(
    IEventStore store,
    RecordCheck check,
    NextLooks looks,
    AutomaticCommands commands,
    Projections projections,
    TimeProvider time,
    ILogger<Reconciler> logger)
{
    /// <summary>After how many rounds the rest is left to the next reconciling: the exception keeps changing.</summary>
    private const int MostRounds = 12;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromDays(1);

    /// <summary>Reconciles one exception, and takes nothing for done.</summary>
    /// <param name="id">The exception; one that does not exist is reconciled.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the work row that led here stays.</exception>
    public Task ReconcileAsync(ExceptionId id, CancellationToken cancellationToken) =>
        ReconcileAsync(id, null, null, null, cancellationToken);

    /// <summary>Reconciles one exception right after a commit, and takes its work row away.</summary>
    /// <param name="id">The exception; one that does not exist is reconciled.</param>
    /// <param name="before">
    /// The version before the commit: it has been reconciled, or has a work row of its own. Null when nothing is known.
    /// </param>
    /// <param name="pressed">The person's own message in which a button was pressed; null for none.</param>
    /// <param name="led">The commit's work row; null for none.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; the work row that led here stays.</exception>
    public async Task ReconcileAsync(
        ExceptionId id, long? before, PressedCard? pressed, WakeUp? led, CancellationToken cancellationToken)
    {
        if (!await RunAsync(id, before, pressed, led, cancellationToken) && led is not null)
        {
            await looks.RemoveAsync(led, cancellationToken);
        }
    }

    // Whether the row that led here is still needed.
    private async Task<bool> RunAsync(
        ExceptionId id, long? before, PressedCard? pressed, WakeUp? led, CancellationToken cancellationToken)
    {
        var wakeUps = new List<WakeUp>();
        for (var round = 0; round < MostRounds; round++)
        {
            if (await store.ReadAsync(id, cancellationToken) is not { } record)
            {
                return false; // the commit that the work row announced never came
            }

            switch (await check.VerifyAsync(record, cancellationToken))
            {
                case false:
                    await looks.AddAsync(id, time.GetUtcNow() + LookAgainAfter, cancellationToken);
                    return false;
                case null:
                    continue;
            }

            var state = record.Head.State;
            if (await commands.TryGrowAsync(state, ReconcileAsync, wakeUps, cancellationToken))
            {
                continue;
            }

            var now = time.GetUtcNow();
            var delivered = await projections.UpdateAsync(record, before, pressed, now, cancellationToken);
            before = before is null ? null : state.Version;
            var look = await looks.PlanAsync(
                record,
                new[] { commands.NextWakeUp(state, now), delivered.ContinueAt < now ? now : delivered.ContinueAt }.Min(),
                led,
                cancellationToken);
            await commands.ReplaceAsync(state, delivered.Unreached, wakeUps, cancellationToken);
            if ((await store.ReadHeadAsync(id, cancellationToken))?.ETag == record.Head.ETag)
            {
                // nothing changed while the world was made to match: it matches
                return await looks.EndAsync(record, look, wakeUps, cancellationToken);
            }
        }

        await looks.AddAsync(id, time.GetUtcNow(), cancellationToken);
        StillMoving(id);
        return false;
    }

    [LoggerMessage(
        EventId = 202, Level = LogLevel.Warning,
        Message = "Reconciling {Exception} did not end: it keeps changing. The rest is left to the next time.")]
    private partial void StillMoving(ExceptionId exception);
}
