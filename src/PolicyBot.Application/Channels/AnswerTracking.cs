using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;

namespace PolicyBot.Application.Channels;

/// <summary>What follows once an answer stands in a message of its own: it is redrawn there, and kept current.</summary>
public sealed class AnswerTracking(Identification identification, IEventStore register, AfterAnswer after)
{
    /// <summary>Notes where an answer stands. Nothing where it did not arrive, or where the channel gave no id to redraw it by.</summary>
    /// <param name="account">Whom it was sent to.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="outcome">What became of sending it.</param>
    public async Task NoteAsync(KnownAccount account, Answer answer, SendOutcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is not SendOutcome.Sent { Message: { Message.Length: > 0 } message })
        {
            return;
        }

        answer.Sent?.Invoke(message);
        if (answer.About is { } about
            && await identification.OfAsync(account, cancellationToken) is Identified.Known known
            && await register.ReadHeadAsync(about, cancellationToken) is not null) // of a draft nothing is kept yet
        {
            await after.ShownAsync(known.Actor.Person, message, about, answer.View, cancellationToken);
        }
    }
}
