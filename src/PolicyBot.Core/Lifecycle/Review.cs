using System.Text.Json.Serialization;
using PolicyBot.Core.People;
using PolicyBot.Core.Routing;

namespace PolicyBot.Core.Lifecycle;

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
    public IReadOnlyList<TakenSeat> Taken { get; init; } = [];

    /// <summary>Those who were added to the open stage after it opened.</summary>
    public IReadOnlyList<StandIn> StandIns { get; init; } = [];

    /// <summary>Those of the open stage who can't be reached.</summary>
    public IReadOnlyList<Unreached> Unreached { get; init; } = [];

    /// <summary>All seats of the last stage are taken; only the owner's word is missing.</summary>
    public bool Passed { get; init; }

    /// <summary>The open stage; null before one opened and once all are passed.</summary>
    [JsonIgnore]
    public RoutedStage? Open => Passed || Stage == 0 ? null : Policy.Stages[Stage - 1];

    /// <summary>Everybody who may still take a seat of the open stage.</summary>
    [JsonIgnore]
    public IEnumerable<PersonId> Asked => Eligible.Select(eligible => eligible.Person).Distinct().Where(person => SeatFor(person) is not null);

    private IEnumerable<(PersonId Person, PersonId? InPlaceOf)> Eligible => Open is not { } open
        ? []
        : open.People.Select(person => (person.Person, person.InPlaceOf)).Concat(StandIns.Select(standIn => (standIn.Person, (PersonId?)standIn.InPlaceOf)));

    /// <summary>The seat that somebody may take now, named by whose it is; null when there is none.</summary>
    public PersonId? SeatFor(PersonId person)
    {
        if (Open is not { } open || Taken.Any(taken => taken.By == person) || Taken.Count >= open.Seats)
        {
            return null;
        }

        var own = Eligible.Where(eligible => eligible.Person == person).ToList();
        if (!open.NeedsAll)
        {
            return own.Count > 0 ? person : null; // any seat will do
        }

        // Their own seat first, then one they stand in for; each seat is taken once.
        return own.OrderBy(eligible => eligible.InPlaceOf is null ? 0 : 1)
            .Select(eligible => eligible.InPlaceOf ?? person)
            .Where(seat => Taken.All(taken => taken.Seat != seat))
            .Select(seat => (PersonId?)seat)
            .FirstOrDefault();
    }

    /// <summary>Whether one more approval passes the open stage.</summary>
    [JsonIgnore]
    public bool NextApprovalPassesStage => Open is { } open && Taken.Count + 1 >= open.Seats;

    /// <summary>Whether the open stage is the last.</summary>
    [JsonIgnore]
    public bool IsLastStage => Stage == Policy.Stages.Count;
}

/// <summary>A seat that somebody took with an approval.</summary>
/// <param name="By">Who approved.</param>
/// <param name="Seat">Whose seat it was; the approver's own in a stage where any seat will do.</param>
public sealed record TakenSeat(PersonId By, PersonId Seat);

/// <summary>Somebody who was added to a stage after it opened.</summary>
/// <param name="Person">Who was added.</param>
/// <param name="InPlaceOf">Whose seat they may take: who can't be reached, or whom that person stood in for.</param>
/// <param name="Since">The event that added them.</param>
public sealed record StandIn(PersonId Person, PersonId InPlaceOf, long Since);

/// <summary>An approver who can't be reached.</summary>
/// <param name="Person">Who.</param>
/// <param name="Code">The channel's word for it.</param>
/// <param name="Since">The event that says so.</param>
public sealed record Unreached(PersonId Person, string Code, long Since);
