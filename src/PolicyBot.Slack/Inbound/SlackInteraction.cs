using System.Globalization;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;
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

/// <summary>Somebody pressed a button, or chose what a form follows. What it carries is a hint for a look-up; who they are is Slack's word.</summary>
internal sealed record SlackInteraction
{
    private const long LatestSecond = 253_402_300_800; // the year 10000

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

    /// <summary>The dialog or home page; empty elsewhere.</summary>
    public string View { get; init; } = "";

    /// <summary>What <see cref="View"/> showed when it was pressed; empty elsewhere.</summary>
    public string Hash { get; init; } = "";

    /// <summary>When it was pressed, by Slack's clock; null where Slack does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The sentence of accepted risk that stood above the button; empty for none.</summary>
    public string Acceptance { get; init; } = "";

    /// <summary>Opens a dialog, once, within three seconds. A secret.</summary>
    public string Trigger { get; init; } = "";

    /// <summary>Where to answer, for 30 minutes; empty for nowhere. A secret.</summary>
    public string ResponseUrl { get; init; } = "";

    /// <summary>Whether it decides on a request, for which a comment has to be asked.</summary>
    public bool IsDecision => Verb is Verbs.Approve or Verbs.Reject or Verbs.RequestChanges;

    /// <summary>What a <c>block_actions</c> holds for us.</summary>
    /// <returns>Null when nothing of ours was pressed.</returns>
    public static SlackInteraction? Of(JsonElement payload, SlackIdentity bot)
    {
        foreach (var action in payload.Each("actions"))
        {
            var (verb, routing) = Routed(payload, action);
            if (verb.Length == 0)
            {
                continue;
            }

            var surface = SurfaceOf(payload);
            var (id, revision) = Routing(routing);
            var shown = payload.At(payload.At("view") is null ? "message" : "view");
            var account = AccountOf(payload, bot);
            var channel = payload.Text("container", "channel_id");
            return new SlackInteraction
            {
                Account = surface == Surface.Message ? account with { Conversation = channel } : account,
                Verb = verb,
                Id = id,
                Revision = revision,
                Inputs = WithAnswer((payload.At("view", "state") ?? payload.At("state")) is { } state ? ViewState.Inputs(state) : new Dictionary<string, string>(), routing),
                Surface = surface,
                Message = surface == Surface.Message ? new MessageRef(SlackChannel.ChannelName, "", channel, payload.Text("container", "message_ts")) : null,
                View = payload.Text("view", "id"),
                Hash = payload.Text("view", "hash"),
                At = TimeOf(action.Text("action_ts")),
                Acceptance = shown is { } view ? SlackCards.AcceptanceIn(view) : "",
                Trigger = payload.Text("trigger_id"),
                ResponseUrl = payload.Text("response_url"),
            };
        }

        return null;
    }

    /// <summary>The account that an interaction proves.</summary>
    public static KnownAccount AccountOf(JsonElement payload, SlackIdentity bot) => new()
    {
        Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, payload.Text("user", "id")),
        Name = payload.Text("user", "name") is { Length: > 0 } name ? name : payload.Text("user", "username"),
    };

    /// <summary>What buttons and dialogs carry: <c>id|revision</c>, and after it what a button answers.</summary>
    public static (string Id, int Revision) Routing(string carried)
    {
        var parts = carried.Split('|', 3);
        return (parts[0], parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0);
    }

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

    private static IReadOnlyDictionary<string, string> WithAnswer(IReadOnlyDictionary<string, string> inputs, string carried) =>
        carried.Split('|', 3) is [_, _, var answer] ? new Dictionary<string, string>(inputs, StringComparer.Ordinal) { [CardAction.ValueInput] = answer } : inputs;

    private static (string Verb, string Routing) Routed(JsonElement payload, JsonElement action) =>
        Verbs.All.Contains(action.Text("action_id")) ? (action.Text("action_id"), action.Text("value"))
        : action.Text("block_id") == FieldIds.Policy && action.At("selected_option") is not null ? (Verbs.Next, payload.Text("view", "private_metadata"))
        : ("", "");

    // Seconds since 1970, with microseconds.
    private static DateTimeOffset? TimeOf(string actionTs) =>
        decimal.TryParse(actionTs, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < LatestSecond
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    // An ephemeral message may stand in somebody else's direct conversation, where a command was typed.
    private static Surface SurfaceOf(JsonElement payload) => payload.Text("container", "type") switch
    {
        "view" => payload.Text("view", "type") == "home" ? Surface.Home : Surface.Modal,
        _ when payload.Is("container", "is_ephemeral") => Surface.Ephemeral,
        "message" when payload.Text("container", "channel_id").StartsWith('D') => Surface.Message,
        _ => Surface.Place,
    };
}
