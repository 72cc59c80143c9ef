using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>What follows an answer: the exception is reconciled in the background.</summary>
public sealed class AfterAnswer(IBackgroundTasks background, Reconciler reconciler, IWork work, ShownMessages shown)
{
    /// <summary>Reconciles an exception once the answer is out, and takes its work row away.</summary>
    /// <param name="id">The exception.</param>
    /// <param name="wakeUp">Its work row; null for none.</param>
    /// <param name="card">The message that was pressed, which is the person's own; null for none.</param>
    /// <param name="said">What its person is told there, and what a redrawn message goes on saying for a while; null for nothing.</param>
    public void Reconcile(ExceptionId id, WakeUp? wakeUp, MessageRef? card = null, string? said = null) =>
        background.Run(async cancellationToken =>
        {
            if (said is not null && card is not null)
            {
                await shown.KeepSayingAsync(id, card, said, cancellationToken);
            }

            await reconciler.ReconcileAsync(id, cancellationToken);
            if (wakeUp is not null)
            {
                await work.RemoveAsync(wakeUp, cancellationToken);
            }
        });
}
