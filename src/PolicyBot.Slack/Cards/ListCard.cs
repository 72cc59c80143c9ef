using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>Several exceptions, one a line, each with a button that opens it; or a plain answer.</summary>
internal static class ListCard
{
    /// <summary>The blocks, in a message as in a dialog.</summary>
    public static IEnumerable<JsonObject> Draw(TextBudget pen, ListView view) =>
    [
        .. CardElements.News(pen, view),
        .. view is { Intro.Count: 0, Lines.Count: 0, Actions.Count: 0 }
        ? [CardElements.Section(pen, view.Heading)] : CardElements.Headline(pen, view.Heading),
        .. CardElements.Parts(pen, view.Intro),
        .. Lines(pen, view.Lines, 0),
        .. CardButtons.Rows(view.Actions),
    ];

    /// <summary>Lines, as many as there is room for; the others are counted.</summary>
    /// <param name="before">How many lines stand above these.</param>
    public static IEnumerable<JsonObject> Lines(TextBudget pen, IReadOnlyList<ListLine> lines, int before)
    {
        var open = lines.Any(line => line.Open is not null);
        var text = new RichText();
        foreach (var (index, line) in lines.Take(pen.Most).Index())
        {
            if (!open)
            {
                text.Line(pen.Label(line.Title)).Line("", TextBudget.Line(line.Text, SlackLimits.Text));
                continue;
            }

            var section = CardElements.Section(pen, $"{pen.Label(line.Title)}\n{SlackText.Plain(line.Text)}");
            if (line.Open is { } button)
            {
                section["block_id"] = CardButtons.BlockId("line", button, before + index);
                section["accessory"] = CardButtons.Draw(button);
            }

            yield return section;
        }

        if (lines.Count > pen.Most)
        {
            text.Line("", string.Format(CultureInfo.InvariantCulture, CardWords.LinesLeftOut, lines.Count - pen.Most));
        }

        foreach (var block in text.Blocks)
        {
            yield return block;
        }
    }
}
