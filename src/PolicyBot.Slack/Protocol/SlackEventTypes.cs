namespace PolicyBot.Slack.Protocol;

/// <summary>The events that are listened to, by Slack's names (docs.slack.dev/reference/events).</summary>
internal static class SlackEventTypes
{
    /// <summary>A person opened the home page or the messages of the app.</summary>
    public const string HomeOpened = "app_home_opened";

    /// <summary>A person mentioned the bot in a channel.</summary>
    public const string Mention = "app_mention";

    /// <summary>The app was taken from the workspace.</summary>
    public const string Uninstalled = "app_uninstalled";

    /// <summary>A person wrote a message.</summary>
    public const string Message = "message";

    /// <summary>A person joined the workspace.</summary>
    public const string TeamJoin = "team_join";

    /// <summary>Tokens are good no more.</summary>
    public const string TokensRevoked = "tokens_revoked";

    /// <summary>Something about an account changed; it may have been switched off.</summary>
    public const string UserChange = "user_change";

    /// <summary>Messages to the bot alone: what is subscribed to, and comes as <see cref="Message"/>.</summary>
    public const string DirectMessage = "message.im";

    /// <summary>What each subscription needs beside what the methods do; empty for nothing.</summary>
    public static IReadOnlyDictionary<string, string> Scopes { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [HomeOpened] = "",
        [Mention] = "app_mentions:read",
        [Uninstalled] = "",
        [DirectMessage] = "im:history",
        [TeamJoin] = "users:read",
        [TokensRevoked] = "",
        [UserChange] = "users:read",
    };
}
