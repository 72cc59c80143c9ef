using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Cards;

/// <summary>Buttons: what they say and what comes back when one is pressed.</summary>
internal static class CardButtons
{
    /// <summary>Rows of buttons, in order; one row, unless two buttons do the same or there are too many for one.</summary>
    public static IEnumerable<JsonObject> Rows(IEnumerable<CardAction> actions)
    {
        var rows = new List<List<CardAction>>();
        foreach (var action in actions)
        {
            // An action_id is unique within its block.
            if (rows.Count == 0 || rows[^1].Count == SlackLimits.Buttons || rows[^1].Any(other => other.Verb == action.Verb))
            {
                rows.Add([]);
            }

            rows[^1].Add(action);
        }

        return rows.Select((row, index) => new JsonObject
        {
            ["type"] = "actions",
            ["block_id"] = BlockId("buttons", row[0], index),
            ["elements"] = new JsonArray([.. row.Select(Draw)]),
        });
    }

    /// <summary>One button.</summary>
    public static JsonObject Draw(CardAction action)
    {
        var button = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = action.Verb,
            ["text"] = CardElements.PlainText(TextBudget.Line(action.Title, SlackLimits.Button)),
            // at most 2,000 characters; an answer has 300
            ["value"] = CardElements.Routing(action.Id, action.Revision, action.Value),
        };
        if (action.Link is { } link)
        {
            button["url"] = link.AbsoluteUri; // Slack tells that it was pressed all the same
        }

        if (action.Look != ActionLook.Plain)
        {
            button["style"] = action.Look == ActionLook.Positive ? "primary" : "danger";
        }

        if (action.Id is { } id)
        {
            var spoken =
                string.Format(CultureInfo.InvariantCulture, CardWords.ButtonWithId,
                TextBudget.Line(action.Title, SlackLimits.Button - id.Value.Length - 1), id);
            button["accessibility_label"] = spoken;
        }

        return button;
    }

    /// <summary>A block id that no other block of the same message has, and no message about another revision.</summary>
    public static string BlockId(string name, CardAction action, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}:{CardElements.Routing(action.Id, action.Revision)}:{index + 1}");
}
