using System.Globalization;
using System.Text.RegularExpressions;

namespace PolicyBot.Domain.Policies;

/// <summary>
/// Lines of evidence: links of the web, or any other words. What a client could run or open besides is refused, also where it is hidden
/// behind invisible signs; words are never made a link.
/// </summary>
public static partial class EvidenceLink
{
    /// <summary>The first line that is a link and leads elsewhere than to the web; null for none.</summary>
    /// <param name="lines">One a line.</param>
    public static string? FindRefused(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(IsRefused);

    /// <summary>Whether a text is a link of the web: <c>https</c> or <c>http</c>, with a host.</summary>
    public static bool IsOfWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Host.Length > 0;

    private static bool IsRefused(string line) =>
        string.Concat(line.Where(sign => char.GetUnicodeCategory(sign) is not (UnicodeCategory.Control or UnicodeCategory.Format)))
            is var seen
        && (WithHost().IsMatch(seen) ? !IsOfWeb(seen.Split(' ')[0]) : Runs().IsMatch(seen));

    // "https:/example" is a slip of the same kind; "Ticket: 12" and "note:12" are words.
    [GeneratedRegex(@"^\s*(?:[a-z][a-z0-9+.\-]*\s*://|https?:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WithHost();

    [GeneratedRegex(
        @"^\s*(?:(?:javascript|vbscript|livescript)\s*:|" +
        @"(?:data|blob|file|filesystem|about|view-source|intent|jar|ms-[a-z\-]+|mailto|tel|sms):\S)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Runs();
}
