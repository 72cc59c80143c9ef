using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <content>What happens in a review.</content>
public abstract partial record ExceptionEvent
{
    /// <summary>An approver took a seat with a yes, and accepts the remaining risk.</summary>
    /// <param name="Revision">The revision they saw.</param>
    /// <param name="Stage">The stage whose seat it is.</param>
    /// <param name="Approver">Who approved.</param>
    /// <param name="ApproverName">The name the channel showed.</param>
    /// <param name="InPlaceOf">Whose seat it was, when a stand-in took it.</param>
    /// <param name="Comment">As typed; at least 10 characters once trimmed.</param>
    /// <param name="ExpiresOn">A shorter last day, in the catalog's time zone; null to leave it.</param>
    /// <param name="HoldsUntil">The end that goes with it (UTC); null with it.</param>
    /// <param name="AcceptedRisk">The risk they accept.</param>
    /// <param name="AcceptedUntil">Until when (UTC, exclusive) they accept it.</param>
    /// <param name="Seen">SHA-256 of the canonical JSON of the view that was decided on.</param>
    public sealed record Approved(
        int Revision,
        int Stage,
        PersonId Approver,
        string ApproverName,
        PersonId? InPlaceOf,
        string Comment,
        DateOnly? ExpiresOn,
        DateTimeOffset? HoldsUntil,
        RiskLabel AcceptedRisk,
        DateTimeOffset AcceptedUntil,
        string Seen) : ExceptionEvent
    {
        /// <summary>
        /// Who had handed their reviews over to the approver, when it was decided on that person's behalf; null: in their own right.
        /// </summary>
        public PersonId? OnBehalfOf { get; init; }

        /// <summary>What the owner must keep; null for nothing.</summary>
        public Conditions? Conditions { get; init; }

        /// <summary>Who approver, requester and owner were known to be then; null in records of earlier versions.</summary>
        public IReadOnlyList<KnownIdentity>? Identities { get; init; }
    }

    /// <summary>An approver ended the request with a no.</summary>
    public sealed record Rejected(
        int Revision, int Stage, PersonId Approver, string ApproverName, PersonId? InPlaceOf, string Comment, string Seen) : ExceptionEvent
    {
        /// <inheritdoc cref="Approved.OnBehalfOf"/>
        public PersonId? OnBehalfOf { get; init; }

        /// <inheritdoc cref="Approved.Identities"/>
        public IReadOnlyList<KnownIdentity>? Identities { get; init; }
    }

    /// <summary>An approver sent the request back.</summary>
    /// <param name="Gaps">What the assessment found missing, carried along.</param>
    public sealed record ChangesRequested(
        int Revision,
        int Stage,
        PersonId Approver,
        string ApproverName,
        PersonId? InPlaceOf,
        string Comment,
        IReadOnlyList<string> Gaps,
        string Seen) : ExceptionEvent
    {
        /// <inheritdoc cref="Approved.OnBehalfOf"/>
        public PersonId? OnBehalfOf { get; init; }

        /// <inheritdoc cref="Approved.Identities"/>
        public IReadOnlyList<KnownIdentity>? Identities { get; init; }
    }

    /// <summary>An approver of the open stage can't be reached; others were added in their place.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">The open stage.</param>
    /// <param name="Unreachable">Who can't be reached.</param>
    /// <param name="Code">The channel's own error code.</param>
    /// <param name="StandIns">Who was added; empty for none.</param>
    public sealed record StoodIn(int Revision, int Stage, PersonId Unreachable, string Code, IReadOnlyList<PersonId> StandIns)
        : ExceptionEvent;

    /// <summary>The open stage was not decided within its hours; others were asked besides.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">The open stage.</param>
    /// <param name="GroupName">The group that joins.</param>
    /// <param name="Added">Which of its members were added; empty for none.</param>
    public sealed record Escalated(int Revision, int Stage, string GroupName, IReadOnlyList<PersonId> Added) : ExceptionEvent;

    /// <summary>The catalog's groups have changed: who may take the seats of the open stage follows them.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">The open stage.</param>
    /// <param name="Left">Who is not asked any more; a vote that was cast stays.</param>
    /// <param name="Joined">Who is asked from now on.</param>
    /// <param name="StandIns">Who may take the seats of those who left, where no new member joined for them; empty for none.</param>
    /// <param name="CatalogHash">The catalog whose groups these are: SHA-256 of its text, lower-case hex.</param>
    public sealed record MembersChanged(
        int Revision,
        int Stage,
        IReadOnlyList<PersonId> Left,
        IReadOnlyList<PersonId> Joined,
        IReadOnlyList<PersonId> StandIns,
        string CatalogHash) : ExceptionEvent;

    /// <summary>An administrator gave an approver's seat of the open stage to another person.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">The open stage.</param>
    /// <param name="From">Who is not asked any more.</param>
    /// <param name="To">Who is asked in their place.</param>
    /// <param name="Reason">Why, as typed.</param>
    public sealed record Reassigned(int Revision, int Stage, PersonId From, PersonId To, string Reason) : ExceptionEvent;

    /// <summary>An approver of the open stage has delegated their reviews: the delegate may decide on their behalf.</summary>
    /// <param name="Revision">The revision under review.</param>
    /// <param name="Stage">The open stage.</param>
    /// <param name="Principal">Who handed over; they may still decide themselves.</param>
    /// <param name="Delegate">Who may decide on their behalf.</param>
    /// <param name="Until">First instant (UTC) from which they may not any more.</param>
    /// <param name="Since">When (UTC) the principal said so.</param>
    public sealed record Delegated(
        int Revision, int Stage, PersonId Principal, PersonId Delegate, DateTimeOffset Until, DateTimeOffset Since) : ExceptionEvent;

    /// <summary>A delegate of the open stage may no longer decide on the approver's behalf.</summary>
    public sealed record DelegationEnded(int Revision, int Stage, PersonId Principal, PersonId Delegate) : ExceptionEvent;
}
