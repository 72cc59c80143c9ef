using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;

namespace PolicyBot.Domain.Exceptions;

/// <summary>The review of one revision: its frozen route, the stage that is open, and the seats taken in it.</summary>
public sealed record Review
{
    /// <summary>The revision under review.</summary>
    public required int Revision { get; init; }

    /// <summary>The frozen route.</summary>
    public required ReviewPolicy Policy { get; init; }

    /// <summary>The open stage, 1 for the first; 0 before it opened.</summary>
    public int Stage { get; init; }

    /// <summary>The event that opened the stage: what its cards are keyed by.</summary>
    public long OpenedBy { get; init; }

    /// <summary>When the stage opened (UTC): what reminders count from.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The seats taken in the open stage.</summary>
    public IReadOnlyList<TakenSeat> Taken { get => field ?? []; init; } = [];

    /// <summary>Those who were added to the open stage after it opened.</summary>
    public IReadOnlyList<StandIn> StandIns { get => field ?? []; init; } = [];

    /// <summary>Those of the open stage who can't be reached.</summary>
    public IReadOnlyList<Unreached> Unreached { get => field ?? []; init; } = [];

    /// <summary>The delegates of the approvers who are asked in the open stage.</summary>
    public IReadOnlyList<Proxy> Delegates { get => field ?? []; init; } = [];

    /// <summary>Those who joined the open stage because it was not decided within its hours.</summary>
    public IReadOnlyList<PersonId> Joined { get => field ?? []; init; } = [];

    /// <summary>Those whom the stage's group gained since the stage opened.</summary>
    public IReadOnlyList<NewMember> Members { get => field ?? []; init; } = [];

    /// <summary>Those whom an administrator asked in place of others.</summary>
    public IReadOnlyList<NewMember> Reassigned { get => field ?? []; init; } = [];

    /// <summary>Those whose seats an administrator gave to others: being in the group does not bring them back.</summary>
    public IReadOnlyList<PersonId> ReassignedFrom { get => field ?? []; init; } = [];

    /// <summary>Those who are not asked any more: they left the group, or their seat was given to another person.</summary>
    public IReadOnlyList<PersonId> Left { get => field ?? []; init; } = [];

    /// <summary>The event by which they joined; 0 while none did.</summary>
    public long EscalatedBy { get; init; }

    /// <summary>When they joined (UTC); null while none did.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>The event by which the requester reminded the approvers; 0 for none in this stage.</summary>
    public long NudgedBy { get; init; }

    /// <summary>All seats of the last stage are taken; only the owner's word is missing.</summary>
    public bool Passed { get; init; }

    /// <summary>The open stage; null before one opened and once all are passed.</summary>
    [JsonIgnore]
    public RoutedStage? Open => Passed || Stage == 0 ? null : Policy.Stages[Stage - 1];

    /// <summary>All people who may still take a seat of the open stage.</summary>
    [JsonIgnore]
    public IEnumerable<PersonId> Asked =>
        Principals.Concat(Delegates.Select(known => known.Person)).Distinct().Where(person => SeatFor(person) is not null);

    /// <summary>All approvers of the open stage without the delegates, whether or not they have decided.</summary>
    [JsonIgnore]
    public IReadOnlyList<PersonId> Principals => Open is not { } open
        ? []
        : [.. open.People.Select(person => person.Person).Concat(StandIns.Select(standIn => standIn.Person)).Concat(Joined)
            .Concat(Members.Select(member => member.Person)).Except(Left)];

    /// <summary>The seat that a person may take now, named by its approver; null when there is none.</summary>
    public PersonId? SeatFor(PersonId person) => OwnSeat(person) ?? (IsSeated(person) ? null : DelegatedSeat(person)?.Seat);

    /// <summary>On whose behalf a person would decide now; null: in their own right, or not at all.</summary>
    public PersonId? PrincipalOf(PersonId person) => OwnSeat(person) is null && !IsSeated(person) ? DelegatedSeat(person)?.Principal : null;

    /// <summary>The events by which a person came to be asked: the first, and the requester's reminder where there was one since.</summary>
    public IEnumerable<long> AskedBy(PersonId person)
    {
        var first = StandIns.Where(standIn => standIn.Person == person).Select(standIn => standIn.Since)
            .Concat(Joined.Contains(person) ? [EscalatedBy] : Array.Empty<long>())
            .Concat(Members.Where(member => member.Person == person).Select(member => member.Since))
            .Concat(Delegates.Where(known => known.Person == person).Select(known => known.Since))
            .DefaultIfEmpty(OpenedBy).Min();
        // who left and came back is asked anew
        first = Open?.People.Any(asked => asked.Person == person) == true && Members.All(member => member.Person != person)
            ? OpenedBy
            : first;
        return NudgedBy > first ? [first, NudgedBy] : [first];
    }

    /// <summary>The review without the delegates whose time has run out.</summary>
    /// <param name="now">The instant (UTC).</param>
    public Review At(DateTimeOffset now) =>
        Delegates.All(known => known.Until > now) ? this : this with { Delegates = [.. Delegates.Where(known => known.Until > now)] };

    private bool IsSeated(PersonId person) => Taken.Any(taken => taken.By == person);

    private bool IsFree(PersonId seat) => Taken.All(taken => taken.Seat != seat);

    private PersonId? OwnSeat(PersonId person)
    {
        if (Open is not { } open || IsSeated(person) || Taken.Count >= open.Seats || !Principals.Contains(person))
        {
            return null;
        }

        if (!open.NeedsAll)
        {
            return IsFree(person) ? person : null; // any seat will do, unless a delegate has decided on their behalf
        }

        // Their own seat first, then one they stand in for, then whichever is left for who joined late; each seat is taken once.
        var seats = open.People.Where(asked => asked.Person == person && asked.InPlaceOf is null).Select(asked => asked.Person)
            .Concat(open.People.Where(asked => asked.Person == person && asked.InPlaceOf is not null)
            .Select(asked => asked.InPlaceOf!.Value))
            .Concat(StandIns.Where(standIn => standIn.Person == person).Select(standIn => standIn.InPlaceOf))
            .Concat(Members.Any(member => member.Person == person) ? Left.SelectMany(SeatsOf) : [])
            .Concat(Joined.Contains(person) ? open.People.Select(asked => asked.InPlaceOf ?? asked.Person) : []);
        return seats.Where(IsFree).Select(seat => (PersonId?)seat).FirstOrDefault();
    }

    // The seats that a person had in a stage that needs all, whether or not they are still asked.
    private IEnumerable<PersonId> SeatsOf(PersonId person) => (Open?.People ?? []).Where(asked => asked.Person == person)
        .Select(asked => asked.InPlaceOf ?? asked.Person)
        .Concat(StandIns.Where(standIn => standIn.Person == person).Select(standIn => standIn.InPlaceOf));

    private (PersonId Seat, PersonId Principal)? DelegatedSeat(PersonId person) => Delegates.Where(known => known.Person == person)
        .Select(known => OwnSeat(known.Principal) is { } seat ? (seat, known.Principal) : ((PersonId, PersonId)?)null)
        .FirstOrDefault(found => found is not null);

    /// <summary>Whether one more approval passes the open stage.</summary>
    [JsonIgnore]
    public bool NextApprovalPassesStage => Open is { } open && Taken.Count + 1 >= open.Seats;

    /// <summary>Whether the open stage is the last.</summary>
    [JsonIgnore]
    public bool IsLastStage => Stage == Policy.Stages.Count;
}

/// <summary>A seat that an approver took with an approval.</summary>
/// <param name="By">Who approved.</param>
/// <param name="Seat">Whose seat it was; the approver's own in a stage where any seat will do.</param>
public sealed record TakenSeat(PersonId By, PersonId Seat);

/// <summary>A person who was added to a stage after it opened.</summary>
/// <param name="Person">Who was added.</param>
/// <param name="InPlaceOf">Whose seat they may take: who can't be reached, or whom that person stood in for.</param>
/// <param name="Since">The event that added them.</param>
public sealed record StandIn(PersonId Person, PersonId InPlaceOf, long Since);

/// <summary>A person who is asked in the open stage since it opened.</summary>
/// <param name="Person">Who.</param>
/// <param name="Since">The event that says so.</param>
public sealed record NewMember(PersonId Person, long Since);

/// <summary>An approver who can't be reached.</summary>
/// <param name="Person">Who.</param>
/// <param name="Code">The channel's error code.</param>
/// <param name="Since">The event that says so.</param>
public sealed record Unreached(PersonId Person, string Code, long Since);

/// <summary>A delegate, who may decide on behalf of an approver.</summary>
/// <param name="Person">Who may.</param>
/// <param name="Principal">On whose behalf.</param>
/// <param name="Until">First instant (UTC) from which they may not any more.</param>
/// <param name="Since">The event that says so.</param>
public sealed record Proxy(PersonId Person, PersonId Principal, DateTimeOffset Until, long Since);
