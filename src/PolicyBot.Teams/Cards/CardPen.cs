using System.Globalization;
using System.Text;

namespace PolicyBot.Teams.Cards;

/// <summary>What one drawing of a card goes by: the kind of its buttons, and how long a text may be in it.</summary>
/// <param name="actions">The kind of the buttons.</param>
/// <param name="exceptionId">The exception to name where a text is shortened; empty for none.</param>
/// <param name="longest">What a text may cost; longer ones are shortened visibly.</param>
internal sealed class CardPen(TeamsCardActions actions, string exceptionId, int longest)
{
    // What a line costs beside its text: the JSON of a RichTextBlock around it. So a text of many short lines counts as the long text that it is.
    private const int LineCost = 90;

    /// <summary>The kind of the buttons.</summary>
    public TeamsCardActions Actions => actions;

    /// <summary>The exception that the card is about; empty for none.</summary>
    public string ExceptionId => exceptionId;

    /// <summary>A text for <c>TextRun</c>s, one for each line that is not blank; shortened visibly if it is too long.</summary>
    public IReadOnlyList<string> Lines(string text) =>
        Fit(TeamsText.Plain(text)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A text for one <c>TextRun</c>, label or title.</summary>
    public string OneLine(string text) => Fit(TeamsText.OneLine(text));

    /// <summary>A text for a <c>TextBlock</c>.</summary>
    public string Escaped(string text) => TeamsText.Escaped(OneLine(text));

    private string Fit(string text)
    {
        if (Cost(text) + LineCost <= longest)
        {
            return text;
        }

        var notice = exceptionId.Length == 0
            ? CardWords.Shortened
            : string.Format(CultureInfo.InvariantCulture, CardWords.ShortenedWithId, exceptionId);
        return TeamsText.Cut(text, longest - LineCost - Cost(notice), Cost).TrimEnd() + notice;
    }

    private static int Cost(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text) + text.Count('\n') * LineCost;
}
