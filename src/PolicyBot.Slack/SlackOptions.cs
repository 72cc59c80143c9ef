namespace PolicyBot.Slack;

/// <summary>Section <c>Slack</c>. Without <see cref="BotToken"/> the channel is off.</summary>
public sealed class SlackOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Slack";

    /// <summary>The bot's token, <c>xoxb-…</c>. Empty: Slack is off.</summary>
    public string BotToken { get; set; } = "";

    /// <summary>
    /// The signing secret of the app; several with commas while one takes the place of another. Not needed with <see cref="AppToken"/>.
    /// </summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>The Web API's address, with a slash at its end; https, http on loopback in Development. Default Slack's own.</summary>
    public string ApiBaseUrl { get; set; } = "https://slack.com/api/";

    /// <summary>The workspace that is served, <c>T…</c>. Empty: the one the token belongs to.</summary>
    public string TeamId { get; set; } = "";

    /// <summary>
    /// The app-level token, <c>xapp-…</c>, which switches to Socket Mode: no address on the internet is needed. Empty: Slack calls the
    /// endpoints.
    /// </summary>
    public string AppToken { get; set; } = "";

    /// <summary>Whether the channel is on.</summary>
    public bool IsOn => BotToken.Length > 0;
}
