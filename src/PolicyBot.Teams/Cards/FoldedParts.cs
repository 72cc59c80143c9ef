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
    private const int FewLines = 90; // characters; about three lines on a phone
    private const int LineOnPhone = 40; // what a line break takes of them

    private FoldedParts(IReadOnlyList<JsonObject> elements, bool isFolded) => (Elements, IsFolded) = (elements, isFolded);

    /// <summary>The elements: the beginnings, and all of it, hidden.</summary>
    public IReadOnlyList<JsonObject> Elements { get; }

    /// <summary>Whether any text is folded.</summary>
    public bool IsFolded { get; }

    /// <summary>What the button toggles.</summary>
    public static (string Title, IReadOnlyList<string> Targets) Toggle => (CardWords.ShowAll, [Beginning, All]);

    /// <summary>Folds parts.</summary>
    public static FoldedParts Draw(TextBudget pen, IReadOnlyList<TextPart> parts)
    {
        List<TextPart> beginnings = [.. parts.Select(Begin)];
        if (beginnings.SequenceEqual(parts))
        {
            return new FoldedParts([.. CardElements.Parts(pen, parts)], isFolded: false);
        }

        var first = CardElements.Container(CardElements.Parts(pen, beginnings));
        first["id"] = Beginning;
        return new FoldedParts([first, CardElements.Hidden(All, open: false, CardElements.Parts(pen, parts))], isFolded: true);
    }

    private static TextPart Begin(TextPart part)
    {
        var start = ShownText.Cut(part.Text, FewLines, static piece => piece[^1] == '\n' ? LineOnPhone : 1);
        return start.Length == part.Text.Length ? part : part with { Text = start.TrimEnd() + "…" };
    }
}
