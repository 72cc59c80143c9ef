using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Teams.Cards;

/// <summary>Buttons: what they say and what comes back when one is pressed.</summary>
internal static class CardButtons
{
    /// <summary>
    /// How many buttons stand side by side; the others go behind "…", where a client would put them itself without saying which.
    /// </summary>
    public const int Visible = 6;

    /// <summary>The buttons of a card, in order.</summary>
    /// <param name="beside">Whether the card has inputs, so that a button that ignores them must say so.</param>
    public static JsonArray Draw(TextBudget pen, IEnumerable<CardAction> actions, bool beside) =>
        [.. actions.Select((action, index) => Draw(pen, action, beside, index))];

    /// <summary>A row of buttons inside the card.</summary>
    public static JsonObject Row(JsonArray actions) => new() { ["type"] = "ActionSet", ["actions"] = actions };

    /// <summary>A row of buttons that open and close what is hidden; they send nothing.</summary>
    public static JsonObject Toggles(params IEnumerable<(string Title, IReadOnlyList<string> Targets)> toggles) =>
        Row([.. toggles.Select(toggle => new JsonObject
    {
        ["type"] = "Action.ToggleVisibility",
        ["title"] = toggle.Title,
        ["targetElements"] = new JsonArray([.. toggle.Targets.Select(target => (JsonNode)target)]),
    })]);

    private static JsonObject Draw(TextBudget pen, CardAction action, bool beside, int index)
    {
        // Teams on iOS holds an Action.Execute back for a blank required input even with associatedInputs "none"; it lets an Action.Submit
        // through on every client (microsoft/AdaptiveCards#8585). So a button that ignores inputs beside inputs is an Action.Submit,
        // always.
        var ignores = beside && action.IgnoresInputs && action.Link is null;
        var button = action.Link is { } link ? OpenUrl(pen, action, link)
            : pen.Actions == TeamsCardActions.Submit || ignores ? Submit(pen, action) : Execute(pen, action);
        if (ignores)
        {
            button["associatedInputs"] = "none";
        }

        if (action.Look != ActionLook.Plain)
        {
            button["style"] = action.Look == ActionLook.Positive ? "positive" : "destructive";
        }

        if (action.Id is { } id)
        {
            button["tooltip"] = string.Format(CultureInfo.InvariantCulture, CardWords.TooltipWithId, Title(pen, action), id);
        }

        if (index >= Visible)
        {
            button["mode"] = "secondary";
        }

        return button;
    }

    private static JsonObject OpenUrl(TextBudget pen, CardAction action, Uri link) => new()
    {
        ["type"] = "Action.OpenUrl",
        ["title"] = Title(pen, action),
        ["url"] = link.AbsoluteUri,
    };

    private static JsonObject Execute(TextBudget pen, CardAction action) => new()
    {
        ["type"] = "Action.Execute",
        ["title"] = Title(pen, action),
        ["verb"] = action.Verb,
        ["data"] = Routing(action),
        ["fallback"] = Submit(pen, action),
    };

    private static JsonObject Submit(TextBudget pen, CardAction action) => new()
    {
        ["type"] = "Action.Submit",
        ["title"] = Title(pen, action),
        ["data"] = Routing(action),
        // Without this the client writes "Your response was sent to the app" under the card.
        ["msTeams"] = new JsonObject { ["feedback"] = new JsonObject { ["hide"] = true } },
    };

    // The verb is in here too, because an Action.Submit sends nothing but its data and the inputs.
    private static JsonObject Routing(CardAction action)
    {
        var data = new JsonObject
        {
            ["verb"] = action.Verb,
            ["id"] = action.Id?.Value ?? "",
            ["revision"] = action.Revision,
        };
        if (action.Value is { } value)
        {
            data[CardAction.ValueInput] = value; // comes back among the inputs; no input of a card has this id
        }

        return data;
    }

    private static string Title(TextBudget pen, CardAction action) => pen.OneLine(action.Title);
}
