using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// What an approver decides on, made for a phone: risk, what, who, until when, why, what stands in its place, what is open, the sentence of
/// accepted risk, then the three buttons. Each opens a dialog that asks for the comment. Messages in Slack do not unfold, so
/// <c>Show all</c> opens a dialog with every text that was shortened and everything else; where none was, that button is <c>Details</c>.
/// </summary>
internal static class ApprovalCard
{
    /// <summary>
    /// The block with the sentence of accepted risk: the dialog of a decision is drawn from the message alone, and says it again.
    /// </summary>
    public const string Acceptance = "acceptance";

    /// <summary>The longest text of the message, in characters; about three lines on a phone, so that the buttons stay in reach.</summary>
    public const int Longest = 120;

    /// <summary>The blocks of the message.</summary>
    public static IEnumerable<JsonObject> Message(TextBudget pen, ApprovalView view) =>
    [
        .. First(pen, view),
        .. CardButtons.Rows([.. view.Actions, CardElements.IsShortened(pen, view.Parts) ? ShowAll(view) : Details(view)]),
    ];

    /// <summary>The button that opens everything where texts are shortened.</summary>
    public static CardAction ShowAll(ApprovalView view) => Details(view) with { Title = CardWords.ShowAll };

    /// <summary>The blocks of the dialog: the same with room for everything.</summary>
    public static IEnumerable<JsonObject> Modal(TextBudget pen, ApprovalView view) =>
    [
        .. First(pen, view),
        .. CardButtons.Rows(view.Actions),
        .. StatusCard.Details(pen, view.Details),
    ];

    /// <summary>The button that opens everything.</summary>
    public static CardAction Details(ApprovalView view) =>
        new() { Verb = Verbs.Details, Title = CardWords.Details, Id = view.Id, Revision = view.Revision, IgnoresInputs = true };

    private static IEnumerable<JsonObject> First(TextBudget pen, ApprovalView view)
    {
        var acceptance = CardElements.Section(pen with { Longest = int.MaxValue }, view.Acceptance); // what is accepted is never shortened
        acceptance["block_id"] = Acceptance;
        return
        [
            .. CardElements.News(pen, view, view.More.Prepend(view.Comment)),
            .. CardElements.Heading(pen, $"{view.Id} · {view.RiskWords} · {view.PolicyId}"),
            .. CardElements.Parts(pen, view.Parts, new RichText().Quote(pen.Text(view.Title), bold: true)),
            acceptance,
        ];
    }
}
