using System.Diagnostics;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Checks, assesses and routes a draft before it is sent: the same for every way in.</summary>
public sealed class RequestPreparation(
    IEventStore store, ICatalog catalog, AssessAndRoute assessAndRoute, EmergencyStarts emergencies, ReviewerShortage shortage,
    Reachability reachability, TimeProvider time)
{
    /// <summary>Checks what a draft asks for, with the model's assessment where it has answered, else with the rubric's alone.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<Prepared> PrepareAsync(Draft draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = CatalogTime.Today(now, catalog.Current.TimeZone);
        var person = catalog.Current.Directory.Resolve(draft.Person); // it may have been begun under another identity
        var reading = RequestCheck.Read(catalog.Current, draft.Inputs, person, today);
        if (reading is not { Content: { } typed, Policy: { } policy })
        {
            return new Prepared.Faulty(reading.Faults);
        }

        var before = await FindBeforeAsync(draft, cancellationToken);
        if (draft.Purpose == DraftPurpose.Renew && WhyNotRenew(before, person, now) is { } why)
        {
            return new Prepared.Refused(why);
        }

        if (await FindRenewedAsync(draft, before, cancellationToken) is { Grant: { } grant } renewed && renewed.IsInForce(now)
            && Phrases.LastDay(renewed) is var runs && typed.ExpiresOn <= runs)
        {
            return new Prepared.Faulty(
                new Dictionary<string, FieldFault>(StringComparer.Ordinal) { [FieldIds.ExpiresOn] = new FieldFault.RunsAlready(runs) });
        }

        var content = typed with
        {
            Corrected = draft.Corrected is { Count: > 0 } ? draft.Corrected : null,
            Answered = draft.Answered is { Count: > 0 } ? draft.Answered : null,
        };
        var renewal = draft.Purpose == DraftPurpose.Renew ? before!.Renewal + 1 : before?.Renewal ?? 0;
        var days = CatalogTime.Days(today, content.ExpiresOn);
        var answer = draft.ModelAbout == draft.HashInputs() ? draft.Model : null;
        var isComplete = answer is not null || !assessAndRoute.HasModel;
        var assessment = assessAndRoute.Assess(content, policy, days, person, answer, isComplete ? null : PreviewScreen.Pending);
        // beside the look-ups for the route; a directory that is silent keeps the preview no longer than those do
        var reaching = content.OwnerEmail == person ? null : reachability.AmongAsync([content.OwnerEmail], cancellationToken);
        switch (await assessAndRoute.RouteAsync(content, policy, assessment.Label, days, renewal, person, cancellationToken))
        {
            case RoutingResult.Nobody nobody:
                var group = RouteExplanation.GroupName(nobody.Stage);
                shortage.Report(draft.Id, policy, group);
                return new Prepared.Refused(new Refusal.NobodyToReview(group));
            case RoutingResult.Routed routed when content.OwnerEmail != person && Decides(routed.Route, content.OwnerEmail):
                return new Prepared.Refused(new Refusal.OwnerDecides(content.OwnerEmail));
            case RoutingResult.Routed routed:
                return new Prepared.Ready(content, policy, assessment, routed.Route, days, renewal, HasModelAnswer: isComplete)
                {
                    At = now,
                    EarlierConditions = before is { Content.Confidential: true } && !content.Confidential ? null // more people see this one
                        : draft.Purpose == DraftPurpose.Renew ? EarlierCondition.From(before!) : before?.EarlierConditions,
                    IsLastRevision = 1 + (draft.Purpose == DraftPurpose.Revise ? before?.Revision ?? 0 : 0) >= policy.MaxRevisions,
                    IsOwnerUnreached = reaching is not null && !(await reaching).Contains(content.OwnerEmail),
                    Emergency = await emergencies.OfferAsync(person, draft.Purpose, content, assessment.Label, cancellationToken),
                };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The exception that a draft revises or renews; null for none.</summary>
    private async Task<ExceptionState?> FindBeforeAsync(Draft draft, CancellationToken cancellationToken)
    {
        var id = draft.Purpose switch { DraftPurpose.Revise => draft.Id, DraftPurpose.Renew => draft.Linked, _ => null };
        return id is { } known ? (await store.ReadHeadAsync(known, cancellationToken))?.State : null;
    }

    /// <summary>The exception that a draft would renew once it is approved; null for none.</summary>
    private async Task<ExceptionState?> FindRenewedAsync(Draft draft, ExceptionState? before, CancellationToken cancellationToken) =>
        draft.Purpose == DraftPurpose.Renew ? before
        : before?.Renews is { } id ? (await store.ReadHeadAsync(id, cancellationToken))?.State
        : null;

    private Refusal? WhyNotRenew(ExceptionState? before, PersonId person, DateTimeOffset now) => before is null
        ? new Refusal.NotFound()
        : Access.WhyNotRenew(before, Subject.From(catalog.Current, before, person), catalog.Current.Policy(before.Content!.PolicyId), now);

    private static bool Decides(Route route, PersonId owner) =>
        route.Stages.Any(stage => stage.LeftOut.Any(left => left.Person == owner && left.Reason == LeftOutReason.Owner));
}
