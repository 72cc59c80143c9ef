namespace PolicyBot.Lab.Slack;

/// <summary>
/// Who the workspace and the bot in it are. The defaults are made up and stable, so that a kept store finds its people again.
/// </summary>
public sealed record SlackWorkspaceOptions
{
    /// <summary>Id of the workspace.</summary>
    public string TeamId { get; init; } = "T0CONTOSO";

    /// <summary>The workspace's name in addresses.</summary>
    public string TeamDomain { get; init; } = "contoso-lab";

    /// <summary>The bot's app id.</summary>
    public string AppId { get; init; } = "A0POLICYBOT";

    /// <summary>The bot's user id.</summary>
    public string BotUserId { get; init; } = "U0POLICYBOT";

    /// <summary>The bot's bot id.</summary>
    public string BotId { get; init; } = "B0POLICYBOT";

    /// <summary>The bot's token.</summary>
    public string BotToken { get; init; } = "xoxb-lab-no-real-token";

    /// <summary>The app-level token, for Socket Mode.</summary>
    public string AppToken { get; init; } = "xapp-lab-no-real-token";

    /// <summary>The app's signing secret.</summary>
    public string SigningSecret { get; init; } = "1ab0000000000000000000000000c0de";

    /// <summary>The slash command.</summary>
    public string Command { get; init; } = "/policy-exception";

    /// <summary>The global shortcut's callback id.</summary>
    public string Shortcut { get; init; } = "new_exception";

    /// <summary>What the bot's token may do.</summary>
    public IReadOnlyList<string> Scopes { get; init; } =
        ["app_mentions:read", "chat:write", "commands", "im:history", "im:read", "im:write", "users:read", "users:read.email",
            "channels:read"];

    /// <summary>Who is there; the people of Contoso.</summary>
    public IReadOnlyList<SlackAccount> Accounts { get; init; } = ContosoInSlack.All;

    /// <summary>Whether everything comes over the app's sockets instead of signed requests.</summary>
    public bool SocketMode { get; init; }

    /// <summary>Whether requests are counted and answered 429 above the documented rates.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>How long Slack waits for an answer; 3 s as documented.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a trigger opens a view; 3 s as documented.</summary>
    public TimeSpan TriggerLasts { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long to wait before each further delivery of an event that was not taken; at once, after a minute, after five, as documented.
    /// </summary>
    public IReadOnlyList<TimeSpan> RedeliverAfter { get; init; } = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Whether the app has its App Home switched on.</summary>
    public bool HomeTab { get; init; } = true;

    /// <summary>Longest frame on a socket, in bytes; longer envelopes come in several.</summary>
    public int FrameBytes { get; init; } = 16 * 1024;

    /// <summary>How far ahead of the real time messages are dated; signatures, triggers and rates never follow it.</summary>
    public Func<TimeSpan> ClockOffset { get; init; } = () => TimeSpan.Zero;
}
