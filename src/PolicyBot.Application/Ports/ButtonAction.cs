using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>Where something came from, as the channel proved it.</summary>
/// <param name="Account">The proven account, with its conversation and service address as of now.</param>
/// <param name="Private">Whether only the person and the bot read this conversation, or what is answered there is shown to the person
/// alone.</param>
/// <param name="Card">The message whose button was pressed; null for typed words and for dialogs.</param>
public sealed record Sender(KnownAccount Account, bool Private, MessageRef? Card)
{
    /// <summary>The dialog whose button was pressed: it can be redrawn until it is closed, and is never kept. Null for none.</summary>
    public MessageRef? Dialog { get; init; }

    /// <summary>The channel's id of typed words, by which they are known when they are worked on again; empty for none.</summary>
    public string Said { get; init; } = "";
}

/// <summary>A button was pressed.</summary>
/// <param name="Verb">One of <see cref="Verbs"/>; unknown ones are refused before.</param>
/// <param name="Id">The exception's or draft's id as it came back, unchecked; empty for none.</param>
/// <param name="Revision">The revision the card was about; 0 for none.</param>
/// <param name="Inputs">What stood in the card's inputs, by id, as typed.</param>
public sealed record ButtonAction(string Verb, string Id, int Revision, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>
    /// When it was pressed, by the channel's own clock; null where that does not say. Of two choices the later one counts, whichever comes
    /// in first.
    /// </summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What the person is shown in return.</summary>
/// <param name="View">Replaces the pressed card, or is sent as the answer to typed words.</param>
/// <param name="About">The exception whose state it shows, so that it is kept current; null for none.</param>
public sealed record Answer(CardView View, ExceptionId? About = null)
{
    /// <summary>The pressed card stays as it is, with what was typed in it, and only the view's summary is shown beside it.</summary>
    public bool LeavesCardUnchanged { get; init; }

    /// <summary>The pressed card is known to show <see cref="About"/> by what follows the answer.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>What follows once the view stands in a message of its own and can be redrawn there; null for nothing.</summary>
    public Action<MessageRef>? Sent { private get; init; }

    /// <summary>The view stands in a message of its own; what follows speaks its language.</summary>
    /// <param name="message">The message.</param>
    public void Arrived(MessageRef message)
    {
        using var language = Languages.Use(View.Language);
        Sent?.Invoke(message);
    }
}
