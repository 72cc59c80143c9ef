using PolicyBot.Application.Views;

namespace PolicyBot.Application.Tests;

/// <summary>Looks into views.</summary>
internal static class Looking
{
    /// <summary>All buttons of a view.</summary>
    public static IReadOnlyList<CardAction> Buttons(this CardView view) => view switch
    {
        FormView form => form.Actions,
        PreviewView preview => preview.Actions,
        ApprovalView approval => approval.Actions,
        StatusView status => status.Actions,
        ListView list => [.. list.Lines.Select(line => line.Open).OfType<CardAction>(), .. list.Actions],
        HomeView home =>
            [.. home.Actions, .. home.Sections.SelectMany(section => section.Lines).Select(line => line.Open).OfType<CardAction>()],
        _ => [],
    };

    /// <summary>What the buttons of a view do.</summary>
    public static IReadOnlyList<string> Verbs(this CardView view) => [.. view.Buttons().Select(action => action.Verb)];

    /// <summary>Every word of a view.</summary>
    public static string Words(this CardView view) => string.Join('\n', new[] { view.Summary, view.Fault, view.Done }.Concat(view switch
    {
        FormView form =>
            [form.Heading, .. Texts(form.Intro),
            .. form.Fields.Concat(form.More).SelectMany(field => new[] { field.Label, field.Value, field.Fault })],
        PreviewView preview => [preview.Heading, preview.RiskWords, .. Texts(preview.Parts), .. preview.Questions],
        ApprovalView approval =>
            [approval.Title, approval.RiskWords, approval.Acceptance, .. Texts(approval.Parts), .. Texts(approval.Details)],
        StatusView status => [status.Heading, .. Texts(status.Parts), .. Texts(status.Details)],
        ListView list => [list.Heading, .. Texts(list.Intro), .. list.Lines.SelectMany(line => new[] { line.Title, line.Text })],
        HomeView home =>
            [home.Heading,
            .. home.Sections.SelectMany(section =>
                new[] { section.Heading, section.Lines.Count == 0
                    ? section.Empty : null }.Concat(section.Lines.SelectMany(line => new[] { line.Title, line.Text })))],
        _ => throw new InvalidOperationException(view.GetType().Name),
    }));

    /// <summary>One fact of a view by its label.</summary>
    public static string Part(this CardView view, string label)
    {
        IEnumerable<TextPart> parts = view switch
        {
            FormView form => form.Intro,
            PreviewView preview => preview.Parts,
            ApprovalView approval => approval.Parts.Concat(approval.Details),
            StatusView status => status.Parts.Concat(status.Details),
            ListView list => list.Intro,
            _ => throw new InvalidOperationException(view.GetType().Name),
        };
        return parts.Single(part => part.Label == label).Text;
    }

    /// <summary>One field of a form by its id.</summary>
    public static FormField Field(this CardView view, string id) =>
        ((FormView)view).Fields.Concat(((FormView)view).More).Single(field => field.Id == id);

    private static IEnumerable<string?> Texts(IEnumerable<TextPart> parts) => parts.SelectMany(part => new[] { part.Label, part.Text });
}
