using System.Globalization;
using System.Text;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>What one drawing of a card goes by: the kind of its buttons, and how long a text may be in it.</summary>
/// <param name="actions">The kind of the buttons.</param>
/// <param name="exceptionId">The exception to name where a text is shortened; empty for none.</param>
/// <param name="longest">What a text may cost; longer ones are shortened visibly, labels and titles to a quarter of it.</param>
internal sealed class TextBudget(TeamsCardActions actions, string exceptionId, int longest)
{
    // What a line costs beside its text: the JSON of a RichTextBlock around it. So a text of many short lines counts as the long text that
    // it is.
    private const int LineCost = 90;

    private const string Ellipsis = "…";

    /// <summary>The kind of the buttons.</summary>
    public TeamsCardActions Actions => actions;

    /// <summary>The exception that the card is about; empty for none.</summary>
    public string ExceptionId => exceptionId;

    /// <summary>
    /// A text for <c>TextRun</c>s, one for each line that is not blank. Where it is shortened it says where the whole text is.
    /// </summary>
    public IReadOnlyList<string> Lines(string text)
    {
        var plain = TeamsText.Plain(text);
        if (Cost(plain) + LineCost > longest)
        {
            var notice = exceptionId.Length == 0
                ? CardWords.Shortened
                : string.Format(CultureInfo.InvariantCulture, CardWords.ShortenedWithId, exceptionId);
            plain = ShownText.Cut(plain, longest - LineCost - Cost(notice), Cost).TrimEnd() + notice;
        }

        return plain.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A text for one <c>TextRun</c>, label or title; an ellipsis says that it was shortened.</summary>
    public string OneLine(string text)
    {
        var line = TeamsText.OneLine(text);
        return Cost(line) <= longest / 4 ? line : ShownText.Cut(line, longest / 4 - Cost(Ellipsis), Cost).TrimEnd() + Ellipsis;
    }

    /// <summary>A text for a <c>TextBlock</c>.</summary>
    public string Escaped(string text) => TeamsText.Escaped(OneLine(text));

    // Bytes as JSON; a backslash counts for the one that Markdown needs beside it too.
    private static int Cost(ReadOnlySpan<char> text) =>
        Encoding.UTF8.GetByteCount(text) + text.Count('"') + text.Count('\\') * 3 + text.Count('\n') * LineCost;
}
