using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>
/// What an approver decides on, made for a phone: all that a decision needs, the comment and the three buttons come first; the rest opens
/// below them. All three decisions need the comment, so the required input holds back the right buttons, and nothing else on this card
/// sends anything.
/// </summary>
internal static class ApprovalCard
{
    private const string More = "policybot.more";
    private const string Details = "policybot.details";
    private const int FirstScreen = 200; // characters; about five lines on a phone, so that comment and buttons stay in reach
    private const int LineOnPhone = 40; // what a line break takes of them

    /// <summary>The body of the card.</summary>
    public static JsonArray Body(TextBudget pen, ApprovalView view)
    {
        List<JsonObject> body =
        [
            .. CardElements.News(pen, view, view.More.Prepend(view.Comment)),
            CardElements.Risk(
                pen,
                view.Risk,
                view.RiskWords,
                CardElements.With(CardElements.Heading(pen, view.Title), "spacing", "small"),
                CardElements.With(CardElements.RichText(CardElements.Run(view.Id.Value, subtle: true)), "spacing", "none")),
            .. CardElements.Parts(pen, view.Parts.Select(Start)),
            .. CardElements.Paragraph(pen, view.Acceptance, bold: true),
            .. CardInputs.Draw(pen, [view.Comment], hidden: false),
            CardButtons.Row(CardButtons.Draw(pen, view.Actions, beside: true)),
        ];

        var toggles = new List<(string Title, string Target)>();
        var opened = new List<JsonObject>();
        if (view.More.Count > 0)
        {
            toggles.Add((CardWords.More, More));
            opened.Add(
                CardElements.Hidden(More, view.More.Any(field => field.Fault is not null), CardInputs.Draw(pen, view.More, hidden: true)));
        }

        List<TextPart> details = [.. view.Parts.Where(part => Start(part) != part), .. view.Details];
        if (details.Count > 0)
        {
            toggles.Add((CardWords.Details, Details));
            opened.Add(CardElements.Hidden(Details, open: false, CardElements.Parts(pen, details)));
        }

        if (toggles.Count > 0)
        {
            body.Add(CardButtons.Toggles(toggles));
            body.AddRange(opened);
        }

        return [.. body];
    }

    /// <summary>The part as the first screen has room for it; the part itself when it is short enough.</summary>
    private static TextPart Start(TextPart part)
    {
        var start = ShownText.Cut(part.Text, FirstScreen, static piece => piece[^1] == '\n' ? LineOnPhone : 1);
        return start.Length == part.Text.Length ? part : part with { Text = $"{start.TrimEnd()} {CardWords.WholeInDetails}" };
    }
}
