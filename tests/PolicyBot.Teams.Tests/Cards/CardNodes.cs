using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Tests.Cards;

/// <summary>Walks a card's JSON.</summary>
internal static class CardNodes
{
    /// <summary>Every object in a card, outside in, in order.</summary>
    public static IEnumerable<JsonObject> Walk(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(member => Walk(member.Value)).Prepend(element),
        JsonArray elements => elements.SelectMany(Walk),
        _ => [],
    };

    /// <summary>Every element or action of a card whose type starts so.</summary>
    public static IReadOnlyList<JsonObject> OfType(JsonNode card, string start) =>
        [.. Walk(card).Where(node => ((string?)node["type"])?.StartsWith(start, StringComparison.Ordinal) == true)];
}
