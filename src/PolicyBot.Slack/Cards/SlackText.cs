using System.Text.RegularExpressions;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// Makes a person's text harmless for the place where it is shown. Every text of a view counts as a person's, and stands in
/// <c>plain_text</c> or in the text of <c>rich_text</c>, where Slack makes nothing of it; the one place that runs mark-up is the sentence
/// beside the blocks.
/// </summary>
internal static partial class SlackText
{
    private const string Ellipsis = "…";

    /// <summary>No control characters but line feeds, no direction overrides, no blank lines in a row, nothing around it.</summary>
    public static string Plain(string text) => BlankLines().Replace(ShownText.Clean(text), "\n\n").Trim();

    /// <summary><see cref="Plain"/>, with line breaks as spaces.</summary>
    public static string OneLine(string text) => LineBreaks().Replace(Plain(text), " ");

    /// <summary>For mrkdwn: without mention, link or date of Slack's own (docs.slack.dev/messaging/formatting-message-text).</summary>
    public static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>How long Slack may find a text: UTF-16 code units once escaped.</summary>
    public static int Cost(ReadOnlySpan<char> text) => text.Length + 4 * text.Count('&') + 3 * (text.Count('<') + text.Count('>'));

    /// <summary>The text, or a start of it with an ellipsis that says that there was more.</summary>
    public static string Short(string text, int limit) =>
        Cost(text) <= limit ? text : Start(text, limit - Ellipsis.Length, Cost) + Ellipsis;

    /// <summary>
    /// A start of a text that costs no more than <paramref name="limit"/>; it ends with a word, unless that would take much of it.
    /// </summary>
    public static string Start(string text, int limit, Func<ReadOnlySpan<char>, int> cost)
    {
        var start = ShownText.Cut(text, limit, cost);
        if (start.Length < text.Length && !char.IsWhiteSpace(text[start.Length]))
        {
            var gap = start.LastIndexOfAny([' ', '\n']);
            start = gap > start.Length * 3 / 4 ? start[..gap] : start;
        }

        return start.TrimEnd();
    }

    /// <summary>The text in as few pieces as fit, in order, cut at line breaks or spaces where there are any.</summary>
    public static IEnumerable<string> Pieces(string text, int limit)
    {
        var at = 0;
        while (at < text.Length)
        {
            var end = ShownText.CutAt(text, at, limit, Cost);
            if (end == at)
            {
                end = Math.Min(text.Length, at + limit / 5); // one "character" of hundreds of marks, made to break things: it may be cut
                end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            }
            else if (end < text.Length)
            {
                var gap = text.LastIndexOfAny(['\n', ' '], end - 1, end - at);
                end = gap > at ? gap + 1 : end;
            }

            if (text[at..end].Trim() is { Length: > 0 } piece)
            {
                yield return piece;
            }

            at = end;
        }
    }

    [GeneratedRegex(@"\n\s*\n\s*\n")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();
}
