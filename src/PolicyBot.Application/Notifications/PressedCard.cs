using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>A person's own message in which they pressed a button: it shows the exception from now on.</summary>
/// <param name="Card">The message.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Language">The language it is in now.</param>
/// <param name="Said">What they were told, as its last line; null for nothing.</param>
/// <param name="At">When they pressed (UTC).</param>
/// <param name="Version">The version of the exception after the press.</param>
/// <param name="LeadsOn">Whether it leads on to what else waits for them.</param>
public sealed record PressedCard(
    MessageRef Card, PersonId Person, string Language, string? Said, DateTimeOffset At, long Version,
    bool LeadsOn = false)
{
    /// <summary>How long a message shows the result of a press through all redraws: long enough to be read.</summary>
    public static readonly TimeSpan SentenceStays = TimeSpan.FromMinutes(2);

    /// <summary>
    /// What is stored of it: a form that was open in it is left, and it says what its person was told. Other messages stay.
    /// </summary>
    public OutboxMessage Mark(OutboxMessage stored)
    {
        if (!Card.IsSameAs(stored.Message))
        {
            return stored;
        }

        var alive = IsFollowed(stored) && stored.DeadBecause.Length > 0 ? MessageLife.Revive(stored) : stored;
        return alive with
        {
            Shown = "", // the answer was drawn there: what should stand there is drawn anew
            NextTry = alive.Attempts == 0 ? default : alive.NextTry,
            Language = Language,
            LeadsOn = LeadsOn,
            Said = Said ?? alive.Said,
            SaidUntil = Said is null ? alive.SaidUntil : At + SentenceStays,
            SaidAt = Said is null ? alive.SaidAt : Version,
            SaidFault = Said is null && alive.SaidFault,
        };
    }

    /// <summary>The message itself, where it was not known to show the exception.</summary>
    public IEnumerable<OutboxMessage> Added(IEnumerable<OutboxMessage> stored) =>
        stored.Any(one => Card.IsSameAs(one.Message) && IsFollowed(one))
        ? []
        : [Mark(new OutboxMessage { Key = OutboxKey.ForShown(Person, Card), Message = Card })];

    /// <summary>
    /// What a message still says of a press: nothing once its time is over, or once something happened after it that may say otherwise.
    /// </summary>
    /// <param name="view">What it shows.</param>
    /// <param name="stored">What is stored of the message; null for nothing.</param>
    /// <param name="events">What has happened.</param>
    /// <param name="now">The instant (UTC).</param>
    public static CardView Say(CardView view, OutboxMessage? stored, IReadOnlyList<StoredEvent> events, DateTimeOffset now) =>
        !(stored?.SaidUntil > now) || events.Skip((int)stored.SaidAt).Any(later => !Agrees(RecordedEvent.Read(later.Json).Fact)) ? view
        : stored.SaidFault ? view with { Fault = stored.Said }
        : view with { Done = stored.Said };

    // What follows a press by itself, and what people say beside it.
    private static bool Agrees(ExceptionEvent later) => later is ExceptionEvent.Assessed or ExceptionEvent.Routed
        or ExceptionEvent.StageOpened or ExceptionEvent.StoodIn or ExceptionEvent.Commented;

    // What was given up because it could not be redrawn is there all the same when it is pressed: the message that shows it lives again.
    private bool IsFollowed(OutboxMessage stored) => stored.DeadBecause.Length == 0 || stored.Key == OutboxKey.ForShown(Person, Card);
}
