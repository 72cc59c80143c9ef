namespace PolicyBot.Slack.Manifest;

/// <summary>The manifest that an administrator makes the Slack app from (docs.slack.dev/reference/app-manifest).</summary>
public static class SlackManifest
{
    private const string Placeholder = "https://policybot.example/";
    private const string SocketMode = "socket_mode_enabled: ";

    /// <summary>The manifest of an app that Slack calls at an address.</summary>
    /// <param name="publicBaseUrl">The HTTPS address that Slack reaches, <c>PolicyBot:PublicBaseUrl</c>.</param>
    /// <exception cref="ArgumentException">The address is not absolute or not HTTPS.</exception>
    public static string ForHttp(Uri publicBaseUrl)
    {
        if (publicBaseUrl is { IsAbsoluteUri: false } or { Scheme: not "https" })
        {
            throw new ArgumentException("Slack calls HTTPS addresses only.", nameof(publicBaseUrl));
        }

        return Template().Replace(Placeholder, $"{publicBaseUrl.AbsoluteUri.TrimEnd('/')}/", StringComparison.Ordinal);
    }

    /// <summary>The manifest of an app that calls Slack, by Socket Mode: it has no address.</summary>
    public static string ForSocketMode() => string.Concat(Template()
        .Replace($"{SocketMode}false", $"{SocketMode}true", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.Contains(Placeholder, StringComparison.Ordinal))
        .Select(line => $"{line}\n"));

    // Without the words above it, which are about the file itself.
    private static string Template()
    {
        using var stored = typeof(SlackManifest).Assembly.GetManifestResourceStream("manifests/slack/manifest.yaml")!;
        using var reader = new StreamReader(stored);
        var whole = reader.ReadToEnd().ReplaceLineEndings("\n");
        return whole[whole.IndexOf("_metadata:", StringComparison.Ordinal)..];
    }
}
