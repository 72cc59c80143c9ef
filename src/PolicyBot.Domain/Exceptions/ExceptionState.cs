using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Exceptions;

/// <summary>One exception as its facts leave it: what is stored as its head, and what every rule and card looks at.</summary>
public sealed partial record ExceptionState
{
    /// <summary>The exception.</summary>
    public required ExceptionId Id { get; init; }

    /// <summary>The sequence of the last fact folded in; 0 for none.</summary>
    public long Version { get; init; }

    /// <summary>The hash of that fact's event.</summary>
    public string LastHash { get => field ?? RecordedEvent.NoPredecessor; init; } = RecordedEvent.NoPredecessor;

    /// <summary>The batch that stored that fact.</summary>
    public string CommitId { get => field ?? ""; init; } = "";

    /// <summary>Where it stands.</summary>
    public Status Status { get; init; }

    /// <summary>What is asked for, in the newest revision; null before the first fact.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>The newest revision.</summary>
    public int Revision { get; init; }

    /// <summary>Who asked.</summary>
    public PersonId Requester { get; init; }

    /// <summary>The name the channel showed of the requester.</summary>
    public string RequesterName { get => field ?? ""; init; } = "";

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
    public string CatalogHash { get => field ?? ""; init; } = "";

    /// <summary>The area of its policy; null in records of earlier versions.</summary>
    public string? AreaId { get; init; }

    /// <summary>The named owner said yes, or is the requester.</summary>
    public bool OwnerConfirmed { get; init; }

    /// <summary>The newest revision's assessment; null until there is one.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>Why the newest revision has no reviewer for now; null: it is being routed, or was.</summary>
    public RoutingFailure? RoutingFailure { get; init; }

    /// <summary>The review that is under way; null when there is none.</summary>
    public Review? Review { get; init; }

    /// <summary>By what the newest revision was reviewed, once its review is over; null before, and when there was none.</summary>
    public ReviewPolicy? Reviewed { get; init; }

    /// <summary>What was granted; null when nothing was.</summary>
    public Grant? Grant { get; init; }

    /// <summary>When the requester last reminded the approvers (UTC); null for never.</summary>
    public DateTimeOffset? NudgedAt { get; init; }

    /// <summary>It was put in force before its review; null: it was not.</summary>
    public Emergency? Emergency { get; init; }

    /// <summary>What the owner must keep by a day, in the order it was asked for.</summary>
    public IReadOnlyList<Promise> Promises { get => field ?? []; init; } = [];

    /// <summary>Whether all that was missed has been shown since: an approver has yet to look at it.</summary>
    [JsonIgnore]
    public bool IsShownAll => Promises.All(promise => promise.IsShown || promise.MissedBy == 0);

    /// <summary>How the owner attested; null: never yet.</summary>
    public AttestationRecord? Attestations { get; init; }

    /// <summary>Who is asked to be the owner from now on; null for none.</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>Who declined to be the owner last, with the event that says so; null for none, and once another person is asked.</summary>
    public HandOver? DeclinedHandOver { get; init; }

    /// <summary>Since when (UTC) the owner of now has been it, by a hand-over; null: from the beginning.</summary>
    public DateTimeOffset? OwnedSince { get; init; }

    /// <summary>The event that says that the owner can't be reached any more; 0 while they can.</summary>
    public long OwnerLeftBy { get; init; }

    /// <summary>The event by which an administrator last gave an approver's seat to another person; 0 for never.</summary>
    public long ReassignedBy { get; init; }

    /// <summary>The event that suspended it last; 0 for never.</summary>
    public long SuspendedBy { get; init; }

    /// <summary>When what people were told of happened, since it was granted; the newest <see cref="KeptMarks"/>.</summary>
    public IReadOnlyList<Mark> Marks { get => field ?? []; init; } = [];

    /// <summary>After its end: whether the policy is met again; null while the owner is asked, or when no answer is needed.</summary>
    public EndAnswer? EndAnswer { get; init; }

    /// <summary>All people who were ever asked to decide, in any revision: they may always see it.</summary>
    public IReadOnlyList<PersonId> Approvers { get => field ?? []; init; } = [];

    /// <summary>Decisions of all revisions, oldest first.</summary>
    public IReadOnlyList<PastDecision> Decisions { get => field ?? []; init; } = [];

    /// <summary>What people said, oldest first; the newest <see cref="KeptRemarks"/>.</summary>
    public IReadOnlyList<Remark> Remarks { get => field ?? []; init; } = [];

    /// <summary>The exception that this one is to take over from.</summary>
    public ExceptionId? Renews { get; init; }

    /// <summary>The conditions on which that one was approved; null for none, and in records of earlier versions.</summary>
    public IReadOnlyList<EarlierCondition>? EarlierConditions { get; init; }

    /// <summary>How that one stands, as far as it is known here; null: in force.</summary>
    public RenewedStanding? RenewedStanding { get; init; }

    /// <summary>How often it has been renewed: 0 for an exception of its own.</summary>
    public int Renewal { get; init; }

    /// <summary>The rejected or lapsed request that this one follows.</summary>
    public ExceptionId? AsksAgain { get; init; }

    /// <summary>The request that is to renew this one and is still open, or has taken over.</summary>
    public ExceptionId? RenewedBy { get; init; }

    /// <summary>The other exceptions that it names, and that who reads it may not see. It is said for one reader, and never kept.</summary>
    [JsonIgnore]
    public IReadOnlyList<ExceptionId> HiddenLinks { get; init; } = [];

    /// <summary>The number of another exception as it is shown: null where who reads it may not see that one.</summary>
    public ExceptionId? Shown(ExceptionId? linked) => linked is { } id && !HiddenLinks.Contains(id) ? id : null;

    /// <summary>The event that sent it back to the requester last; 0 for never.</summary>
    public long ReturnedBy { get; init; }

    /// <summary>The event that ended it; 0 while it has not ended.</summary>
    public long EndedBy { get; init; }

    /// <summary>When it ended (UTC); null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended, in a person's words; empty for none.</summary>
    public string EndedBecause { get => field ?? ""; init; } = "";

    /// <summary>Who ended it; null: time did, its renewal, or it has not ended.</summary>
    public EndedByPerson? Ender { get; init; }

    /// <summary>How many remarks a head keeps; all of them stand in the record.</summary>
    public const int KeptRemarks = 5;

    /// <summary>How many marks a head keeps.</summary>
    public const int KeptMarks = 40;

    /// <summary>Nothing has happened yet.</summary>
    public static ExceptionState New(ExceptionId id) => new() { Id = id };

    /// <summary>Who decides on the newest revision and why, or decided; null until it is routed.</summary>
    [JsonIgnore]
    public ReviewPolicy? ReviewPolicy => Review?.Policy ?? Reviewed;

    /// <summary>Who is accountable for it.</summary>
    [JsonIgnore]
    public PersonId Owner => Content?.OwnerEmail ?? Requester;

    /// <summary>It waits for people: for an assessment, approvers or the requester.</summary>
    [JsonIgnore]
    public bool IsOpen => Version > 0 && Status is Status.Submitted or Status.InReview or Status.ChangesRequested;

    /// <summary>When (UTC) it lapses undecided: at its time to decide, or at its own end where that comes first.</summary>
    [JsonIgnore]
    public DateTimeOffset LapsesAt => DecideBy < HoldsUntil ? DecideBy : HoldsUntil;

    /// <summary>It has come to its end.</summary>
    [JsonIgnore]
    public bool HasEnded => EndedBy > 0;

    /// <summary>Whether it is in force at an instant. Everything that must know asks this.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool IsInForce(DateTimeOffset now) => Status == Status.Approved
        ? now < HoldsUntil && !Promises.Any(promise => promise.Suspends(now))
        : IsOpen && Emergency is { } started && now < started.HoldsUntil && now < DecideBy;

    /// <summary>
    /// First instant (UTC) at which <see cref="IsInForce"/> says no by itself, without a person: its end, a promise that was missed,
    /// or for an emergency the end of the time for its review. Null: it is in force at no instant.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? InForceUntil => Status == Status.Approved
        ? Promises.Where(promise => !promise.IsShown).Select(promise => promise.SuspendsAt).OfType<DateTimeOffset>()
            .Append(HoldsUntil).Min()
        : IsOpen && Emergency is { } started ? (started.HoldsUntil < DecideBy ? started.HoldsUntil : DecideBy)
        : null;

    /// <summary>It is in force unless its hour has come: what the index holds. For an exact answer call <see cref="IsInForce"/>.</summary>
    [JsonIgnore]
    public bool IsActive => Status == Status.Approved || (IsOpen && Emergency is not null);

    /// <summary>The last approval or rejection; null before the first.</summary>
    [JsonIgnore]
    public PastDecision? FinalDecision =>
        Decisions.LastOrDefault(decision => decision.Kind is DecisionKind.Approved or DecisionKind.Rejected);

    /// <summary>It may be shown to approvers of other exceptions: decided, and not confidential.</summary>
    [JsonIgnore]
    public bool IsPrecedent =>
        Content is { Confidential: false } && (Grant is not null || Status == Status.Rejected) && FinalDecision is not null;

    /// <summary>It was approved and has not ended, in force or suspended.</summary>
    [JsonIgnore]
    public bool IsRunning => Status is Status.Approved or Status.Suspended;

    /// <summary>A named owner has yet to say whether they accept.</summary>
    [JsonIgnore]
    public bool IsOwnerAsked => this is { Version: > 0, OwnerConfirmed: false, Status: Status.Submitted or Status.InReview };

    /// <summary>Whether it goes on only when a person, its requester or owner, does something.</summary>
    public bool WaitsFor(PersonId person) => (Status == Status.ChangesRequested && person == Requester)
        || (person == Owner && (IsOwnerAsked || IsEndAsked || Status == Status.Suspended))
        || (IsRunning && HandOver?.To == person);

    /// <summary>It ran out, and its owner has not said yet whether the policy is met again.</summary>
    [JsonIgnore]
    public bool IsEndAsked => Status == Status.Expired && EndAnswer is null;

    /// <summary>Those who approved what was granted, and have no part in it since: they take or return what the owner shows.</summary>
    [JsonIgnore]
    public IEnumerable<PersonId> ApproversOfRecord => Decisions
        .Where(decision => decision.Kind == DecisionKind.Approved && decision.Revision == Revision && !IsParty(decision.By))
        .Select(decision => decision.By).Distinct();

    /// <summary>Those for whose look a proof of the owner waits.</summary>
    [JsonIgnore]
    public IEnumerable<PersonId> AskedToLook => ProofSince is null ? [] : ApproversOfRecord;

    /// <summary>When (UTC) the oldest proof came that an approver is still to look at; null: none waits.</summary>
    [JsonIgnore]
    public DateTimeOffset? ProofSince =>
        IsRunning ? Promises.Where(promise => promise.IsWaiting).Min(promise => (DateTimeOffset?)promise.Proof!.At) : null;

    /// <summary>Whether another renewal may be asked for.</summary>
    /// <param name="policy">Its policy, by the catalog of now; null when that has none such.</param>
    public bool HasRenewalLeft(Policy? policy) => RenewedBy is null && Grant is not null && Renewal < policy?.MaxRenewals;

    /// <summary>Whether reviewers approve or reject the newest revision, for there is no other after it.</summary>
    /// <param name="policy">Its policy, by the catalog of now; null when that has none such.</param>
    public bool IsLastRevision(Policy? policy) => IsLastRevision(policy?.MaxRevisions ?? Policy.DefaultMaxRevisions);

    /// <summary>Whether reviewers approve or reject the newest revision, for there is no other after it.</summary>
    /// <param name="maximum">How many revisions there may be.</param>
    public bool IsLastRevision(int maximum) => Revision >= maximum;

    /// <summary>Reviewers sent the newest revision back; else it was its named owner, or no person.</summary>
    [JsonIgnore]
    public bool IsSentBack =>
        Decisions is [.., { Kind: DecisionKind.ChangesRequested } last] && last.Revision == Revision;

    /// <summary>Requester and owner: they never decide.</summary>
    public bool IsParty(PersonId person) => person == Requester || person == Owner;
}

/// <summary>What was granted.</summary>
/// <param name="HoldsUntil">First instant (UTC) it no longer holds.</param>
/// <param name="ExpiresOn">The last day it holds, in the catalog's time zone.</param>
/// <param name="Since">From when on (UTC).</param>
/// <param name="GrantedBy">The event that granted it: what its pings are keyed by.</param>
/// <param name="LetToEnd">The owner wants no further pings.</param>
public sealed record Grant(DateTimeOffset HoldsUntil, DateOnly ExpiresOn, DateTimeOffset Since, long GrantedBy, bool LetToEnd);

/// <summary>A comment of a person.</summary>
public sealed record Remark(PersonId By, string Name, string Text, DateTimeOffset At);
