namespace PolicyBot.Slack.Outbound;

/// <summary>The scopes that the bot's token needs, and no others.</summary>
internal static class SlackScopes
{
    /// <summary>What the subscribed events need beside what the methods do, by event (docs.slack.dev/reference/events); events that need none are left out.</summary>
    public static IReadOnlyDictionary<string, string> OfEvents { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["app_mention"] = "app_mentions:read",
        ["message.im"] = "im:history",
        ["team_join"] = "users:read",
        ["user_change"] = "users:read",
    };

    /// <summary>What a slash command and a shortcut need.</summary>
    public const string OfCommands = "commands";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<string> Needed { get; } =
        [.. SlackMethods.All.Values.SelectMany(method => method.Scopes).Concat(OfEvents.Values).Append(OfCommands).Distinct().Order(StringComparer.Ordinal)];
}
