using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Mail.Cards;

/// <summary>
/// Draws views as mail: a subject, plain text, and the same as HTML that loads nothing. Buttons are left out, for nothing is answered by
/// mail. Pure: the same view gives the same drawing.
/// </summary>
internal static class MailDrawing
{
    /// <summary>Where the subject, the plain text and the HTML are in a drawing.</summary>
    public const string Subject = "subject", Text = "text", Html = "html";

    private const int LongestSubject = 160;
    private const int LongestBody = 100_000;

    /// <summary>Draws a view.</summary>
    public static DrawnCard Draw(CardView view)
    {
        using var language = Languages.Use(view.Language);
        var (heading, pieces) = Read(view);
        var subject = OneLine(view.Summary);
        var (text, html) = (new StringBuilder(), new StringBuilder());
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{view.Language}\"><head><meta charset=\"utf-8\"><title>")
            .Append(Escape(subject)).Append("</title></head><body style=\"font-family:sans-serif;line-height:1.4\"><main>");
        html.Append("<h1 style=\"font-size:1.2em\">").Append(Escape(Clean(heading))).Append("</h1>");
        text.Append(Clean(heading)).Append("\n\n");
        foreach (var piece in (string?[])[view.Fault, view.Done])
        {
            Paragraph(text, html, new TextPart("", piece ?? ""));
        }

        foreach (var piece in pieces.TakeWhile(_ => text.Length < LongestBody))
        {
            Paragraph(text, html, piece);
        }

        foreach (var link in LinksOf(view))
        {
            text.Append(Clean(link.Title)).Append(": ").Append(link.Link!.AbsoluteUri).Append("\n\n");
            html.Append("<p><a href=\"").Append(Escape(link.Link.AbsoluteUri)).Append("\">").Append(Escape(Clean(link.Title)))
                .Append("</a></p>");
        }

        text.Append("-- \n").Append(MailWords.Footer).Append('\n');
        html.Append("<hr><p style=\"color:#555\">").Append(Escape(MailWords.Footer)).Append("</p></main></body></html>\n");
        var drawn = new JsonObject { [Subject] = subject, [Text] = text.ToString(), [Html] = html.ToString() };
        return DrawnCard.From(drawn, $"{subject}\n{text}");
    }

    private static (string Heading, IEnumerable<TextPart> Pieces) Read(CardView view) => view switch
    {
        StatusView status => (status.Heading, [.. status.Parts, .. status.Details]),
        ListView list => (list.Heading, [.. list.Intro, .. list.Lines.Select(Line)]),
        ApprovalView approval => ($"{approval.Id} · {approval.Title}", [TextPart.Paragraph(approval.RiskWords), .. approval.Parts]),
        PreviewView preview => (preview.Heading, [TextPart.Paragraph(preview.RiskWords), .. preview.Parts]),
        FormView form => (form.Heading, form.Intro),
        HomeView home => (
            home.Heading,
            home.Sections.SelectMany(section => section.Lines.Select(Line)
                .Prepend(TextPart.Paragraph(section.Lines.Count > 0 ? section.Heading : $"{section.Heading}: {section.Empty}")))),
        _ => (view.Summary, []),
    };

    // What a confidential exception is called stays in the chat.
    private static TextPart Line(ListLine line) => line.IsConfidential
        ? new TextPart(line.Open?.Id?.Value ?? MailWords.Confidential, MailWords.Confidential)
        : new TextPart(line.Title, line.Text);

    private static IEnumerable<CardAction> LinksOf(CardView view) => (view switch
    {
        StatusView status => status.Actions,
        ListView list => list.Actions,
        _ => [],
    }).Where(action => action.Link is { Scheme: "https" });

    private static void Paragraph(StringBuilder text, StringBuilder html, TextPart part)
    {
        var (label, words) = (Clean(part.Label), Clean(part.Text));
        if (label.Length + words.Length == 0)
        {
            return;
        }

        if (label.Length > 0)
        {
            text.Append(label).Append(":\n");
        }

        text.Append(part.Quoted ? $"> {words.Replace("\n", "\n> ", StringComparison.Ordinal)}" : words).Append("\n\n");
        html.Append("<p>");
        if (label.Length > 0)
        {
            html.Append("<strong>").Append(Escape(label)).Append("</strong><br>");
        }

        html.Append(part.Quoted ? "<q>" : "").Append(Escape(words).Replace("\n", "<br>", StringComparison.Ordinal))
            .Append(part.Quoted ? "</q>" : "").Append("</p>");
    }

    private static string OneLine(string words)
    {
        var line = Clean(words).Replace('\n', ' ').Trim();
        var cut = ShownText.Cut(line, LongestSubject, piece => piece.Length);
        return cut.Length < line.Length ? $"{cut}…" : line;
    }

    private static string Clean(string words) => ShownText.Clean(words).Trim();

    private static string Escape(string words) => WebUtility.HtmlEncode(words);
}
