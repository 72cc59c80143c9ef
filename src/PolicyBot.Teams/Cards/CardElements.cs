using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Teams.Cards;

/// <summary>The elements that all cards are made of, in the names of the Adaptive Card schema 1.5.</summary>
internal static class CardElements
{
    /// <summary>The heading, which screen readers announce as one.</summary>
    public static JsonObject Heading(TextBudget pen, string text) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = pen.Escaped(text),
        ["style"] = "heading",
        ["size"] = "medium",
        ["weight"] = "bolder",
        ["wrap"] = true,
    };

    /// <summary>A coloured band from edge to edge, whose words say the same as its colour.</summary>
    public static JsonObject Band(string style, params IEnumerable<JsonObject> items) =>
        With(With(Container(items), "style", style), "bleed", true);

    /// <summary>The band with the risk, in words and in colour.</summary>
    /// <param name="below">What else stands in the band.</param>
    public static JsonObject Risk(TextBudget pen, RiskLabel risk, string words, params IEnumerable<JsonObject> below) => Band(
        risk switch
        {
            RiskLabel.Low => "good",
            RiskLabel.Medium => "warning",
            _ => "attention",
        },
        [RichText(Run(pen.OneLine(words), bold: true)), .. below]);

    /// <summary>What went wrong, altogether and with each field, then what was just done; nothing where there is neither.</summary>
    public static IEnumerable<JsonObject> News(TextBudget pen, CardView view, params IEnumerable<FormField> fields)
    {
        List<JsonObject> faults = view.Fault is { } fault ? [.. Paragraph(pen, fault, color: "attention", bold: true)] : [];
        foreach (var field in fields.Where(field => field.Fault is not null))
        {
            // On a phone the invalid field is far below: its error is shown here too.
            faults.Add(With(RichText(Fact(pen, field.Label, pen.OneLine(field.Fault!), color: "attention")), "spacing", "small"));
        }

        if (faults.Count > 0)
        {
            yield return Band("attention", faults);
        }

        if (view.Done is { } done)
        {
            yield return Band("good", Paragraph(pen, done, bold: true));
        }
    }

    /// <summary>
    /// Parts, in order: facts with their label in front, paragraphs, and a person's own words set off, together where they follow each
    /// other.
    /// </summary>
    public static IEnumerable<JsonObject> Parts(TextBudget pen, IEnumerable<TextPart> parts)
    {
        var quotes = new List<JsonObject>();
        foreach (var part in parts.Where(part => part.Text.Length > 0 || !part.Quoted)) // a heading without words below it says nothing
        {
            if (part.Quoted)
            {
                quotes.AddRange(Quote(pen, part));
                continue;
            }

            if (quotes.Count > 0)
            {
                yield return Band("emphasis", quotes);
                quotes = [];
            }

            foreach (var element in part.Label.Length == 0 ? Paragraph(pen, part.Text) : Fact(pen, part))
            {
                yield return element;
            }
        }

        if (quotes.Count > 0)
        {
            yield return Band("emphasis", quotes);
        }
    }

    /// <summary>A paragraph: a block for each line, because clients disagree about line breaks inside one.</summary>
    public static IEnumerable<JsonObject> Paragraph(
        TextBudget pen, string text, string? color = null, bool bold = false, bool subtle = false) =>
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

    private static IEnumerable<JsonObject> Quote(TextBudget pen, TextPart part)
    {
        return part.Label.Length == 0 ? Paragraph(pen, part.Text) : Fact(pen, part);
    }

    private static IEnumerable<JsonObject> Fact(TextBudget pen, TextPart part)
    {
        var lines = pen.Lines(part.Text);
        return
        [
            With(RichText(lines.Count == 0 ? [Run(pen.OneLine(part.Label))] : Fact(pen, part.Label, lines[0])), "spacing", "small"),
            .. lines.Skip(1).Select(line => With(RichText(Run(line)), "spacing", "none")),
        ];
    }

    private static IEnumerable<JsonObject> Fact(TextBudget pen, string label, string text, string? color = null)
    {
        var name = pen.OneLine(label);
        return [Run(name.EndsWith(':') || name.EndsWith('?') ? name + " " : name + ": ", bold: true, color: color),
            Run(text, color: color)];
    }

    private static JsonObject Follow(JsonObject element, int index) => index == 0 ? element : With(element, "spacing", "none");
}
