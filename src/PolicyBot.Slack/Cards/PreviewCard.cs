using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>What the requester checks before sending. In a dialog <c>Submit</c> is the dialog's own button.</summary>
internal static class PreviewCard
{
    /// <summary>The blocks of the message.</summary>
    public static IEnumerable<JsonObject> Message(TextBudget pen, PreviewView view) => Draw(pen, view, view.Actions);

    /// <summary>The blocks of the dialog.</summary>
    public static IEnumerable<JsonObject> Modal(TextBudget pen, PreviewView view) =>
        Draw(pen, view, view.Actions.Where(action => action != Submit(view)));

    /// <summary>The action that the dialog's own button is; null for none.</summary>
    public static CardAction? Submit(PreviewView view) => view.Actions.FirstOrDefault(action => action.Verb == Verbs.Submit);

    private static IEnumerable<JsonObject> Draw(TextBudget pen, PreviewView view, IEnumerable<CardAction> actions) =>
    [
        .. CardElements.News(pen, view),
        .. CardElements.Headline(pen, view.Heading),
        .. CardElements.Parts(pen, [.. view.Parts, .. Questions(view.Questions)], CardElements.Risk(pen, view.Risk, view.RiskWords)),
        .. CardButtons.Rows(actions),
    ];

    private static IEnumerable<TextPart> Questions(IReadOnlyList<string> questions) => questions.Count == 0
        ? []
        : [new TextPart(CardWords.QuestionsLead,
        string.Join('\n', questions.Select((question, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {question}"))))];
}
