using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>How something stands: a status, a decision, a ping, a history, a question to the owner.</summary>
internal static class StatusCard
{
    /// <summary>The blocks of the message: what there is to say, shortened where it is long, with a button that opens all of it.</summary>
    public static IEnumerable<JsonObject> Message(TextBudget pen, StatusView view) => view.Whole is not { } whole
        ? Modal(pen, view)
        :
        [
            .. First(pen, view),
            .. CardButtons.Rows(view.Details.Count > 0 || CardElements.IsShortened(pen, view.Parts)
            ? [.. view.Actions, whole] : view.Actions),
        ];

    /// <summary>The blocks of the dialog: everything.</summary>
    public static IEnumerable<JsonObject> Modal(TextBudget pen, StatusView view) =>
    [
        .. First(pen, view),
        .. CardButtons.Rows(view.Actions),
        .. Details(pen, view.Details),
    ];

    /// <summary>The rest, under a heading of its own.</summary>
    public static IEnumerable<JsonObject> Details(TextBudget pen, IReadOnlyList<TextPart> details) => details.Count == 0
        ? []
        : [CardElements.Divider(), .. CardElements.Heading(pen, CardWords.Details), .. CardElements.Parts(pen, details)];

    private static IEnumerable<JsonObject> First(TextBudget pen, StatusView view) =>
    [
        .. CardElements.News(pen, view),
        .. CardElements.Headline(pen, view.Heading),
        .. CardElements.Parts(pen, view.Parts),
    ];
}
