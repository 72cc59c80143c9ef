using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>Where a button stands.</summary>
internal enum Surface
{
    /// <summary>A message in the direct conversation.</summary>
    Message,

    /// <summary>A message that several people read.</summary>
    Place,

    /// <summary>A message that one person sees until they reload. It can be answered by its response URL only.</summary>
    Ephemeral,

    /// <summary>A dialog.</summary>
    Modal,

    /// <summary>The home page.</summary>
    Home,

    /// <summary>No button at all: a command or a shortcut.</summary>
    None,
}

/// <summary>
/// A person pressed a button, or chose a value that a form depends on. Its data is only a hint for a look-up; Slack states who the person
/// is.
/// </summary>
internal sealed record SlackInteraction
{
    /// <summary>Who pressed.</summary>
    public required KnownAccount Account { get; init; }

    /// <summary>What it does.</summary>
    public required string Verb { get; init; }

    /// <summary>The exception or draft, unchecked.</summary>
    public string Id { get; init; } = "";

    /// <summary>The revision; 0 for none.</summary>
    public int Revision { get; init; }

    /// <summary>What stood in the inputs.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the button stands.</summary>
    public Surface Surface { get; init; } = Surface.None;

    /// <summary>The message, where it is one of the direct conversation.</summary>
    public MessageRef? Message { get; init; }

    /// <summary>The message, where several people read it. It is answered elsewhere, and follows what is pressed on it.</summary>
    public MessageRef? Post { get; init; }

    /// <summary>The dialog or home page; empty elsewhere.</summary>
    public string View { get; init; } = "";

    /// <summary>What <see cref="View"/> showed when it was pressed; empty elsewhere.</summary>
    public string Hash { get; init; } = "";

    /// <summary>When it was pressed, by Slack's clock; null where Slack does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The sentence of accepted risk that stood above the button; empty for none.</summary>
    public string Acceptance { get; init; } = "";

    /// <summary>The language of the card that the button stands on, where it tells; null where not.</summary>
    public string? Language { get; init; }

    /// <summary>Opens a dialog, once, within three seconds. A secret.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>Where to answer, for 30 minutes; empty for nowhere. A secret.</summary>
    public string ResponseUrl { get; init; } = "";

    /// <summary>Whether it decides on a request, for which a comment has to be asked.</summary>
    public bool IsDecision => Verb is Verbs.Approve or Verbs.Reject or Verbs.RequestChanges;

    // A record would print both secrets.
    public override string ToString() => $"{Verb} {Id} on {Surface}";

    /// <summary>Where it came from, for the front desk.</summary>
    /// <param name="card">What the answer replaces.</param>
    public Sender From(MessageRef? card) => new(Account, Private: Surface != Surface.Place, card);

    /// <summary>The same, where the answer is shown in a dialog.</summary>
    /// <param name="view">The dialog's id.</param>
    public Sender FromDialog(string view) => From(null) with { Dialog = SlackChannel.Dialog(view) };

    /// <summary>What was pressed, for the front desk.</summary>
    public ButtonAction ToPress() => new(Verb, Id, Revision, Inputs) { At = At };
}
