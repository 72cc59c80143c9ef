namespace PolicyBot.Slack.Inbound;

/// <summary>A slash command as it was typed. Every field may be empty.</summary>
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

    // A record would print both secrets.
    public override string ToString() => $"{Command} of {UserId}";
}
