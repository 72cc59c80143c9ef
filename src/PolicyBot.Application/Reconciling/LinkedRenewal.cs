using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// Tells the stream of the exception that is renewed what became of its renewal, and the renewal how that exception stands. Each command
/// can be repeated.
/// </summary>
public sealed class LinkedRenewal(IEventStore store, ExceptionCommits commits, IWork work, TimeProvider time)
{
    /// <summary>The exception that an open request is to renew, or has renewed; null for none.</summary>
    public async Task<ExceptionState?> FindRenewedAsync(ExceptionState state, CancellationToken cancellationToken) =>
        state.Renews is { } renewed ? (await store.ReadHeadAsync(renewed, cancellationToken))?.State : null;

    /// <summary>Brings the other one of the two up to date.</summary>
    /// <param name="state">The renewal, or the exception that is renewed; any other has nothing to tell.</param>
    /// <param name="renewed">What <see cref="FindRenewedAsync"/> found.</param>
    public async Task UpdateAsync(ExceptionState state, ExceptionState? renewed, CancellationToken cancellationToken)
    {
        if (state.RenewedBy is { } by && (await store.ReadHeadAsync(by, cancellationToken))?.State is { } renewal
            && RenewedStanding.WhatToNote(renewal, state) is not null)
        {
            await work.AddAsync(new WakeUp(time.GetUtcNow(), by.Value, WakeUp.Wake), cancellationToken); // it notes that itself
        }

        if (renewed is null)
        {
            return;
        }

        ExceptionCommand command = state switch
        {
            { Grant: not null } => new ExceptionCommand.FinishRenewal(state.Id) { By = Actor.PolicyBot },
            { HasEnded: true } => new ExceptionCommand.DropRenewal(state.Id) { By = Actor.PolicyBot },
            _ => new ExceptionCommand.StartRenewal(state.Id) { By = Actor.PolicyBot },
        };
        if (ExceptionRules.Decide(renewed, command, time.GetUtcNow()) is Decision.Accepted { Facts.Count: > 0 }
            && await commits.CommitAsync(renewed.Id, _ => command, null, cancellationToken) is CommitResult.Committed { Look: { } wakeUp })
        {
            // its own people have messages too
            await work.AddAsync(new WakeUp(time.GetUtcNow(), renewed.Id.Value, WakeUp.Wake), cancellationToken);
            await work.RemoveAsync(wakeUp, cancellationToken); // the row above comes sooner
        }
    }
}
