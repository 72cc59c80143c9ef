using System.Text.RegularExpressions;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Reads back what a person typed: Slack escapes three characters and wraps names, links and dates (docs.slack.dev
/// messaging/formatting-message-text). No id of Slack's is shown to people.
/// </summary>
internal static partial class TypedText
{
    private const int MostAsked = 5; // each may cost a call

    /// <summary>The words as the person sees them, without the mention of the bot.</summary>
    /// <param name="text">As it came from Slack.</param>
    /// <param name="botUser">The bot's user id; empty for none.</param>
    /// <param name="names">What the people are called whom Slack names by their ids alone; null for none.</param>
    public static string Plain(string text, string botUser, IReadOnlyDictionary<string, string>? names = null) => Wrapped()
        .Replace(text, match => Unwrapped(match.Groups[1].Value, botUser, names))
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal).Trim();

    /// <summary>The same, once the directory was asked for the people whom Slack names by their ids alone.</summary>
    public static async Task<string> PlainAsync(
        string text, string botUser, SlackDirectory directory, CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in Wrapped().Matches(text).Select(match => match.Groups[1].Value)
            .Where(inside => inside is ['@', ..] && !inside.Contains('|', StringComparison.Ordinal)).Select(inside => inside[1..])
            .Where(id => id != botUser).Distinct().Take(MostAsked))
        {
            names[id] = (await directory.RecentlyAsync(id, cancellationToken)).Name;
        }

        return Plain(text, botUser, names);
    }

    private static string Unwrapped(string inside, string botUser, IReadOnlyDictionary<string, string>? names)
    {
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        var (target, label) = bar < 0 ? (inside, "") : (inside[..bar], inside[(bar + 1)..]);
        return target switch
        {
            ['@', .. var user] when user == botUser => "",
            ['@', .. var user] when label.Length == 0 =>
                ShownName.Of(names?.GetValueOrDefault(user)) is { Length: > 0 } name ? $"@{name}" : SlackWords.Somebody,
            ['#', ..] when label.Length == 0 => SlackWords.SomeChannel,
            ['@' or '#', ..] => $"{target[0]}{label}",
            ['!', .. var special] => label.Length > 0 ? label : $"@{special}",
            _ when label.Length == 0 || target.EndsWith(label, StringComparison.Ordinal) =>
                target.StartsWith("mailto:", StringComparison.Ordinal) ? target[7..] : target,
            _ => $"{label} ({target})",
        };
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Wrapped();
}
