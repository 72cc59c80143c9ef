using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Domain.Exceptions;

/// <summary>A command of a person, or of time, on one exception. It carries what was looked up; deciding looks nothing up.</summary>
public abstract record ExceptionCommand
{
    private ExceptionCommand()
    {
    }

    /// <summary>Who wants it.</summary>
    public required Actor By { get; init; }

    /// <summary>
    /// Who <see cref="Access"/> is asked about: the one who wants it with their roles, by the catalog of now; looked up where the command
    /// is taken to the register. Until then without roles.
    /// </summary>
    public Subject Subject { get => field == default ? Subject.From(By, Roles.None) : field; init; }

    /// <summary>Send a revision: the first, or the next after changes were asked for.</summary>
    public sealed record Submit : ExceptionCommand
    {
        /// <summary>What is asked for.</summary>
        public required RequestContent Content { get; init; }

        /// <summary>First instant (UTC) it would no longer hold.</summary>
        public required DateTimeOffset HoldsUntil { get; init; }

        /// <summary>When (UTC) it would lapse undecided.</summary>
        public required DateTimeOffset DecideBy { get; init; }

        /// <summary>Days from today to the last day, in the catalog's time zone.</summary>
        public required int DurationDays { get; init; }

        /// <summary>The catalog that served.</summary>
        public required string CatalogHash { get; init; }

        /// <summary>The area of the policy.</summary>
        public string? AreaId { get; init; }

        /// <summary>The exception to take over from.</summary>
        public ExceptionId? Renews { get; init; }

        /// <summary>The conditions of that one; null for none.</summary>
        public IReadOnlyList<EarlierCondition>? EarlierConditions { get; init; }

        /// <summary>How many revisions the policy allows.</summary>
        public int MaxRevisions { get; init; } = Policy.DefaultMaxRevisions;

        /// <summary>How often it will have been renewed.</summary>
        public int Renewal { get; init; }

        /// <summary>The request that this one follows.</summary>
        public ExceptionId? AsksAgain { get; init; }

        /// <summary>
        /// Assessment and route, when they are known already; else they follow as a <see cref="ExceptionCommand.StartReview"/>.
        /// </summary>
        public AssessedRoute? AssessedRoute { get; init; }

        /// <summary>Start at once, before the review; null not to.</summary>
        public EmergencyStart? Emergency { get; init; }
    }

    /// <summary>Take over what was granted elsewhere.</summary>
    public sealed record Import : ExceptionCommand
    {
        /// <summary>What was granted.</summary>
        public required RequestContent Content { get; init; }

        /// <summary>Who asked for it.</summary>
        public required PersonId Requester { get; init; }

        /// <summary>What they are called.</summary>
        public required string RequesterName { get; init; }

        /// <summary>First instant (UTC) it no longer holds.</summary>
        public required DateTimeOffset HoldsUntil { get; init; }

        /// <summary>Days from today to the last day, in the catalog's time zone.</summary>
        public required int DurationDays { get; init; }

        /// <summary>The catalog that serves.</summary>
        public required string CatalogHash { get; init; }

        /// <summary>The area of the policy.</summary>
        public required string AreaId { get; init; }

        /// <summary>Where it was kept before.</summary>
        public required ImportOrigin Origin { get; init; }
    }

    /// <summary>A submitted revision was assessed and routed.</summary>
    public sealed record StartReview(int Revision, AssessedRoute AssessedRoute) : ExceptionCommand;

    /// <summary>A submitted revision finds no reviewer.</summary>
    /// <param name="Revision">The revision.</param>
    /// <param name="Failure">Who is missing.</param>
    /// <param name="Assessment">Its assessment, which later tries are routed by; null when its policy left the catalog before it.</param>
    public sealed record FailRouting(int Revision, RoutingFailure Failure, Assessment? Assessment) : ExceptionCommand;

    /// <summary>Approve the open stage.</summary>
    /// <param name="Revision">The revision that was seen.</param>
    /// <param name="Comment">As typed.</param>
    /// <param name="Shorter">A shorter end; null to leave it.</param>
    /// <param name="Seen">SHA-256 of the canonical JSON of the view that was decided on, with people by their addresses.</param>
    public sealed record Approve(int Revision, string Comment, ShorterEnd? Shorter, string Seen) : ExceptionCommand
    {
        /// <summary>What the owner must keep; null for nothing.</summary>
        public Conditions? Conditions { get; init; }
    }

    /// <summary>Reject the request.</summary>
    public sealed record Reject(int Revision, string Comment, string Seen) : ExceptionCommand;

    /// <summary>Send it back.</summary>
    public sealed record RequestChanges(int Revision, string Comment, string Seen) : ExceptionCommand
    {
        /// <summary>How many revisions the policy allows.</summary>
        public int MaxRevisions { get; init; } = Policy.DefaultMaxRevisions;
    }

    /// <summary>An approver of the open stage can't be reached.</summary>
    /// <param name="Stage">The stage they were asked in.</param>
    /// <param name="Person">Who can't be reached.</param>
    /// <param name="Code">The channel's error code.</param>
    /// <param name="StandIns">Who could be asked in their place: the fallback's members that can be reached.</param>
    public sealed record ReplaceApprover(int Stage, PersonId Person, string Code, IReadOnlyList<PersonId> StandIns) : ExceptionCommand;

    /// <summary>The open stage was not decided within its hours.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="GroupName">The group that joins then.</param>
    /// <param name="Members">Its members who can be reached.</param>
    public sealed record Escalate(int Stage, string GroupName, IReadOnlyList<PersonId> Members) : ExceptionCommand;

    /// <summary>The delegates of the approvers who are asked in the open stage.</summary>
    /// <param name="Stage">The stage they were looked up for.</param>
    /// <param name="Current">The delegations that stand.</param>
    public sealed record ApplyDelegations(int Stage, IReadOnlyList<Delegation> Current) : ExceptionCommand;

    /// <summary>Remind the approvers.</summary>
    public sealed record Nudge : ExceptionCommand;

    /// <summary>Take the request back.</summary>
    public sealed record Withdraw(string Comment) : ExceptionCommand;

    /// <summary>Say something.</summary>
    /// <param name="Text">As typed.</param>
    public sealed record Remark(string Text) : ExceptionCommand;

    /// <summary>The named owner accepts.</summary>
    public sealed record AcceptOwnership : ExceptionCommand;

    /// <summary>The named owner declines.</summary>
    public sealed record DeclineOwnership : ExceptionCommand;

    /// <summary>No further pings.</summary>
    public sealed record LetItEnd : ExceptionCommand;

    /// <summary>The owner attests that it is still needed and that the compensating controls work.</summary>
    /// <param name="DueOn">The day it was due; null when none is.</param>
    /// <param name="Comment">As typed.</param>
    public sealed record Attest(DateOnly? DueOn, string Comment) : ExceptionCommand;

    /// <summary>The owner did not say so in time.</summary>
    public sealed record MissAttestation(DateOnly DueOn) : ExceptionCommand;

    /// <summary>Show that a promise is kept.</summary>
    /// <param name="Promise">Its number.</param>
    /// <param name="Comment">As typed.</param>
    /// <param name="Link">As typed.</param>
    public sealed record Prove(int Promise, string Comment, string Link) : ExceptionCommand;

    /// <summary>Take a proof.</summary>
    public sealed record AcceptProof(int Promise, string Comment) : ExceptionCommand;

    /// <summary>Send a proof back.</summary>
    public sealed record ReturnProof(int Promise, string Comment) : ExceptionCommand;

    /// <summary>Ask a person to be the owner from now on.</summary>
    /// <param name="To">Whom.</param>
    public sealed record ProposeOwner(PersonId To) : ExceptionCommand;

    /// <summary>The groups of the catalog have changed since the open stage's people were noted.</summary>
    /// <param name="Stage">The open stage.</param>
    /// <param name="Members">Who left and who joined.</param>
    /// <param name="StandIns">Who may step in where no new member joined; reachable, best first.</param>
    /// <param name="CatalogHash">The catalog whose groups these are.</param>
    public sealed record ChangeMembers(int Stage, StageMembers Members, IReadOnlyList<PersonId> StandIns, string CatalogHash)
        : ExceptionCommand;

    /// <summary>Give an approver's seat to another person.</summary>
    /// <param name="From">Who is asked now.</param>
    /// <param name="To">Who is to be asked.</param>
    /// <param name="Reason">Why, as typed.</param>
    public sealed record Reassign(PersonId From, PersonId To, string Reason) : ExceptionCommand
    {
        /// <summary>Who is to be asked was held for requester or owner while it was open.</summary>
        public bool IsBarred { get; init; }
    }

    /// <summary>The owner can't be reached.</summary>
    /// <param name="Owner">Who can't.</param>
    /// <param name="Code">The channel's error code.</param>
    public sealed record MissOwner(PersonId Owner, string Code) : ExceptionCommand;

    /// <summary>After the end: the policy is met again.</summary>
    public sealed record ConfirmMet(string How) : ExceptionCommand;

    /// <summary>After the end: the policy is not met yet.</summary>
    public sealed record DenyMet : ExceptionCommand;

    /// <summary>The policy is met again.</summary>
    public sealed record Close(string How) : ExceptionCommand;

    /// <summary>Take it away.</summary>
    /// <param name="Reason">As typed.</param>
    public sealed record Revoke(string Reason) : ExceptionCommand;

    /// <summary>A request to renew it was sent.</summary>
    public sealed record StartRenewal(ExceptionId NewId) : ExceptionCommand;

    /// <summary>The request to renew it ended without an approval.</summary>
    public sealed record DropRenewal(ExceptionId NewId) : ExceptionCommand;

    /// <summary>How the exception stands that this one is to renew.</summary>
    public sealed record NoteRenewed(RenewedStanding Standing) : ExceptionCommand;

    /// <summary>Its renewal was approved.</summary>
    public sealed record FinishRenewal(ExceptionId NewId) : ExceptionCommand;

    /// <summary>What time alone brings about.</summary>
    /// <param name="EndAnswerBy">
    /// Until when (UTC) the owner may say whether the policy is met again; null: <see cref="EndAnswer.Within"/> after the end.
    /// </param>
    public sealed record Tick(DateTimeOffset? EndAnswerBy = null) : ExceptionCommand;
}

/// <summary>An assessment and the route that follows from it.</summary>
public sealed record AssessedRoute(Assessment Assessment, ReviewPolicy ReviewPolicy);

/// <summary>A shorter end that an approver sets.</summary>
/// <param name="ExpiresOn">The last day, in the catalog's time zone.</param>
/// <param name="HoldsUntil">The end of it (UTC).</param>
public sealed record ShorterEnd(DateOnly ExpiresOn, DateTimeOffset HoldsUntil);

/// <summary>An exception is to start at once.</summary>
/// <param name="HoldsUntil">First instant (UTC) it no longer holds unless it was approved.</param>
/// <param name="ReviewBy">When (UTC) it ends unless it was reviewed.</param>
public sealed record EmergencyStart(DateTimeOffset HoldsUntil, DateTimeOffset ReviewBy);
