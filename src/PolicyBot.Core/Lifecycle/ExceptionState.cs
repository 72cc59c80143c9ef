using System.Diagnostics;
using System.Text.Json.Serialization;
using PolicyBot.Core.People;
using static PolicyBot.Core.Lifecycle.ExceptionEvent;

namespace PolicyBot.Core.Lifecycle;

/// <summary>One exception as its facts leave it: what is stored as its head, and what every rule and card looks at.</summary>
public sealed record ExceptionState
{
    /// <summary>The exception.</summary>
    public required ExceptionId Id { get; init; }

    /// <summary>The sequence of the last fact folded in; 0 for none.</summary>
    public long Version { get; init; }

    /// <summary>The hash of that fact's event.</summary>
    public string LastHash { get; init; } = RecordedEvent.NoPredecessor;

    /// <summary>The batch that stored that fact.</summary>
    public string CommitId { get; init; } = "";

    /// <summary>Where it stands.</summary>
    public Status Status { get; init; }

    /// <summary>What is asked for, in the newest revision; null before the first fact.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>The newest revision.</summary>
    public int Revision { get; init; }

    /// <summary>Who asked.</summary>
    public PersonId Requester { get; init; }

    /// <summary>The name the channel showed of the requester.</summary>
    public string RequesterName { get; init; } = "";

    /// <summary>The event of the newest revision.</summary>
    public long RevisedBy { get; init; }

    /// <summary>When the first revision was sent (UTC).</summary>
    public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>First instant (UTC) it no longer holds, as asked for or as granted.</summary>
    public DateTimeOffset HoldsUntil { get; init; }

    /// <summary>When (UTC) it lapses undecided.</summary>
    public DateTimeOffset DecideBy { get; init; }

    /// <summary>Days from the day of submission to the last day asked for.</summary>
    public int DurationDays { get; init; }

    /// <summary>The catalog that served the newest revision.</summary>
    public string CatalogHash { get; init; } = "";

    /// <summary>The named owner said yes, or is the requester.</summary>
    public bool OwnerConfirmed { get; init; }

    /// <summary>The newest revision's assessment; null until there is one.</summary>
    public Assessment.Assessment? Assessment { get; init; }

    /// <summary>The review that is under way; null when there is none.</summary>
    public Review? Review { get; init; }

    /// <summary>What was granted; null when nothing was.</summary>
    public Grant? Grant { get; init; }

    /// <summary>When the requester last asked those who must decide once more (UTC); null for never.</summary>
    public DateTimeOffset? NudgedAt { get; init; }

    /// <summary>Everybody who was ever asked to decide, in any revision: it stays theirs to see.</summary>
    public IReadOnlyList<PersonId> Approvers { get; init; } = [];

    /// <summary>Decisions of all revisions, oldest first.</summary>
    public IReadOnlyList<PastDecision> Decisions { get; init; } = [];

    /// <summary>What people said, oldest first; the newest <see cref="KeptRemarks"/>.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];

    /// <summary>The exception that this one is to take over from.</summary>
    public ExceptionId? Renews { get; init; }

    /// <summary>How often it has been renewed: 0 for an exception of its own.</summary>
    public int Renewal { get; init; }

    /// <summary>The rejected or lapsed request that this one follows.</summary>
    public ExceptionId? AsksAgain { get; init; }

    /// <summary>The request that is to renew this one and is still open, or has taken over.</summary>
    public ExceptionId? RenewedBy { get; init; }

    /// <summary>The event that sent it back to the requester last; 0 for never.</summary>
    public long ReturnedBy { get; init; }

    /// <summary>The event that ended it; 0 while it has not ended.</summary>
    public long EndedBy { get; init; }

    /// <summary>When it ended (UTC); null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended, in somebody's words; empty for none.</summary>
    public string EndedBecause { get; init; } = "";

    /// <summary>How many remarks a head keeps; all of them stand in the record.</summary>
    public const int KeptRemarks = 5;

    /// <summary>Nothing has happened yet.</summary>
    public static ExceptionState New(ExceptionId id) => new() { Id = id };

    /// <summary>Who is accountable for it.</summary>
    [JsonIgnore]
    public PersonId Owner => Content?.OwnerEmail ?? Requester;

    /// <summary>It waits for people: for an assessment, approvers or the requester.</summary>
    [JsonIgnore]
    public bool IsOpen => Version > 0 && Status is Status.Submitted or Status.InReview or Status.ChangesRequested;

    /// <summary>It has come to its end.</summary>
    [JsonIgnore]
    public bool HasEnded => EndedBy > 0;

    /// <summary>Whether it is in force at an instant. Everything that must know asks this.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool IsInForce(DateTimeOffset now) => Status == Status.Approved && now < HoldsUntil;

    /// <summary>Requester and owner: they never decide.</summary>
    public bool IsParty(PersonId person) => person == Requester || person == Owner;

    /// <summary>Whether somebody decided on it, in any revision.</summary>
    public bool Decided(PersonId person) => Decisions.Any(decision => decision.By == person);

    /// <summary>Folds one recorded event in. Never refuses: it has already happened.</summary>
    public ExceptionState Apply(RecordedEvent recorded, string hash) =>
        Fold(recorded, hash) with { Version = recorded.Sequence, LastHash = hash, CommitId = recorded.CommitId };

    private ExceptionState Fold(RecordedEvent recorded, string hash) => recorded.Fact switch
    {
        Submitted sent => Fold(sent, recorded),
        Assessed fact => this with { Assessment = fact.Assessment },
        Routed fact => this with { Status = Status.InReview, Review = new Review { Revision = fact.Revision, Policy = fact.ReviewPolicy } },
        StageOpened fact => this with
        {
            Approvers = [.. Approvers.Union(Review!.Policy.Stages.Where(stage => stage.Number == fact.Stage).SelectMany(stage => stage.People).Select(person => person.Person))],
            Review = Review! with { Stage = fact.Stage, OpenedBy = recorded.Sequence, OpenedAt = recorded.At, Taken = [], StandIns = [], Unreached = [], Delegates = [], Joined = [], EscalatedBy = 0, EscalatedAt = null, NudgedBy = 0 },
        },
        Approved yes => Fold(yes, recorded, hash),
        Rejected no => Ended(Status.Rejected, recorded, no.Comment) with
        {
            Decisions = [.. Decisions, new(no.Revision, no.Stage, no.Approver, no.ApproverName, DecisionKind.Rejected, no.Comment, recorded.At, recorded.Sequence, hash) { OnBehalfOf = no.OnBehalfOf }],
        },
        ChangesRequested back => this with
        {
            Status = Status.ChangesRequested,
            Review = null,
            ReturnedBy = recorded.Sequence,
            Decisions = [.. Decisions, new(back.Revision, back.Stage, back.Approver, back.ApproverName, DecisionKind.ChangesRequested, back.Comment, recorded.At, recorded.Sequence, hash) { OnBehalfOf = back.OnBehalfOf }],
        },
        StoodIn fact => Fold(fact, recorded),
        Escalated fact => this with
        {
            Approvers = [.. Approvers.Union(fact.Added)],
            Review = Review! with { Joined = fact.Added, EscalatedBy = recorded.Sequence, EscalatedAt = recorded.At },
        },
        Delegated fact => this with
        {
            Approvers = [.. Approvers.Union([fact.Delegate])],
            Review = Review! with { Delegates = [.. Review.Delegates, new(fact.Delegate, fact.Principal, fact.Until, recorded.Sequence)] },
        },
        DelegationEnded fact => this with
        {
            Review = Review! with { Delegates = [.. Review.Delegates.Where(known => known.Principal != fact.Principal || known.Person != fact.Delegate)] },
        },
        Nudged => this with { NudgedAt = recorded.At, Review = Review! with { NudgedBy = recorded.Sequence } },
        Withdrawn fact => Ended(Status.Withdrawn, recorded, fact.Comment),
        Commented fact => this with { Remarks = [.. Remarks.TakeLast(KeptRemarks - 1), new(recorded.Actor.Person, recorded.Actor.Name, fact.Text, recorded.At)] },
        OwnerAccepted => this with { OwnerConfirmed = true },
        OwnerDeclined => this with { Status = Status.ChangesRequested, Review = null, OwnerConfirmed = false, ReturnedBy = recorded.Sequence },
        Granted fact => this with
        {
            Status = Status.Approved,
            Review = null,
            HoldsUntil = fact.HoldsUntil,
            Grant = new Grant(fact.HoldsUntil, fact.ExpiresOn, recorded.At, recorded.Sequence, LetToEnd: false),
        },
        LetToEnd => this with { Grant = Grant! with { LetToEnd = true } },
        Closed fact => Ended(Status.Closed, recorded, fact.How),
        Revoked fact => Ended(Status.Revoked, recorded, fact.Reason),
        Expired => Ended(Status.Expired, recorded, ""),
        Lapsed => Ended(Status.Lapsed, recorded, ""),
        RenewalStarted fact => this with { RenewedBy = fact.NewId },
        RenewalDropped => this with { RenewedBy = null },
        Renewed fact => Ended(Status.Renewed, recorded, "") with { RenewedBy = fact.NewId },
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
        OwnerConfirmed = sent.Content.OwnerEmail == sent.Requester || (OwnerConfirmed && Content?.OwnerEmail == sent.Content.OwnerEmail),
        Assessment = null,
        Review = null,
        Renews = sent.Renews,
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
            Decisions = [.. Decisions, new(yes.Revision, yes.Stage, yes.Approver, yes.ApproverName, DecisionKind.Approved, yes.Comment, recorded.At, recorded.Sequence, hash) { ExpiresOn = yes.ExpiresOn, OnBehalfOf = yes.OnBehalfOf }],
        };
    }

    private ExceptionState Fold(StoodIn fact, RecordedEvent recorded)
    {
        var review = Review!;
        var seat = review.SeatFor(fact.Unreachable) ?? fact.Unreachable; // who stands in for a stand-in takes the very seat, or one seat would count twice
        return this with
        {
            Approvers = [.. Approvers.Union(fact.StandIns)],
            Review = review with
            {
                StandIns = [.. review.StandIns, .. fact.StandIns.Select(person => new StandIn(person, seat, recorded.Sequence))],
                Unreached = [.. review.Unreached.Where(known => known.Person != fact.Unreachable), new(fact.Unreachable, fact.Code, recorded.Sequence)],
            },
        };
    }

    private ExceptionState Ended(Status status, RecordedEvent recorded, string because) => this with
    {
        Status = status,
        Review = null,
        EndedBy = recorded.Sequence,
        EndedAt = recorded.At,
        EndedBecause = because,
    };
}

/// <summary>What was granted.</summary>
/// <param name="HoldsUntil">First instant (UTC) it no longer holds.</param>
/// <param name="ExpiresOn">The last day it holds, in the catalog's time zone.</param>
/// <param name="Since">From when on (UTC).</param>
/// <param name="GrantedBy">The event that granted it: what its pings are keyed by.</param>
/// <param name="LetToEnd">The owner wants no further pings.</param>
public sealed record Grant(DateTimeOffset HoldsUntil, DateOnly ExpiresOn, DateTimeOffset Since, long GrantedBy, bool LetToEnd);

/// <summary>A decision that was made.</summary>
/// <param name="Revision">The revision it was about.</param>
/// <param name="Stage">The stage it was made in.</param>
/// <param name="By">Who decided.</param>
/// <param name="Name">The name the channel showed.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Comment">As typed, trimmed.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Sequence">The event that holds it: half of its receipt.</param>
/// <param name="Hash">That event's hash: the other half.</param>
public sealed record PastDecision(int Revision, int Stage, PersonId By, string Name, DecisionKind Kind, string Comment, DateTimeOffset At, long Sequence, string Hash)
{
    /// <summary>A shorter last day that came with it; null for none.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>On whose behalf it was made; null: in their own right.</summary>
    public PersonId? OnBehalfOf { get; init; }
}

/// <summary>What an approver may decide.</summary>
public enum DecisionKind
{
    /// <summary>Yes.</summary>
    Approved,

    /// <summary>No.</summary>
    Rejected,

    /// <summary>Not like this.</summary>
    ChangesRequested,
}

/// <summary>Something that somebody said.</summary>
public sealed record Remark(PersonId By, string Name, string Text, DateTimeOffset At);
