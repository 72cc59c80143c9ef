using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Reconciling;

/// <summary>What follows from head and hour without a person: commands that PolicyBot gives itself.</summary>
public sealed class AutomaticCommands(
    ExceptionCommits commits,
    TimeTriggers triggers,
    ReviewStart reviewStart,
    LinkedRenewal renewal,
    UnreachedPeople unreachedPeople,
    TimeProvider time)
{
    /// <inheritdoc cref="TimeTriggers.NextWakeUp"/>
    public DateTimeOffset? NextWakeUp(ExceptionState state, DateTimeOffset now) => triggers.NextWakeUp(state, now);

    /// <summary>Commits the first command that changes anything.</summary>
    /// <param name="state">The exception as it was just read.</param>
    /// <param name="reconcileAsync">Reconciles it once the model has answered.</param>
    /// <param name="wakeUps">Takes the wake-up of what is committed: to be removed when the exception is reconciled.</param>
    /// <returns>Whether the stream grew.</returns>
    public async Task<bool> TryGrowAsync(
        ExceptionState state,
        Func<ExceptionId, CancellationToken, Task> reconcileAsync,
        List<WakeUp> wakeUps,
        CancellationToken cancellationToken)
    {
        if (await TryCommitAsync(state, triggers.Tick(state), wakeUps, cancellationToken))
        {
            return true;
        }

        foreach (var due in await triggers.FindDueAsync(state, time.GetUtcNow(), cancellationToken))
        {
            if (await TryCommitAsync(state, due, wakeUps, cancellationToken))
            {
                return true;
            }
        }

        var renewed = await renewal.FindRenewedAsync(state, cancellationToken);
        if (renewed is not null && RenewedStanding.WhatToNote(state, renewed) is { } note
            && await TryCommitAsync(state, note, wakeUps, cancellationToken))
        {
            return true; // before anybody is asked
        }

        if (await reviewStart.FindCommandAsync(state, reconcileAsync, cancellationToken) is { } start
            && await TryCommitAsync(state, start, wakeUps, cancellationToken))
        {
            return true;
        }

        await renewal.UpdateAsync(state, renewed, cancellationToken);
        return false;
    }

    /// <summary>Asks others in place of approvers whom no channel reaches.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="unreached">The messages that did not go out.</param>
    /// <param name="wakeUps">Takes the wake-ups of what is committed.</param>
    public async Task ReplaceAsync(
        ExceptionState state, IEnumerable<UnreachedPerson> unreached, List<WakeUp> wakeUps, CancellationToken cancellationToken)
    {
        var gone = await unreachedPeople.FindGoneAsync(state, cancellationToken);
        foreach (var person in unreached.Concat(gone).DistinctBy(one => (one.Key.Kind, one.Key.Person, one.Refused)))
        {
            if (await unreachedPeople.FindCommandAsync(state, person, cancellationToken) is { } replace)
            {
                await TryCommitAsync(state, replace, wakeUps, cancellationToken);
            }
        }
    }

    // Nearly always nothing follows: then no wake-up is written for a commit.
    private async Task<bool> TryCommitAsync(
        ExceptionState state, ExceptionCommand command, List<WakeUp> wakeUps, CancellationToken cancellationToken)
    {
        if (ExceptionRules.Decide(state, command, time.GetUtcNow()) is Decision.Accepted { Facts.Count: > 0 }
            && await commits.CommitAsync(state.Id, _ => command, null, cancellationToken) is CommitResult.Committed { Look: { } wakeUp })
        {
            wakeUps.Add(wakeUp);
            return true;
        }

        return false;
    }
}
