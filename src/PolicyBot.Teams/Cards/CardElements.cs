using System.Text.Json.Nodes;
using PolicyBot.Core.Assessment;
using PolicyBot.Core.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>The elements that all cards are made of, in the names of the Adaptive Card schema 1.5.</summary>
internal static class CardElements
{
    /// <summary>The heading, which screen readers announce as one.</summary>
    public static JsonObject Heading(CardPen pen, string text) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = pen.Escaped(text),
        ["style"] = "heading",
        ["size"] = "large",
        ["weight"] = "bolder",
        ["wrap"] = true,
    };

    /// <summary>A coloured band whose words say the same as its colour.</summary>
    public static JsonObject Band(string style, params IEnumerable<JsonObject> items) => Container(items) is var band
        ? With(band, "style", style)
        : band;

    /// <summary>The band with the risk, in words and in colour.</summary>
    public static JsonObject Risk(CardPen pen, RiskLabel risk, string words) => Band(
        risk switch
        {
            RiskLabel.Low => "good",
            RiskLabel.Medium => "warning",
            _ => "attention",
        },
        RichText(Run(pen.OneLine(words), bold: true)));

    /// <summary>What went wrong, then what was just done; nothing where there is neither.</summary>
    public static IEnumerable<JsonObject> News(CardPen pen, CardView view)
    {
        if (view.Fault is { } fault)
        {
            yield return Band("attention", Paragraph(pen, fault, color: "attention", bold: true));
        }

        if (view.Done is { } done)
        {
            yield return Band("good", Paragraph(pen, done, bold: true));
        }
    }

    /// <summary>Parts, in order: facts with their label in front, paragraphs, and somebody's own words set off.</summary>
    public static IEnumerable<JsonObject> Parts(CardPen pen, IEnumerable<TextPart> parts) => parts.SelectMany(part => Part(pen, part));

    /// <summary>A paragraph: a block for each line, because clients disagree about line breaks inside one.</summary>
    public static IEnumerable<JsonObject> Paragraph(CardPen pen, string text, string? color = null, bool bold = false, bool subtle = false) =>
        pen.Lines(text).Select((line, index) => Follow(RichText(Run(line, bold, subtle, color)), index));

    /// <summary>A block of runs.</summary>
    public static JsonObject RichText(params IEnumerable<JsonObject> runs) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray([.. runs]),
    };

    /// <summary>A run of text, which knows no Markdown.</summary>
    public static JsonObject Run(string text, bool bold = false, bool subtle = false, string? color = null)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (bold)
        {
            run["weight"] = "bolder";
        }

        if (subtle)
        {
            run["isSubtle"] = true;
        }

        if (color is not null)
        {
            run["color"] = color;
        }

        return run;
    }

    /// <summary>Elements that belong together.</summary>
    public static JsonObject Container(params IEnumerable<JsonObject> items) => new()
    {
        ["type"] = "Container",
        ["items"] = new JsonArray([.. items]),
    };

    /// <summary>A container that a toggle opens.</summary>
    public static JsonObject Hidden(string id, bool open, params IEnumerable<JsonObject> items)
    {
        var container = Container(items);
        container["id"] = id;
        container["isVisible"] = open;
        return container;
    }

    /// <summary>An element with one more member.</summary>
    public static JsonObject With(JsonObject element, string name, JsonNode value)
    {
        element[name] = value;
        return element;
    }

    private static IEnumerable<JsonObject> Part(CardPen pen, TextPart part)
    {
        if (part.Quoted)
        {
            var label = part.Label.Length == 0 ? [] : new[] { RichText(Run(pen.OneLine(part.Label), bold: true)) };
            yield return Band("emphasis", [.. label, .. Paragraph(pen, part.Text).Select(line => With(line, "spacing", "none"))]);
            yield break;
        }

        var lines = pen.Lines(part.Text);
        if (part.Label.Length > 0)
        {
            var runs = new List<JsonObject> { Run(Colon(pen.OneLine(part.Label)), bold: true) };
            runs.AddRange(lines.Take(1).Select(line => Run(line)));
            yield return With(RichText(runs), "spacing", "small");
            lines = [.. lines.Skip(1)];
        }

        foreach (var (index, line) in lines.Index())
        {
            yield return Follow(RichText(Run(line)), part.Label.Length > 0 ? 1 : index);
        }
    }

    private static JsonObject Follow(JsonObject element, int index) => index == 0 ? element : With(element, "spacing", "none");

    private static string Colon(string label) => (label[^1..] is ":" or "?" or "." ? label : label + ":") + " ";
}
