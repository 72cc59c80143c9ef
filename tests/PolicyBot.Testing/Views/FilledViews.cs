using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Views;

/// <summary>The sample views with a text of the test's choice in every place where a person's text can stand.</summary>
public static class FilledViews
{
    /// <param name="text">The text for a place, given the most UTF-16 code units it can hold.</param>
    public static IReadOnlyDictionary<string, CardView> All(Func<int, string> text) => new Dictionary<string, CardView>
    {
        ["form"] = Form(text),
        ["preview"] = Preview(text),
        ["approval"] = Approval(text),
        ["status"] = Status(text),
        ["list"] = List(text),
    };

    public static FormView Form(Func<int, string> text)
    {
        var form = SampleViews.RefusedForm();
        return form with
        {
            Summary = text(TextLimits.Title),
            Heading = text(TextLimits.Title),
            Fault = text(TextLimits.Other),
            Done = text(TextLimits.Title),
            Intro = Parts(text),
            Fields = [.. form.Fields.Select(field => Field(field, text))],
            More = [.. form.More.Select(field => Field(field, text))],
        };
    }

    public static PreviewView Preview(Func<int, string> text) => SampleViews.Preview() with
    {
        Summary = text(TextLimits.Title),
        Heading = text(TextLimits.Title),
        RiskWords = text(TextLimits.Field),
        Parts = Parts(text),
        Questions = [text(TextLimits.Other), text(TextLimits.Other), text(TextLimits.Other)],
    };

    public static ApprovalView Approval(Func<int, string> text) => SampleViews.Approval() with
    {
        Summary = text(TextLimits.Title),
        Title = text(TextLimits.Title),
        RiskWords = text(TextLimits.Field),
        Parts = Parts(text),
        Details = [.. Parts(text), .. Parts(text)],
        Acceptance = text(TextLimits.Title),
        Comment = Field(SampleViews.Approval().Comment, text),
    };

    public static StatusView Status(Func<int, string> text) => SampleViews.Status() with
    {
        Summary = text(TextLimits.Title),
        Heading = text(TextLimits.Title),
        Done = text(TextLimits.Field),
        Parts = Parts(text),
        Details = Parts(text),
    };

    public static ListView List(Func<int, string> text) => SampleViews.List() with
    {
        Summary = text(TextLimits.Title),
        Heading = text(TextLimits.Title),
        Lines = [.. Enumerable.Range(0, 15)
            .Select(_ => new ListLine(text(TextLimits.Title), text(TextLimits.Field), SampleViews.Action(Verbs.Status, "Open")))],
    };

    private static IReadOnlyList<TextPart> Parts(Func<int, string> text) =>
    [
        TextPart.Paragraph(text(TextLimits.Other)),
        new("Why", text(TextLimits.Justification), Quoted: true),
        new("Instead", text(TextLimits.Other), Quoted: true),
        new("", text(TextLimits.Other), Quoted: true),
        new(text(TextLimits.Title), text(TextLimits.Other)),
    ];

    private static FormField Field(FormField field, Func<int, string> text) => field with
    {
        Label = text(TextLimits.Title),
        ErrorMessage = text(TextLimits.Title),
        Placeholder = text(TextLimits.Title),
        Fault = field.Fault is null ? null : text(TextLimits.Title),
        Value = field.Kind is FieldKind.Text or FieldKind.Line ? text(field.MaxLength) : field.Value,
        Choices = [.. field.Choices.Select(choice => choice with { Title = text(TextLimits.Title) })],
    };
}
