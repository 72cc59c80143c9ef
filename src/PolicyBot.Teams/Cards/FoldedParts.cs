using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>
/// Parts of which long texts show their first lines only, so that what follows stays in reach on a phone; <c>Show all</c> unfolds them
/// where they stand, and folds them again.
/// </summary>
internal sealed class FoldedParts
{
    private const string Beginning = "policybot.beginning";
    private const string All = "policybot.all";
    private const int FewLines = 80; // characters with the label; about two lines on a phone
    private const int LineOnPhone = 40; // what a line break takes of them

    private FoldedParts(IReadOnlyList<JsonObject> elements, bool isFolded) => (Elements, IsFolded) = (elements, isFolded);

    /// <summary>The elements: the beginnings, and all of it, hidden.</summary>
    public IReadOnlyList<JsonObject> Elements { get; }

    /// <summary>Whether any text is folded.</summary>
    public bool IsFolded { get; }

    /// <summary>What the button toggles.</summary>
    public static (string Title, IReadOnlyList<string> Targets) Toggle => (CardWords.ShowAll, [Beginning, All]);

    /// <summary>Folds parts.</summary>
    /// <param name="pen">What the card may still hold.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="folds">Which of them: the rest stands in full.</param>
    public static FoldedParts Draw(TextBudget pen, IReadOnlyList<TextPart> parts, Func<TextPart, bool> folds)
    {
        List<TextPart> beginnings = [.. parts.Select(part => folds(part) ? Begin(part) : part)];
        if (beginnings.SequenceEqual(parts))
        {
            return new FoldedParts([.. CardElements.Parts(pen, parts)], isFolded: false);
        }

        var first = CardElements.Container(CardElements.Parts(pen, beginnings).Select(Close));
        first["id"] = Beginning;
        return new FoldedParts([first, CardElements.Hidden(All, open: false, CardElements.Parts(pen, parts))], isFolded: true);
    }

    // Lines that are read at a glance stand closer than paragraphs.
    private static JsonObject Close(JsonObject element)
    {
        foreach (var line in element["items"] is JsonArray items ? items.OfType<JsonObject>() : [element])
        {
            if (line.ContainsKey("spacing"))
            {
                line["spacing"] = "none";
            }
        }

        return element;
    }

    private static TextPart Begin(TextPart part)
    {
        var start = ShownText.Cut(part.Text, FewLines - part.Label.Length, static piece => piece[^1] == '\n' ? LineOnPhone : 1);
        return start.Length == part.Text.Length ? part : part with { Text = ToWord(start) + "…" };
    }

    // Not in the middle of a word, unless the text has no blank.
    private static string ToWord(string start)
    {
        var end = start.LastIndexOfAny([' ', '\n']);
        return (end > start.Length / 2 ? start[..end] : start).TrimEnd(' ', '\n', '\r', ',', ';', ':');
    }
}
