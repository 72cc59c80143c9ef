using System.Diagnostics;
using PolicyBot.Domain.Policies;
using static PolicyBot.Domain.Exceptions.ExceptionEvent;

namespace PolicyBot.Domain.Exceptions;

/// <content>How facts become state.</content>
public sealed partial record ExceptionState
{
    /// <summary>Folds one recorded event in. Never refuses: it has already happened.</summary>
    public ExceptionState Apply(RecordedEvent recorded, string hash) =>
        Fold(recorded, hash) with
        {
            Version = recorded.Sequence,
            LastHash = hash,
            CommitId = recorded.CommitId,
            Marks = IsTold(recorded.Fact) ? [.. Marks.TakeLast(KeptMarks - 1), new Mark(recorded.Sequence, recorded.At)] : Marks,
        };

    // The events that people get a message about while it is in force and after.
    private static bool IsTold(ExceptionEvent fact) =>
        fact is AttestationMissed or PromiseProved or PromiseReturned or PromiseMissed or Suspended or HandOverProposed
            or HandOverDeclined or OwnerLeft or NotMetYet or Unconfirmed;

    private ExceptionState Fold(RecordedEvent recorded, string hash) => recorded.Fact switch
    {
        Submitted sent => Fold(sent, recorded),
        Imported fact => Fold(fact, recorded),
        Assessed fact => this with { Assessment = fact.Assessment },
        RoutingFailed fact => this with { RoutingFailure = new RoutingFailure(fact.Risk, fact.Group) },
        Routed fact => this with
        {
            Status = Status.InReview,
            RoutingFailure = null,
            Review = new Review { Revision = fact.Revision, Policy = fact.ReviewPolicy },
        },
        StageOpened fact => this with
        {
            Approvers =
                [.. Approvers.Union(Review!.Policy.Stages.Where(stage => stage.Number == fact.Stage).SelectMany(stage => stage.People)
                    .Select(person => person.Person))],
            Review = Review! with
            {
                Stage = fact.Stage,
                OpenedBy = recorded.Sequence,
                OpenedAt = recorded.At,
                Taken = [],
                StandIns = [],
                Unreached = [],
                Delegates = [],
                Joined = [],
                Members = [],
                Reassigned = [],
                ReassignedFrom = [],
                Left = [],
                EscalatedBy = 0,
                EscalatedAt = null,
                NudgedBy = 0
            },
        },
        Approved yes => Fold(yes, recorded, hash),
        Rejected no => Ended(Status.Rejected, recorded, no.Comment, EndedAs.Approver) with
        {
            Decisions =
                [.. Decisions,
                new(no.Revision, no.Stage, no.Approver, no.ApproverName, DecisionKind.Rejected, no.Comment, recorded.At, recorded.Sequence,
                hash) { OnBehalfOf = no.OnBehalfOf, StageOpenedAt = Review?.OpenedAt }],
        },
        ChangesRequested back => this with
        {
            Status = Status.ChangesRequested,
            Review = null,
            Reviewed = ReviewPolicy,
            ReturnedBy = recorded.Sequence,
            DecideBy = Emergency?.HoldsUntil ?? DecideBy, // it was reviewed in time: the emergency start holds for its hours
            Decisions =
                [.. Decisions,
                new(back.Revision, back.Stage, back.Approver, back.ApproverName, DecisionKind.ChangesRequested, back.Comment, recorded.At,
                recorded.Sequence, hash) { OnBehalfOf = back.OnBehalfOf, StageOpenedAt = Review?.OpenedAt }],
        },
        StoodIn fact => Fold(fact, recorded),
        Escalated fact => this with
        {
            Approvers = [.. Approvers.Union(fact.Added)],
            Review = Review! with { Joined = fact.Added, EscalatedBy = recorded.Sequence, EscalatedAt = recorded.At },
        },
        MembersChanged fact => Fold(fact, recorded),
        Reassigned fact => Fold(fact, recorded),
        Delegated fact => this with
        {
            Approvers = [.. Approvers.Union([fact.Delegate])],
            Review = Review! with { Delegates = [.. Review.Delegates, new(fact.Delegate, fact.Principal, fact.Until, recorded.Sequence)] },
        },
        DelegationEnded fact => this with
        {
            Review = Review! with
            {
                Delegates =
                [.. Review.Delegates.Where(known => known.Principal != fact.Principal || known.Person != fact.Delegate)]
            },
        },
        Nudged => this with { NudgedAt = recorded.At, Review = Review! with { NudgedBy = recorded.Sequence } },
        Withdrawn fact => Ended(Status.Withdrawn, recorded, fact.Comment, EndedAs.Requester),
        Commented fact =>
            this with
            {
                Remarks =
                [.. Remarks.TakeLast(KeptRemarks - 1), new(recorded.Actor.Person, recorded.Actor.Name, fact.Text, recorded.At)]
            },
        OwnerAccepted => this with { OwnerConfirmed = true, OwnerLeftBy = 0 },
        OwnerDeclined =>
            this with
            {
                Status = Status.ChangesRequested,
                Review = null,
                Reviewed = ReviewPolicy,
                OwnerConfirmed = false,
                ReturnedBy = recorded.Sequence,
            },
        Granted fact => this with
        {
            Status = Status.Approved,
            Review = null,
            Reviewed = ReviewPolicy,
            HoldsUntil = fact.HoldsUntil,
            Grant = new Grant(fact.HoldsUntil, fact.ExpiresOn, recorded.At, recorded.Sequence, LetToEnd: false),
            Promises = [.. Promised()],
        },
        EmergencyStarted fact => this with
        {
            // all of them are told at once
            Approvers = [.. Approvers.Union(Review!.Policy.Stages.SelectMany(stage => stage.People).Select(person => person.Person))],
            Emergency = new Emergency(fact.HoldsUntil, fact.ReviewBy, recorded.At, recorded.Sequence),
            DecideBy = fact.ReviewBy,
        },
        Attested fact =>
            this with { Attestations = new AttestationRecord(fact.DueOn, Attestations?.MissedFor, Attestations?.MissedBy ?? 0) },
        AttestationMissed fact =>
            this with { Attestations = new AttestationRecord(Attestations?.AttestedFor, fact.DueOn, recorded.Sequence) },
        PromiseProved fact =>
            With(fact.Promise, promise =>
                promise with { Proof = new PromiseProof(fact.Comment, fact.Link, recorded.At, recorded.Sequence) }),
        PromiseAccepted fact => With(fact.Promise, promise => promise with { Kept = true }),
        PromiseReturned fact => With(fact.Promise, promise => promise with
        {
            Proof = promise.Proof! with { Returned = true, ReturnedBecause = fact.Comment, ReturnedBy = recorded.Sequence },
            SuspendsAt = null, // warned anew, once it is late
        }),
        PromiseMissed fact => With(fact.Promise, promise => promise with { MissedBy = recorded.Sequence, SuspendsAt = fact.SuspendsAt }),
        Suspended => this with { Status = Status.Suspended, SuspendedBy = recorded.Sequence },
        Resumed => this with { Status = Status.Approved },
        HandOverProposed fact =>
            this with { HandOver = new HandOver(fact.To, recorded.Actor.Person, recorded.Sequence), DeclinedHandOver = null },
        HandOverDeclined =>
            this with { HandOver = null, DeclinedHandOver = HandOver is { } asked ? asked with { Since = recorded.Sequence } : null },
        OwnerChanged fact =>
            this with
            {
                Content = Content! with { OwnerEmail = fact.To },
                HandOver = null,
                DeclinedHandOver = null,
                OwnedSince = recorded.At,
                OwnerLeftBy = 0
            },
        OwnerLeft => this with { OwnerLeftBy = recorded.Sequence },
        LetToEnd => this with { Grant = Grant! with { LetToEnd = true } },
        Closed fact => Ended(Status.Closed, recorded, fact.How),
        Revoked fact => Ended(Status.Revoked, recorded, fact.Reason, fact.As),
        Expired => Ended(Status.Expired, recorded, ""),
        Lapsed => Ended(Status.Lapsed, recorded, ""),
        RenewalStarted fact => this with { RenewedBy = fact.NewId },
        RenewalDropped => this with { RenewedBy = null },
        RenewedNoted { Status: Status.Approved } => this with { RenewedStanding = null },
        RenewedNoted fact => this with { RenewedStanding = new RenewedStanding(fact.Status, fact.Since) },
        Renewed fact => Ended(Status.Renewed, recorded, "") with { RenewedBy = fact.NewId },
        MetAgain fact => this with { EndAnswer = new EndAnswer(Met: true, fact.How, recorded.Sequence) },
        NotMetYet or Unconfirmed => this with { EndAnswer = new EndAnswer(Met: false, "", recorded.Sequence) },
        _ => throw new UnreachableException($"{recorded.Fact.GetType().Name} cannot be folded: the stream is from a newer version."),
    };

    private ExceptionState Fold(Submitted sent, RecordedEvent recorded) => this with
    {
        Status = Status.Submitted,
        Content = sent.Content,
        Revision = sent.Revision,
        Requester = sent.Requester,
        RequesterName = sent.RequesterName,
        RevisedBy = recorded.Sequence,
        SubmittedAt = sent.Revision == 1 ? recorded.At : SubmittedAt,
        HoldsUntil = sent.HoldsUntil,
        DecideBy = sent.DecideBy,
        DurationDays = sent.DurationDays,
        CatalogHash = sent.CatalogHash,
        AreaId = sent.AreaId,
        OwnerConfirmed = sent.Content.OwnerEmail == sent.Requester || (OwnerConfirmed && Content?.OwnerEmail == sent.Content.OwnerEmail),
        OwnerLeftBy = 0,
        Assessment = null,
        RoutingFailure = null,
        Review = null,
        Reviewed = null,
        Renews = sent.Renews,
        EarlierConditions = sent.EarlierConditions,
        Renewal = sent.Renewal,
        AsksAgain = sent.AsksAgain,
    };

    private ExceptionState Fold(Approved yes, RecordedEvent recorded, string hash)
    {
        var review = Review!;
        var passes = review.NextApprovalPassesStage && review.IsLastStage;
        return this with
        {
            HoldsUntil = yes.HoldsUntil is { } shorter && shorter < HoldsUntil ? shorter : HoldsUntil,
            Review = review with { Taken = [.. review.Taken, new(yes.Approver, yes.InPlaceOf ?? yes.Approver)], Passed = passes },
            Decisions =
                [.. Decisions,
                new(yes.Revision, yes.Stage, yes.Approver, yes.ApproverName, DecisionKind.Approved, yes.Comment, recorded.At,
                recorded.Sequence, hash)
                {
                    ExpiresOn = yes.ExpiresOn,
                    OnBehalfOf = yes.OnBehalfOf,
                    Conditions = yes.Conditions,
                    StageOpenedAt = review.OpenedAt,
                }],
        };
    }

    // What approvers of the granted revision asked for, in the order they approved.
    private IEnumerable<Promise> Promised() => Decisions
        .Where(decision => decision is { Kind: DecisionKind.Approved, Conditions: not null } && decision.Revision == Revision)
        .SelectMany(decision => decision.Conditions!.Texts, (decision, text) => (decision, text))
        .Select((asked, index) => new Promise
        {
            Number = index + 1,
            Text = asked.text,
            DueOn = asked.decision.Conditions!.DueOn,
            DueBy = asked.decision.Conditions.DueBy,
            SetBy = asked.decision.By,
        });

    private ExceptionState With(int number, Func<Promise, Promise> change) =>
        this with { Promises = [.. Promises.Select(promise => promise.Number == number ? change(promise) : promise)] };

    private ExceptionState Ended(Status status, RecordedEvent recorded, string because, EndedAs? role = null) => this with
    {
        Status = status,
        Ender = recorded.Actor == Actor.PolicyBot ? null
            : new EndedByPerson(
                recorded.Actor.Person, recorded.Actor.Name, role ?? Access.FindEnder(this, Subject.From(recorded.Actor, Roles.None))),
        Review = null,
        Reviewed = ReviewPolicy,
        EndedBy = recorded.Sequence,
        EndedAt = recorded.At,
        EndedBecause = because,
    };
}
