using System.Text.RegularExpressions;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Reads back what a person typed: Slack escapes three characters and wraps names, links and dates (docs.slack.dev
/// messaging/formatting-message-text).
/// </summary>
internal static partial class TypedText
{
    /// <summary>The words as the person sees them, without the mention of the bot.</summary>
    /// <param name="text">As it came from Slack.</param>
    /// <param name="botUser">The bot's user id; empty for none.</param>
    public static string Plain(string text, string botUser) => Wrapped().Replace(text, match => Unwrapped(match.Groups[1].Value, botUser))
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal).Trim();

    private static string Unwrapped(string inside, string botUser)
    {
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        var (target, label) = bar < 0 ? (inside, "") : (inside[..bar], inside[(bar + 1)..]);
        return target switch
        {
            ['@', .. var user] when user == botUser => "",
            ['@' or '#', .. var id] => $"{target[0]}{(label.Length > 0 ? label : id)}",
            ['!', .. var special] => label.Length > 0 ? label : $"@{special}",
            _ when label.Length == 0 || target.EndsWith(label, StringComparison.Ordinal) =>
                target.StartsWith("mailto:", StringComparison.Ordinal) ? target[7..] : target,
            _ => $"{label} ({target})",
        };
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Wrapped();
}
