using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>
/// How something stands: a status, a decision, a ping, a question to the owner. It has no inputs, so nothing holds its buttons back.
/// </summary>
internal static class StatusCard
{
    private const string Details = "policybot.details";

    /// <summary>The body of the card.</summary>
    public static JsonArray Body(TextBudget pen, StatusView view)
    {
        var heading = CardElements.Heading(pen, view.Heading);
        List<JsonObject> body =
        [
            .. CardElements.News(pen, view),
            view.Tone switch
            {
                Tone.Attention => CardElements.Band("warning", heading),
                Tone.Good => CardElements.Band("good", heading),
                Tone.Bad => CardElements.Band("attention", heading),
                _ => heading,
            },
            .. CardElements.Parts(pen, view.Parts),
        ];
        if (view.Details.Count > 0)
        {
            body.Add(CardButtons.Toggles((CardWords.Details, [Details])));
            body.Add(CardElements.Hidden(Details, open: false, CardElements.Parts(pen, view.Details)));
        }

        return [.. body];
    }

    /// <summary>The buttons of the card.</summary>
    public static JsonArray Actions(TextBudget pen, StatusView view) => CardButtons.Draw(pen, view.Actions, beside: false);
}
