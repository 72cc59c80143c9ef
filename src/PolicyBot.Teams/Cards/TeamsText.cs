using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>Makes a person's text harmless for its place on a card. Every text of a view counts as a person's.</summary>
internal static partial class TeamsText
{
    private const char ZeroWidthSpace = '\u200B';

    // Always special in Teams' Markdown, wherever they stand; what is special at the start of a line only is in LineStart.
    private static readonly SearchValues<char> Special = SearchValues.Create(@"\`*_[]~<>|");

    /// <summary>
    /// For a <c>TextRun</c>, a label, a title: no control characters but line feeds, no direction overrides, no mention, no date macro.
    /// A <c>TextRun</c> knows no Markdown.
    /// </summary>
    public static string Plain(string text)
    {
        // A zero-width space breaks what a client would replace, and shows nothing.
        var broken = Mention().Replace(ShownText.Clean(text), $"<{ZeroWidthSpace}");
        return Macro().Replace(broken, $"$0{ZeroWidthSpace}");
    }

    /// <summary>For a place of one line: <see cref="Plain"/>, with line breaks as spaces.</summary>
    public static string OneLine(string text) => LineBreaks().Replace(Plain(text), " ").Trim();

    /// <summary>
    /// For a <c>TextBlock</c> and every other element that may run Markdown: <see cref="OneLine"/>, escaped so that no mark-up and no link
    /// comes of it.
    /// </summary>
    public static string Escaped(string text)
    {
        var line = OneLine(text);
        var escaped = new StringBuilder(line.Length + 8);
        foreach (var character in line)
        {
            if (Special.Contains(character))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        // Only where they would start a list or a heading: a client that shows the backslash shows few of them.
        var started = LineStart().Replace(escaped.ToString(), @"$1\$2");
        return BareLink().Replace(started, $"$0{ZeroWidthSpace}");
    }

    [GeneratedRegex("<(?=/?at)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"[\${](?=\{)")] // {{DATE(…)}} and ${…}
    private static partial Regex Macro();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();

    [GeneratedRegex(@"^(\d*)([#+\-.)=])")]
    private static partial Regex LineStart();

    // Characters that make a client show a link where the text has none: https://…, a@b.example, www.b.example.
    [GeneratedRegex(@"(?<=\w)[.:@](?=[\w/])")]
    private static partial Regex BareLink();
}
