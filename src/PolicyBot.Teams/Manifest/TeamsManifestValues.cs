namespace PolicyBot.Teams.Manifest;

/// <summary>What one installation puts into the Teams app manifest.</summary>
public sealed record TeamsManifestValues
{
    /// <summary>The bot's Entra application id, <c>Teams:MicrosoftAppId</c>. The app gets the same id.</summary>
    public required string BotId { get; init; }

    /// <summary>The HTTPS address that users reach, <c>PolicyBot:PublicBaseUrl</c>.</summary>
    public required Uri PublicBaseUrl { get; init; }

    /// <summary>Three numbers, such as <c>1.0.0</c>. Teams takes an upload only with a higher one than before.</summary>
    public required string Version { get; init; }

    /// <summary>Who runs this installation, as Teams shows it; 1 to 32 characters.</summary>
    public string Developer { get; init; } = "PolicyBot";

    /// <summary>The HTTPS address of the privacy statement; null for <see cref="PublicBaseUrl"/>.</summary>
    public Uri? PrivacyUrl { get; init; }

    /// <summary>The HTTPS address of the terms of use; null for <see cref="PublicBaseUrl"/>.</summary>
    public Uri? TermsOfUseUrl { get; init; }
}
