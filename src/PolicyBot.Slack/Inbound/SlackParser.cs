using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>Turns what Slack sends into what the application knows: who, from where, and what was pressed, typed or happened.</summary>
internal static class SlackParser
{
    private const long LatestSecond = 253_402_300_800; // the year 10000

    /// <summary>Slack's own voice in direct messages. Not marked as a bot everywhere.</summary>
    private const string Slackbot = "USLACKBOT";

    /// <summary>What an envelope holds for us.</summary>
    /// <returns>Null for what means nothing to us: other events, edits, our own messages and those of other bots.</returns>
    public static SlackEvent? EventFrom(JsonElement envelope)
    {
        if (envelope.Text("type") != "event_callback" || envelope.At("event") is not { } inner)
        {
            return null;
        }

        var text = inner.Text("text");
        var whole = new SlackEvent
        {
            Id = envelope.Text("event_id"),
            Type = inner.Text("type"),
            AppId = envelope.Text("api_app_id"),
            Installation = envelope.Each("authorizations").Select(one => one.Text("team_id")).FirstOrDefault() ?? "",
            Team = First(inner.Text("user_team"), inner.Text("team"), inner.Text("user", "team_id"), envelope.Text("team_id")),
            User = First(inner.Text("user"), inner.Text("user", "id")),
            Channel = inner.Text("channel"),
            Text = text.Length > InboundIntake.LongestText ? "" : text,
            Ts = inner.Text("ts"),
            ThreadTs = inner.Text("thread_ts"),
            RevokedBots =
                [.. inner.Each("tokens", "bot").Where(bot => bot.ValueKind == JsonValueKind.String).Select(bot => bot.GetString()!)],
        };
        return IsForUs(whole, inner) ? whole : null;
    }

    /// <summary>The slash command in the fields of a form.</summary>
    public static SlackCommand CommandFrom(IReadOnlyDictionary<string, StringValues> fields) =>
        CommandFrom(name => fields.TryGetValue(name, out var value) ? value.ToString() : "");

    /// <summary>The slash command in a payload of Socket Mode, which has the same fields.</summary>
    public static SlackCommand CommandFrom(JsonElement payload) => CommandFrom(name => payload.Text(name));

    /// <summary>What a <c>block_actions</c> holds for us.</summary>
    /// <returns>Null when no button of PolicyBot was pressed.</returns>
    public static SlackInteraction? InteractionFrom(JsonElement payload, SlackIdentity bot)
    {
        foreach (var action in payload.Each("actions"))
        {
            var (verb, routing) = Routed(payload, action);
            if (verb.Length == 0)
            {
                continue;
            }

            var surface = SurfaceOf(payload);
            var (id, revision) = RoutingFrom(routing);
            var shown = payload.At(payload.At("view") is null ? "message" : "view");
            var account = AccountFrom(payload, bot);
            var channel = payload.Text("container", "channel_id");
            var pressed = new MessageRef(SlackChannel.ChannelName, "", channel, payload.Text("container", "message_ts"));
            return new SlackInteraction
            {
                Account = surface == Surface.Message ? account with { Conversation = channel } : account,
                Verb = verb,
                Id = id,
                Revision = revision,
                Inputs = WithAnswer((payload.At("view", "state") ?? payload.At("state")) is { } state
                    ? ViewState.Inputs(state) : new Dictionary<string, string>(), routing),
                Surface = surface,
                Message = surface == Surface.Message ? pressed : null,
                Post = surface == Surface.Place && pressed is { IsEphemeral: false, Message.Length: > 0 } ? pressed : null,
                View = payload.Text("view", "id"),
                Hash = payload.Text("view", "hash"),
                At = TimeOf(action.Text("action_ts")),
                Language = DecisionForm.LanguageOf(verb, action.Text("text", "text")),
                Acceptance = shown is { } view ? SlackCards.AcceptanceIn(view) : "",
                Trigger = payload.Text("trigger_id"),
                ResponseUrl = payload.Text("response_url"),
            };
        }

        return null;
    }

    /// <summary>The account that an interaction proves.</summary>
    public static KnownAccount AccountFrom(JsonElement payload, SlackIdentity bot) => new()
    {
        Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, payload.Text("user", "id")),
        Name = payload.Text("user", "name") is { Length: > 0 } name ? name : payload.Text("user", "username"),
    };

    /// <summary>What buttons and dialogs carry: <c>id|revision</c>, and after it what a button answers.</summary>
    public static (string Id, int Revision) RoutingFrom(string carried)
    {
        var parts = carried.Split('|', 3);
        return (parts[0].Length <= InboundLimits.Id ? parts[0] : "",
            parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : 0);
    }

    private static bool IsForUs(SlackEvent whole, JsonElement inner) => whole.Type switch
    {
        SlackEventTypes.Message => inner.Text("channel_type") == "im" && IsSaid(whole, inner),
        SlackEventTypes.Mention => IsSaid(whole, inner),
        SlackEventTypes.HomeOpened => inner.Text("tab") == "home" && whole.User.Length > 0,
        SlackEventTypes.UserChange or SlackEventTypes.TeamJoin => whole.User.Length > 0,
        SlackEventTypes.TokensRevoked => whole.RevokedBots.Count > 0,
        SlackEventTypes.Uninstalled => true,
        _ => false,
    };

    // A bot's post may have a bot_id and no subtype, and our own redraws come back as message_changed without a user.
    private static bool IsSaid(SlackEvent whole, JsonElement inner) =>
        whole.User.Length > 0 && whole.User != Slackbot && whole.Channel.Length > 0
        && inner.Text("bot_id").Length == 0 && inner.At("bot_profile") is null && !inner.Is("hidden")
        && inner.Text("subtype") is "" or "file_share" or "thread_broadcast";

    private static string First(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0)
            {
                return text;
            }
        }

        return "";
    }

    private static SlackCommand CommandFrom(Func<string, string> field) => new()
    {
        Command = field("command"),
        Text = field("text"),
        TeamId = field("team_id"),
        EnterpriseId = field("enterprise_id"),
        UserId = field("user_id"),
        AppId = field("api_app_id"),
        ResponseUrl = field("response_url"),
        TriggerId = field("trigger_id"),
    };

    /// <summary>The inputs, with what a button or a dialog carries as its answer among them.</summary>
    public static IReadOnlyDictionary<string, string> WithAnswer(IReadOnlyDictionary<string, string> inputs, string carried) =>
        carried.Split('|', 3) is [_, _, var answer]
            ? new Dictionary<string, string>(inputs, StringComparer.Ordinal) { [CardAction.ValueInput] = answer } : inputs;

    private static (string Verb, string Routing) Routed(JsonElement payload, JsonElement action) =>
        Verbs.All.Contains(action.Text("action_id")) ? (action.Text("action_id"), action.Text("value"))
        : action.Text("block_id") is FieldIds.Policy or FieldIds.Area && action.At("selected_option") is not null
        ? (Verbs.Next, payload.Text("view", "private_metadata"))
        : ("", "");

    // Seconds since 1970, with microseconds.
    private static DateTimeOffset? TimeOf(string actionTs) =>
        decimal.TryParse(actionTs, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < LatestSecond
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    // An ephemeral message may stand in another person's direct conversation, where a command was typed.
    private static Surface SurfaceOf(JsonElement payload) => payload.Text("container", "type") switch
    {
        "view" => payload.Text("view", "type") == "home" ? Surface.Home : Surface.Modal,
        _ when payload.Is("container", "is_ephemeral") => Surface.Ephemeral,
        "message" when payload.Text("container", "channel_id").StartsWith('D') => Surface.Message,
        _ => Surface.Place,
    };
}
