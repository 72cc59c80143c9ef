using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>The app's home page: what one person has to do with.</summary>
internal static class HomeCard
{
    /// <summary>The blocks.</summary>
    public static IEnumerable<JsonObject> Draw(TextBudget pen, HomeView view)
    {
        List<JsonObject> blocks =
            [.. CardElements.News(pen, view), .. CardElements.Headline(pen, view.Heading), .. CardButtons.Rows(view.Actions)];
        var before = 0;
        foreach (var section in view.Sections)
        {
            blocks.Add(CardElements.Divider());
            blocks.AddRange(CardElements.Heading(pen, section.Heading));
            blocks.AddRange(section.Lines.Count == 0
                ? [CardElements.Section(pen, section.Empty)] : ListCard.Lines(pen, section.Lines, before));
            before += section.Lines.Count;
        }

        return blocks;
    }
}
