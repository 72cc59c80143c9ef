using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace PolicyBot.Slack.Inbound;

/// <summary>A slash command as somebody typed it. Every field may be empty.</summary>
internal sealed record SlackCommand
{
    /// <summary>The command with its slash.</summary>
    public string Command { get; init; } = "";

    /// <summary>What follows the command.</summary>
    public string Text { get; init; } = "";

    /// <summary>The workspace of who typed it.</summary>
    public string TeamId { get; init; } = "";

    /// <summary>The organisation of that workspace.</summary>
    public string EnterpriseId { get; init; } = "";

    /// <summary>Who typed it.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The app it was typed to.</summary>
    public string AppId { get; init; } = "";

    /// <summary>Where to answer, for 30 minutes. A secret.</summary>
    public string ResponseUrl { get; init; } = "";

    /// <summary>Opens a modal, once, within three seconds. A secret.</summary>
    public string TriggerId { get; init; } = "";

    /// <summary>Of the fields of a form.</summary>
    public static SlackCommand Of(IReadOnlyDictionary<string, StringValues> fields) => Of(name => fields.TryGetValue(name, out var value) ? value.ToString() : "");

    /// <summary>Of a payload of Socket Mode, which has the same fields.</summary>
    public static SlackCommand Of(JsonElement payload) => Of(name => payload.Text(name));

    // A record would print both secrets.
    public override string ToString() => $"{Command} of {UserId}";

    private static SlackCommand Of(Func<string, string> field) => new()
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
}
