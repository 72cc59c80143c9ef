using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>Several exceptions, one a line, each with a button that opens it.</summary>
internal static class ListCard
{
    /// <summary>The body of the card.</summary>
    /// <param name="lines">How many lines there is room for; the others are counted, never left out silently.</param>
    public static JsonArray Body(TextBudget pen, ListView view, int lines)
    {
        List<JsonObject> body =
        [
            .. CardElements.News(pen, view),
            CardElements.Heading(pen, view.Heading),
            .. CardElements.Parts(pen, view.Intro),
            .. view.Lines.Take(lines).Select(line => Line(pen, line)),
        ];
        if (lines < view.Lines.Count)
        {
            var leftOut = string.Format(CultureInfo.InvariantCulture, CardWords.LinesLeftOut, view.Lines.Count - lines);
            body.Add(CardElements.RichText(CardElements.Run(leftOut, subtle: true)));
        }

        return [.. body];
    }

    /// <summary>The buttons of the card.</summary>
    public static JsonArray Actions(TextBudget pen, ListView view) => CardButtons.Draw(pen, view.Actions, beside: false);

    private static JsonObject Line(TextBudget pen, ListLine line)
    {
        List<JsonObject> columns =
        [
            Column("stretch", CardElements.RichText(CardElements.Run(pen.OneLine(line.Title), bold: true)),
            [
                .. CardElements.Paragraph(pen, line.Text, subtle: true).Select(text => CardElements.With(text, "spacing", "none")),
            ]),
        ];
        if (line.Open is { } open)
        {
            columns.Add(
                CardElements.With(Column("auto", CardButtons.Row(CardButtons.Draw(pen, [open], beside: false)), []),
                "verticalContentAlignment", "center"));
        }

        return new JsonObject { ["type"] = "ColumnSet", ["columns"] = new JsonArray([.. columns]), ["separator"] = true };
    }

    private static JsonObject Column(string width, JsonObject first, IEnumerable<JsonObject> others) => new()
    {
        ["type"] = "Column",
        ["width"] = width,
        ["items"] = new JsonArray([first, .. others]),
    };
}
