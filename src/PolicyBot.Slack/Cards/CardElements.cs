using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Slack.Cards;

/// <summary>The blocks that everything is made of, in the names of Block Kit.</summary>
internal static class CardElements
{
    /// <summary>A text in which Slack makes nothing of anything, not even of an emoji's name.</summary>
    public static JsonObject PlainText(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };

    /// <summary>The heading of the whole; nothing where the title above says it.</summary>
    public static IEnumerable<JsonObject> Headline(TextBudget pen, string text) =>
        SlackText.OneLine(text) == pen.Title ? [] : Heading(pen, text);

    /// <summary>A heading, which screen readers announce as one; a sentence that is too long for that is written out in bold.</summary>
    public static IEnumerable<JsonObject> Heading(TextBudget pen, string text)
    {
        var line = SlackText.OneLine(text);
        return line.Length > 0 && SlackText.Cost(line) > SlackLimits.Header
            ? new RichText().Line(pen.Label(line)).Blocks
            : [new JsonObject { ["type"] = "header", ["text"] = PlainText(TextBudget.Line(line, SlackLimits.Header)) }];
    }

    /// <summary>What went wrong, altogether and with each field, then what was just done; nothing where there is neither.</summary>
    public static IEnumerable<JsonObject> News(TextBudget pen, CardView view, params IEnumerable<FormField> fields)
    {
        var news = new RichText();
        if (view.Fault is { } fault)
        {
            news.Line(pen.Text(fault), emoji: "warning");
        }

        foreach (var field in fields.Where(field => field.Fault is not null))
        {
            // On a phone the invalid field is far below: its error is shown here too.
            news.Line(Lead(pen, field.Label), " " + pen.Label(field.Fault!));
        }

        if (view.Done is { } done)
        {
            news.Line(pen.Text(done), emoji: "white_check_mark");
        }

        return news.Blocks;
    }

    /// <summary>The risk in words; the colour beside them says nothing more.</summary>
    public static RichText Risk(TextBudget pen, RiskLabel risk, string words) => new RichText().Line(pen.Label(words), emoji: risk switch
    {
        RiskLabel.Low => "large_green_circle",
        RiskLabel.Medium => "large_yellow_circle",
        RiskLabel.High => "large_orange_circle",
        _ => "red_circle",
    });

    /// <summary>Parts, in order: facts with their label in front, paragraphs, and a person's own words set off.</summary>
    /// <param name="into">What they follow in the same block; null to begin one.</param>
    public static IReadOnlyList<JsonObject> Parts(TextBudget pen, IReadOnlyList<TextPart> parts, RichText? into = null)
    {
        var text = into ?? new RichText();
        foreach (var part in MostOf(pen, parts))
        {
            var words = pen.Text(part.Text);
            switch (part)
            {
                case { Quoted: true } when words.Length == 0: // a heading without words below it says nothing
                    break;
                case { Quoted: true, Label.Length: 0 }:
                    text.Quote(words);
                    break;
                case { Quoted: true }:
                    text.Line(pen.Label(part.Label)).Quote(words);
                    break;
                case { Label.Length: 0 }:
                    text.Line("", words.Length > 0 ? words : "–");
                    break;
                case var _ when words.Length == 0:
                    text.Line("", pen.Label(part.Label));
                    break;
                default:
                    text.Line(Lead(pen, part.Label), words.Contains('\n', StringComparison.Ordinal) ? "\n" + words : " " + words);
                    break;
            }
        }

        return text.Blocks;
    }

    /// <summary>Whether parts say less here than they would with room enough.</summary>
    public static bool IsShortened(TextBudget pen, IReadOnlyList<TextPart> parts) =>
        parts.Count > pen.Most || parts.Any(part => pen.Shortens(part.Text));

    /// <summary>A paragraph as a block of its own, whole on every screen.</summary>
    public static JsonObject Section(TextBudget pen, string text) => new()
    {
        ["type"] = "section",
        ["text"] =
            PlainText(SlackText.Plain(text) is { Length: > 0 } plain
                ? SlackText.Short(plain, Math.Min(SlackLimits.Text, pen.Longest)) : "–"),
        ["expand"] = true,
    };

    /// <summary>A line across.</summary>
    public static JsonObject Divider() => new() { ["type"] = "divider" };

    /// <summary>An exception and its revision, as buttons and modals carry them; both may be missing: <c>|0</c>.</summary>
    /// <param name="answer">What a button answers, after them; null for nothing.</param>
    public static string Routing(ExceptionId? id, int revision, string? answer = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{id?.Value}|{revision}") + (answer is null ? "" : $"|{answer}");

    private static string Lead(TextBudget pen, string label)
    {
        var name = pen.Label(label);
        return name.EndsWith(':') || name.EndsWith('?') ? name : name + ":";
    }

    // From the middle: what a thing is stands first, what follows from it and what came last stand at the end.
    private static IEnumerable<TextPart> MostOf(TextBudget pen, IReadOnlyList<TextPart> parts)
    {
        if (parts.Count <= pen.Most)
        {
            return parts;
        }

        var first = pen.Most / 2;
        var leftOut = string.Format(CultureInfo.InvariantCulture, CardWords.PartsLeftOut, parts.Count - pen.Most);
        return [.. parts.Take(first), TextPart.Paragraph(leftOut), .. parts.Skip(parts.Count - (pen.Most - first))];
    }
}
