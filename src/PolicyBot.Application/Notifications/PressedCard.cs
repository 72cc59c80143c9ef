using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>A person's own message in which they pressed a button: it shows the exception from now on.</summary>
/// <param name="Card">The message.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Said">What they were told, as its last line; null for nothing.</param>
/// <param name="At">When they pressed (UTC).</param>
public sealed record PressedCard(MessageRef Card, PersonId Person, string? Said, DateTimeOffset At)
{
    /// <summary>How long a message shows the result of a press through all redraws: long enough to be read.</summary>
    public static readonly TimeSpan SentenceStays = TimeSpan.FromMinutes(2);

    /// <summary>
    /// What is stored of it: a form that was open in it is left, and it says what its person was told. Other messages stay.
    /// </summary>
    public OutboxMessage Mark(OutboxMessage stored) => !Card.IsSameAs(stored.Message) ? stored : stored with
    {
        NextTry = stored.Attempts == 0 ? default : stored.NextTry,
        Said = Said ?? stored.Said,
        SaidUntil = Said is null ? stored.SaidUntil : At + SentenceStays,
    };

    /// <summary>The message itself, where it was not known to show the exception.</summary>
    public IEnumerable<OutboxMessage> Added(IEnumerable<OutboxMessage> stored) => stored.Any(one => Card.IsSameAs(one.Message))
        ? []
        : [Mark(new OutboxMessage { Key = OutboxKey.ForShown(Person, Card), Message = Card })];
}
