using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>Walks what was drawn.</summary>
internal static class BlockNodes
{
    /// <summary>Every object, outside in, in order.</summary>
    public static IEnumerable<JsonObject> Walk(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(member => Walk(member.Value)).Prepend(element),
        JsonArray elements => elements.SelectMany(Walk),
        _ => [],
    };

    /// <summary>Every object of a type.</summary>
    public static IReadOnlyList<JsonObject> OfType(JsonNode? node, string type) =>
        [.. Walk(node).Where(element => (string?)element["type"] == type)];

    /// <summary>The block with an id.</summary>
    public static JsonObject Block(JsonNode surface, string id) =>
        surface["blocks"]!.AsArray().Select(block => block!.AsObject()).Single(block => (string?)block["block_id"] == id);

    /// <summary>What the buttons say, in order.</summary>
    public static IReadOnlyList<string> Buttons(JsonNode? node) =>
        [.. OfType(node, "button").Select(button => (string)button["text"]!["text"]!)];

    /// <summary>Every text that is shown, in order; not what stands in an input, nor what a button carries.</summary>
    public static IReadOnlyList<string> Shown(JsonNode? node) =>
        [.. Walk(node).Where(element => (string?)element["type"] is "plain_text" or "text").Select(element => (string)element["text"]!)];

    /// <summary>What Slack would refuse in anything that a view is shown as.</summary>
    public static IReadOnlyList<string> Faults(CardView view)
    {
        var drawn = JsonNode.Parse(CardText.Draw(view))!;
        return
        [
            .. drawn["message"] is { } message ? BlockKitRules.FaultsOfMessage(message) : [],
            .. drawn["modal"] is { } modal ? BlockKitRules.FaultsOfView(modal) : [],
            .. drawn["home"] is { } home ? BlockKitRules.FaultsOfView(home) : [],
        ];
    }
}
