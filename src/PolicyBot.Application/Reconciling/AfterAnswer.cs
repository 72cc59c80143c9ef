using PolicyBot.Application.Notifications;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Reconciling;

/// <summary>What follows an answer, in the background: the exception is reconciled.</summary>
public sealed class AfterAnswer(IBackgroundTasks background, Reconciler reconciler, IWork work, IPeople people)
{
    /// <summary>Reconciles an exception once the answer is out, and takes its work row away.</summary>
    /// <param name="committed">What was committed.</param>
    /// <param name="pressed">The person's own message in which a button was pressed; null for none.</param>
    public void Reconcile(CommitResult.Committed committed, PressedCard? pressed = null) =>
        background.Run(async cancellationToken =>
        {
            var before = committed.State.Version - committed.Facts.Count;
            await reconciler.ReconcileAsync(committed.State.Id, before, pressed, committed.Look, cancellationToken);
        });

    /// <summary>Keeps with which words a person approved, for the hint at one of their next approvals.</summary>
    /// <param name="account">The account in which they did, as it was just read.</param>
    /// <param name="comment">What they wrote.</param>
    public void Remember(KnownAccount account, string comment) => background.Run(cancellationToken => people.ChangeWhileTheirsAsync(
        account, known => known with { LastApprovals = RepeatedWords.With(known.LastApprovals, comment) }, cancellationToken));

    /// <summary>Takes away the work row of a commit that was begun and never came.</summary>
    public void Drop(BegunCommit begun) => background.Run(async cancellationToken =>
    {
        await begun.Adding;
        await work.RemoveAsync(begun.WakeUp, cancellationToken);
    });
}
