using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Sends a draft: the same for every way in.</summary>
public sealed class RequestSubmission(
    ICatalog catalog, AssessAndRoute assessAndRoute, EmergencyStarts emergencies, ExceptionCommits commits, TimeProvider time)
{
    /// <summary>Sends it. Where assessment and route are complete they are part of the same batch; else they follow.</summary>
    /// <param name="turn">Who sends it, from which card.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="ready">The draft, checked.</param>
    /// <param name="start">It starts before its review; null: it does not.</param>
    /// <param name="card">The message that becomes the requester's living message; null: a new one does.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task<CommitResult> SubmitAsync(
        Interaction turn, Draft draft, Prepared.Ready ready, EmergencyStart? start, MessageRef? card, CancellationToken cancellationToken)
    {
        return start is null
            ? CommitAsync()
            : emergencies.StartOnceAsync(turn.Person, ready.Policy.Id, CommitAsync, ExceptionState.New(draft.Id), cancellationToken);

        async Task<CommitResult> CommitAsync()
        {
            var command = await CommandAsync(turn, draft, ready, start, cancellationToken);
            return await commits.CommitAsync(
                draft.Id,
                _ => command,
                card is not null
                    ? _ => [new OutboxMessage { Key = new OutboxKey(1, NotificationKind.Received, turn.Person), Message = card }]
                    : null,
                cancellationToken);
        }
    }

    private async Task<ExceptionCommand> CommandAsync(
        Interaction turn, Draft draft, Prepared.Ready ready, EmergencyStart? start, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        return new ExceptionCommand.Submit
        {
            By = turn.Actor,
            Content = ready.Content,
            HoldsUntil = CatalogTime.EndOf(ready.Content.ExpiresOn, current.TimeZone),
            DecideBy = current.CalendarOf(ready.Policy.Id).WithinHours(
                time.GetUtcNow().AddHours(current.Review.CloseAfterHours), current.TimeZone),
            DurationDays = ready.DurationDays,
            CatalogHash = current.Hash,
            AreaId = ready.Policy.AreaId,
            Renews = draft.Purpose == DraftPurpose.Renew ? draft.Linked : null,
            EarlierConditions = ready.EarlierConditions,
            MaxRevisions = ready.Policy.MaxRevisions,
            Renewal = ready.Renewal,
            AsksAgain = draft.Purpose == DraftPurpose.AskAgain ? draft.Linked : null,
            Emergency = start,
            AssessedRoute = ready.HasModelAnswer
                ? await assessAndRoute.FreezeAsync(draft.Id, ready.Content, ready.Assessment, ready.Route, cancellationToken)
                : null,
        };
    }
}
