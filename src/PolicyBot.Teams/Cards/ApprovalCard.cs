using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>
/// What an approver decides on, made for a phone: all that a decision needs, the comment and the three buttons come first, long texts with
/// their first lines; the rest opens below them. All three decisions need the comment, so the required input holds back the right buttons,
/// and nothing else on this card sends anything.
/// </summary>
internal static class ApprovalCard
{
    private const string Conditions = "policybot.more"; // as cards that are out call it
    private const string Details = "policybot.details";

    /// <summary>The body of the card.</summary>
    public static JsonArray Body(TextBudget pen, ApprovalView view)
    {
        var parts = FoldedParts.Draw(pen, view.Parts, folds: part => part.Label.Length > 0); // a paragraph says what is special
        List<JsonObject> body =
        [
            .. CardElements.News(pen, view, view.More.Prepend(view.Comment)),
            CardElements.Risk(
                pen,
                view.Risk,
                $"{view.RiskWords} · {view.PolicyId} · {view.Id.Value}",
                CardElements.With(CardElements.Heading(pen, view.Title), "spacing", "none")),
            .. Closer(parts.Elements),
            .. Closer(CardElements.Paragraph(pen, view.Acceptance, bold: true)),
            .. Closer(CardInputs.Draw(pen, [view.Comment], hidden: false)),
            .. Closer([CardButtons.Row(CardButtons.Draw(pen, view.Actions, beside: true))]),
        ];

        var toggles = new List<(string Title, IReadOnlyList<string> Targets)>();
        var opened = new List<JsonObject>();
        if (parts.IsFolded)
        {
            toggles.Add(FoldedParts.Toggle);
        }

        if (view.Details.Count > 0)
        {
            toggles.Add((CardWords.Details, [Details]));
            opened.Add(CardElements.Hidden(Details, open: false, CardElements.Parts(pen, view.Details)));
        }

        if (view.More.Count > 0)
        {
            toggles.Add((CardWords.Conditions, [Conditions]));
            var isOpen = view.More.Any(field => field.Fault is not null);
            opened.Add(CardElements.Hidden(Conditions, isOpen, CardInputs.Draw(pen, view.More, hidden: true)));
        }

        if (toggles.Count > 0)
        {
            body.Add(CardButtons.Toggles(toggles));
            body.AddRange(opened);
        }

        return [.. body];
    }

    // Close below what comes before: the buttons stay in reach also where a title takes two lines.
    private static IEnumerable<JsonObject> Closer(IEnumerable<JsonObject> elements) =>
        elements.Select((element, index) => index > 0 ? element : CardElements.With(element, "spacing", "small"));
}
