using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams.Client;

/// <summary>What a person sees after pressing a button on a card.</summary>
public abstract record ClickOutcome
{
    private ClickOutcome() { }

    /// <summary>The bot answered with a card: it replaces the old one for this person.</summary>
    public sealed record CardShown(JsonObject Card) : ClickOutcome;

    /// <summary>The bot answered with a short notice; the card stays.</summary>
    public sealed record NoticeShown(string Text) : ClickOutcome;

    /// <summary>The bot answered with an error, shown at the card.</summary>
    public sealed record ErrorShown(string Code, string Message) : ClickOutcome;

    /// <summary>No answer in time, or not one that Teams understands.</summary>
    /// <param name="Why">For the tester of the bot; a person sees only "Something went wrong. Please try again."</param>
    public sealed record SomethingWentWrong(string Why) : ClickOutcome;

    /// <summary>An Action.Submit went out as a message; what follows comes as messages.</summary>
    public sealed record Submitted : ClickOutcome;

    /// <summary>The client refused the inputs and sent nothing.</summary>
    /// <param name="Inputs">Ids of the inputs at fault.</param>
    public sealed record InputsRefused(IReadOnlyList<string> Inputs) : ClickOutcome;

    /// <summary>The button opens a page.</summary>
    public sealed record LinkOpened(Uri Address) : ClickOutcome;

    /// <summary>The button only shows or hides a part of the card.</summary>
    public sealed record PartToggled : ClickOutcome;
}
