using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>
/// Something to fill in. When an answer was refused, the faults stand above and at their fields, and the person's answers stay in them.
/// </summary>
internal static class FormCard
{
    private const string More = "policybot.more";

    /// <summary>The body of the card.</summary>
    public static JsonArray Body(TextBudget pen, FormView view)
    {
        List<JsonObject> body =
        [
            .. CardElements.News(pen, view, view.Fields.Concat(view.More)),
            CardElements.Heading(pen, view.Heading),
            .. CardElements.Parts(pen, view.Intro),
            .. CardInputs.Draw(pen, view.Fields, hidden: false),
        ];
        if (view.More.Count > 0)
        {
            body.Add(CardButtons.Toggles((CardWords.More, [More])));
            body.Add(
                CardElements.Hidden(More, view.More.Any(field => field.Fault is not null), CardInputs.Draw(pen, view.More, hidden: true)));
        }

        return [.. body];
    }

    /// <summary>The buttons of the card.</summary>
    public static JsonArray Actions(TextBudget pen, FormView view) =>
        CardButtons.Draw(pen, view.Actions, beside: view.Fields.Count + view.More.Count > 0);
}
