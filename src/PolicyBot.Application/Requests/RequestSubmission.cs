using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Routing;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Checks a draft, assesses and routes it, and sends it: the same for every way in.</summary>
public sealed partial class RequestSubmission(
    IEventStore register, ICatalog catalog, AssessAndRoute triage, EmergencyStarts emergencies, ExceptionCommits commits, AdministratorNotices administrators, IBackgroundTasks background, TimeProvider time, ILogger<RequestSubmission> logger)
{
    /// <summary>Checks what a draft asks for, with the offline assessment, or the model's where it has answered.</summary>
    public async Task<Prepared> PrepareAsync(Draft draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = CatalogTime.Today(now, catalog.Current.TimeZone);
        var linked = draft.Purpose is DraftPurpose.Renew && draft.Linked is { } old ? (await register.ReadHeadAsync(old, cancellationToken))?.State : null;
        var reading = RequestCheck.Read(catalog.Current, draft.Inputs, draft.Person, today);
        if (reading is not { Content: { } typed, Policy: { } policy })
        {
            return new Prepared.Faulty(reading.Faults);
        }

        var content = typed with { Corrected = draft.Corrected is { Count: > 0 } ? draft.Corrected : null };

        if (draft.Purpose == DraftPurpose.Renew && WhyNoRenewal(linked, draft.Person, now) is { } why)
        {
            return new Prepared.Refused(why);
        }

        var renewal = draft.Purpose == DraftPurpose.Revise && await register.ReadHeadAsync(draft.Id, cancellationToken) is { } head ? head.State.Renewal : linked is null ? 0 : linked.Renewal + 1;
        var days = CatalogTime.Days(today, content.ExpiresOn);
        var answer = draft.ModelAbout == About(draft) ? draft.Model : null;
        var assessment = triage.Assess(content, policy, days, draft.Person, answer, answer is null && triage.HasModel ? PreviewScreen.Pending : null);
        switch (await triage.RouteAsync(content, policy, assessment.Label, days, renewal, draft.Person, cancellationToken))
        {
            case RoutingResult.Nobody nobody:
                var group = RouteExplanation.GroupName(nobody.Stage);
                Nobody(draft.Id, policy.Id, group);
                background.Run(stopping => administrators.TellAsync(
                    $"nobody|{policy.Id}|{group}", Words.ToldNobodyHeading, Words.ToldNobody.With(policy.Id, group), stopping));
                return new Prepared.Refused(new Refusal.NobodyToReview(group));
            case RoutingResult.Routed routed when content.OwnerEmail != draft.Person && Decides(routed.Route, content.OwnerEmail):
                return new Prepared.Refused(new Refusal.OwnerDecides(content.OwnerEmail));
            case RoutingResult.Routed routed:
                return new Prepared.Ready(content, policy, assessment, routed.Route, days, renewal, HasModelAnswer: answer is not null || !triage.HasModel)
                {
                    Emergency = await emergencies.OfferAsync(draft.Person, draft.Purpose, content, assessment.Label, cancellationToken),
                };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Sends it and starts it at once. Whoever starts something does not wait for the model: what is known now is frozen.</summary>
    /// <inheritdoc cref="SubmitAsync(Interaction, Draft, Prepared.Ready, bool, CancellationToken)"/>
    public async Task<CommitResult> StartNowAsync(Interaction turn, Draft draft, Prepared.Ready ready, bool takesCard, CancellationToken cancellationToken)
    {
        var state = ExceptionState.New(draft.Id);
        if (ready.Emergency is not { } start)
        {
            return new CommitResult.Refused(ready.Assessment.Label == RiskLabel.Critical ? new Refusal.EmergencyTooRisky() : new Refusal.NoEmergency(), state);
        }

        var known = ready.HasModelAnswer ? ready : ready with { HasModelAnswer = true, Assessment = ready.Assessment with { FallbackWhy = "emergency" } };
        return await emergencies.StartOnceAsync(
            turn.Person, ready.Policy.Id, () => SubmitAsync(turn, draft, known, takesCard, start, cancellationToken), state, cancellationToken);
    }

    /// <summary>Sends it. Where assessment and route are complete they are part of the same batch; else they follow.</summary>
    /// <param name="turn">Who sends it, from which card.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="ready">The draft, checked.</param>
    /// <param name="takesCard">Whether the card it is sent from becomes the requester's living message; not where that belongs to another exception.</param>
    public Task<CommitResult> SubmitAsync(Interaction turn, Draft draft, Prepared.Ready ready, bool takesCard, CancellationToken cancellationToken) =>
        SubmitAsync(turn, draft, ready, takesCard, start: null, cancellationToken);

    private async Task<CommitResult> SubmitAsync(Interaction turn, Draft draft, Prepared.Ready ready, bool takesCard, EmergencyStart? start, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var current = catalog.Current;
        var command = new ExceptionCommand.Submit
        {
            By = turn.Actor,
            Content = ready.Content,
            HoldsUntil = CatalogTime.EndOf(ready.Content.ExpiresOn, current.TimeZone),
            DecideBy = now.AddHours(current.Review.CloseAfterHours),
            DurationDays = ready.DurationDays,
            CatalogHash = current.Hash,
            Renews = draft.Purpose == DraftPurpose.Renew ? draft.Linked : null,
            Renewal = ready.Renewal,
            AsksAgain = draft.Purpose == DraftPurpose.AskAgain ? draft.Linked : null,
            Emergency = start,
            AssessedRoute = ready.HasModelAnswer ? await triage.FreezeAsync(draft.Id, ready.Content, ready.Assessment, ready.Route, cancellationToken) : null,
        };
        return await commits.CommitAsync(
            draft.Id,
            _ => command,
            takesCard && draft.Purpose != DraftPurpose.Revise && turn.Sender is { Private: true, Card: { } card }
                ? _ => [new OutboxMessage { Key = new OutboxKey(1, NotificationKind.Received, turn.Person), Message = card }]
                : null,
            cancellationToken);
    }

    /// <summary>What a model's answer is about: SHA-256 of the draft's answers.</summary>
    public static string About(Draft draft) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001f', draft.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).Select(input => $"{input.Key}\u001e{input.Value}")))));

    private Refusal? WhyNoRenewal(ExceptionState? linked, PersonId person, DateTimeOffset now) => linked is null
        ? new Refusal.NotFound()
        : Access.WhyNotRenew(linked, Subject.From(catalog.Current, linked, person), catalog.Current.Policy(linked.Content!.PolicyId), now);

    private static bool Decides(Route route, PersonId owner) =>
        route.Stages.Any(stage => stage.LeftOut.Any(left => left.Person == owner && left.Reason == LeftOutReason.Owner));

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message = "{Exception}: nobody in {Group} can review a request under {Policy}. The requester was told; the catalog needs an administrator.")]
    private partial void Nobody(ExceptionId exception, string policy, string group);
}

/// <summary>A draft, checked.</summary>
public abstract record Prepared
{
    private Prepared()
    {
    }

    /// <summary>Something is missing or wrong.</summary>
    /// <param name="Faults">What is wrong, by field id, in the order of the form.</param>
    public sealed record Faulty(IReadOnlyDictionary<string, FieldFault> Faults) : Prepared;

    /// <summary>It can't be sent like this.</summary>
    public sealed record Refused(Refusal Why) : Prepared;

    /// <summary>It can be sent.</summary>
    /// <param name="Content">What is asked for.</param>
    /// <param name="Policy">The policy.</param>
    /// <param name="Assessment">The assessment as far as it goes.</param>
    /// <param name="Route">Who would decide by it.</param>
    /// <param name="DurationDays">Days from today to the last day.</param>
    /// <param name="Renewal">How often it will have been renewed.</param>
    /// <param name="HasModelAnswer">Whether the assessment is complete: the model has answered, or there is none.</param>
    public sealed record Ready(
        RequestContent Content, Policy Policy, Assessment Assessment, Route Route, int DurationDays, int Renewal, bool HasModelAnswer) : Prepared
    {
        /// <summary>It may start before its review, until then; null: it may not.</summary>
        public EmergencyStart? Emergency { get; init; }
    }
}
