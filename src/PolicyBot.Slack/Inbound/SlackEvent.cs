using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>What of an event is needed to work on it; that much is kept until it is done. Every text may be empty.</summary>
internal sealed record SlackEvent
{
    /// <summary>Longer than any message that somebody means for a bot, in UTF-16 code units: it is answered as words that are not understood, and not kept.</summary>
    private const int LongestText = 20_000;

    /// <summary>Slack's own voice in direct messages. Not marked as a bot everywhere.</summary>
    private const string Slackbot = "USLACKBOT";

    /// <summary>Slack's id of the event, the same on every delivery.</summary>
    public string Id { get; init; } = "";

    /// <summary>The kind.</summary>
    public string Type { get; init; } = "";

    /// <summary>The app it is for.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The workspace in which that app is installed.</summary>
    public string Installation { get; init; } = "";

    /// <summary>The workspace, or the organisation, of whoever it comes from.</summary>
    public string Team { get; init; } = "";

    /// <summary>Whoever it comes from, or is about.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it happened.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What was written, with Slack's escapes.</summary>
    public string Text { get; init; } = "";

    /// <summary>The message; a text, never a number.</summary>
    public string Ts { get; init; } = "";

    /// <summary>The bots whose tokens were revoked, by user id.</summary>
    public IReadOnlyList<string> RevokedBots { get; init; } = [];

    /// <summary>
    /// What tells it from everything else that comes in. Of a message it is where it stands: one message has been seen to come up to eleven times under
    /// different ids (slackapi/node-slack-sdk#2141). Empty for none.
    /// </summary>
    [JsonIgnore]
    public string Key => IsMessage && Ts.Length > 0 ? $"{Team}|{Channel}|{Ts}|{Type}" : Id;

    /// <summary>The account that it comes from, or is about.</summary>
    /// <param name="conversation">Its direct chat; empty where that is not known.</param>
    public KnownAccount AccountIn(SlackIdentity bot, string conversation) =>
        new() { Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, User), Conversation = conversation };

    private bool IsMessage => Type is SlackEventTypes.Message or SlackEventTypes.Mention;

    /// <summary>What an envelope holds for us.</summary>
    /// <returns>Null for what means nothing to us: other events, edits, our own messages and those of other bots.</returns>
    public static SlackEvent? Of(JsonElement envelope)
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
            Text = text.Length > LongestText ? "" : text,
            Ts = inner.Text("ts"),
            RevokedBots = [.. inner.Each("tokens", "bot").Where(bot => bot.ValueKind == JsonValueKind.String).Select(bot => bot.GetString()!)],
        };
        return IsForUs(whole, inner) ? whole : null;
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
}

/// <summary>How an event is kept until it is done.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SlackEvent))]
internal sealed partial class SlackEventJson : JsonSerializerContext;
