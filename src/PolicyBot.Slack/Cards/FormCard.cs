using System.Text.Json.Nodes;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>
/// Something to fill in. A conversation has no inputs, so there it is a message with one button that opens the form as a dialog.
/// </summary>
internal static class FormCard
{
    /// <summary>The blocks of the message.</summary>
    public static IEnumerable<JsonObject> Message(TextBudget pen, FormView view) =>
    [
        .. CardElements.News(pen, view, Fields(view)),
        .. CardElements.Headline(pen, view.Heading),
        .. CardElements.Parts(pen, view.Intro),
        .. CardButtons.Rows([Launcher(view)]),
    ];

    /// <summary>The blocks of the dialog. It has no toggle: what is optional stands at the end, under a heading that says so.</summary>
    public static IEnumerable<JsonObject> Modal(TextBudget pen, FormView view) =>
    [
        .. CardElements.News(pen, view, Fields(view)),
        .. CardElements.Headline(pen, view.Heading),
        .. CardElements.Parts(pen, view.Intro),
        .. CardInputs.Draw(pen, First(view), view.Follows), // a first choice alone changes nothing under the thumb
        .. view.More.Count > 0
        ? [CardElements.Divider(), .. CardElements.Heading(pen, CardWords.More), .. CardInputs.Draw(pen, view.More)]
        : Array.Empty<JsonObject>(),
        .. CardButtons.Rows(view.Actions.Where(action => action != Submit(view))),
    ];

    /// <summary>Every field there is, in order.</summary>
    public static IEnumerable<FormField> Fields(FormView view) => First(view).Concat(view.More);

    /// <summary>The action that the dialog's own button is: the first that is a step and takes what was filled in; null for none.</summary>
    public static CardAction? Submit(FormView view) =>
        view.Actions.FirstOrDefault(action => !action.IgnoresInputs && action.Look != ActionLook.Plain)
            ?? view.Actions.FirstOrDefault(action => !action.IgnoresInputs);

    /// <summary>The button that opens the form: what led to it.</summary>
    public static CardAction Launcher(FormView view)
    {
        var about = Submit(view);
        var verb = about is null ? Verbs.Request : AllButtons.Find(about.Verb).OpeningVerb ?? about.Verb;
        return new CardAction
        {
            Verb = verb,
            Title = CardWords.OpenForm,
            Id = verb == Verbs.Request ? null : about!.Id,
            Revision = verb == Verbs.Request ? 0 : about!.Revision,
            Look = ActionLook.Positive,
        };
    }

    private static IEnumerable<FormField> First(FormView view) =>
        view.Follows.Where(follows => view.Fields.All(field => field.Id != follows.Id)).Concat(view.Fields);
}
