using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Web.Register;

/// <summary>One exception: how it stands, what was decided on, why these people decide, and what happened.</summary>
internal static class RecordPage
{
    /// <summary>Its address.</summary>
    public static string AddressOf(ExceptionId id) => $"{RegisterAddress.Page}/{id.Value}";

    /// <summary>The page.</summary>
    public static Html Render(Visitor visitor, RegisterRecord record) => PageLayout.Page(
        visitor, $"{record.Row.Id}: {record.Row.Title}", "", Html.From($"""
        <p class="back"><a href="{RegisterAddress.Page}">{PageWords.Back}</a></p>
        <h1>{record.Row.Title}</h1>
        <p class="state {Name(record.Status.Tone)}">{record.Status.Heading}
        {(record.Row.Confidential ? Html.From($"""<span class="mark">{PageWords.Confidential}</span>""") : Html.Empty)}</p>
        {(record.Status.Fault is { } fault ? Html.From($"""<p class="fault" role="alert">{fault}</p>""") : Html.Empty)}
        <section aria-labelledby="stands"><h2 id="stands">{PageWords.HowItStands}</h2>{Parts(record.Status.Parts)}</section>
        <section aria-labelledby="decided"><h2 id="decided">{PageWords.DecidedOn}</h2>{Parts(record.Status.Details)}</section>
        <section aria-labelledby="why"><h2 id="why">{PageWords.WhyThese}</h2>{Parts(record.Why.Parts)}</section>
        <section aria-labelledby="history"><h2 id="history">{PageWords.History}</h2>
        <ol class="timeline">{record.History.Parts.Select(Event)}</ol></section>
        """));

    private static Html Event(TextPart part) => Html.From($"""
        <li><p>{Html.Lines(part.Label)}</p>{(part.Text.Length > 0 ? Quote(part.Text) : Html.Empty)}</li>
        """);

    private static Html Parts(IReadOnlyList<TextPart> parts) => Html.Join(parts.Select(part => part.Label.Length > 0
        ? Html.From($"""<div class="fact"><h3>{part.Label}</h3>{(part.Quoted ? Quote(part.Text) : Paragraph(part.Text))}</div>""")
        : part.Quoted ? Quote(part.Text)
        : Paragraph(part.Text)));

    private static Html Paragraph(string text) => Html.From($"<p>{Html.Lines(text)}</p>");

    private static Html Quote(string text) => Html.From($"<blockquote>{Html.Lines(text)}</blockquote>");

    private static string Name(Tone tone) => tone.ToString().ToLowerInvariant();
}
