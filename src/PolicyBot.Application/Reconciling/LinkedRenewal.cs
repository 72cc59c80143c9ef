using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Tells the stream of the exception that is renewed what became of its renewal. Each command is idempotent by the renewal's id.
/// </summary>
public sealed class LinkedRenewal(IEventStore store, ExceptionCommits commits, IWork work, TimeProvider time)
{
    /// <summary>Brings the renewed exception up to date.</summary>
    /// <param name="state">The renewal; an exception that renews none has nothing to tell.</param>
    public async Task UpdateAsync(ExceptionState state, CancellationToken cancellationToken)
    {
        if (state.Renews is not { } renewed || await store.ReadHeadAsync(renewed, cancellationToken) is not { } head)
        {
            return;
        }

        ExceptionCommand command = state switch
        {
            { Grant: not null } => new ExceptionCommand.FinishRenewal(state.Id) { By = Actor.PolicyBot },
            { HasEnded: true } => new ExceptionCommand.DropRenewal(state.Id) { By = Actor.PolicyBot },
            _ => new ExceptionCommand.StartRenewal(state.Id) { By = Actor.PolicyBot },
        };
        if (ExceptionRules.Decide(head.State, command, time.GetUtcNow()) is Decision.Accepted { Facts.Count: > 0 }
            && await commits.CommitAsync(renewed, _ => command, null, cancellationToken) is CommitResult.Committed { Look: { } wakeUp })
        {
            // its own people have messages too
            await work.AddAsync(new WakeUp(time.GetUtcNow(), renewed.Value, WakeUp.Wake), cancellationToken);
            await work.RemoveAsync(wakeUp, cancellationToken); // the row above comes sooner
        }
    }
}
