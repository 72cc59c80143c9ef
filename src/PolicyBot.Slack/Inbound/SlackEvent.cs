using System.Text.Json.Serialization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>What of an event is needed to work on it; that much is kept until it is done. Every text may be empty.</summary>
internal sealed record SlackEvent
{
    /// <summary>Slack's id of the event, the same on every delivery.</summary>
    public string Id { get; init; } = "";

    /// <summary>The kind.</summary>
    public string Type { get; init; } = "";

    /// <summary>The app it is for.</summary>
    public string AppId { get; init; } = "";

    /// <summary>The workspace in which that app is installed.</summary>
    public string Installation { get; init; } = "";

    /// <summary>The workspace, or the organisation, of the person it comes from.</summary>
    public string Team { get; init; } = "";

    /// <summary>The person it comes from, or is about.</summary>
    public string User { get; init; } = "";

    /// <summary>Where it happened.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What was written, with Slack's escapes.</summary>
    public string Text { get; init; } = "";

    /// <summary>The message; a text, never a number.</summary>
    public string Ts { get; init; } = "";

    /// <summary>The first message of the thread it stands in; empty for none.</summary>
    public string ThreadTs { get; init; } = "";

    /// <summary>The bots whose tokens were revoked, by user id.</summary>
    public IReadOnlyList<string> RevokedBots { get; init; } = [];

    /// <summary>
    /// What tells it from everything else that comes in. Of a message it is where it stands: one message has been seen to come up to eleven
    /// times under different ids (slackapi/node-slack-sdk#2141). Empty for none.
    /// </summary>
    [JsonIgnore]
    public string Key => IsMessage && Ts.Length > 0 ? $"{Team}|{Channel}|{Ts}|{Type}" : Id;

    /// <summary>The account that it comes from, or is about.</summary>
    /// <param name="conversation">Its direct chat; empty where that is not known.</param>
    public KnownAccount AccountIn(SlackIdentity bot, string conversation) =>
        new()
        {
            Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, User),
            Conversation = conversation,
            Thread = conversation.Length > 0 ? ThreadTs : "",
        };

    private bool IsMessage => Type is SlackEventTypes.Message or SlackEventTypes.Mention;
}

/// <summary>How an event is kept until it is done.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SlackEvent))]
internal sealed partial class SlackEventJson : JsonSerializerContext;
