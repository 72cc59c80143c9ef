using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>What the requester checks before sending.</summary>
internal static class PreviewCard
{
    /// <summary>The body of the card.</summary>
    public static JsonArray Body(TextBudget pen, PreviewView view)
    {
        var parts = FoldedParts.Draw(pen, view.Parts, folds: part => part.Quoted); // what follows from it is read before it is sent
        return
        [
            .. CardElements.News(pen, view),
            CardElements.Heading(pen, view.Heading),
            CardElements.Risk(pen, view.Risk, view.RiskWords),
            .. parts.Elements,
            .. Questions(pen, view.Questions),
            .. parts.IsFolded ? [CardButtons.Toggles(FoldedParts.Toggle)] : Array.Empty<JsonObject>(),
        ];
    }

    /// <summary>The buttons of the card.</summary>
    public static JsonArray Actions(TextBudget pen, PreviewView view) => CardButtons.Draw(pen, view.Actions, beside: false);

    private static IEnumerable<JsonObject> Questions(TextBudget pen, IReadOnlyList<string> questions) => questions.Count == 0
        ? []
        :
        [
            CardElements.RichText(CardElements.Run(CardWords.QuestionsLead, bold: true)),
            .. questions.Select((question, index) => CardElements.With(
                CardElements.RichText(
                    CardElements.Run(string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {pen.OneLine(question)}"))),
                "spacing",
                "small")),
        ];
}
