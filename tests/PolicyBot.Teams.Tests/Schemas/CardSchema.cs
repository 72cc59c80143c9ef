using System.Text.Json.Nodes;
using PolicyBot.Testing;

namespace PolicyBot.Teams.Tests.Schemas;

/// <summary>The schema of Adaptive Cards 1.5, which knows nothing of Teams' own members.</summary>
internal static class CardSchema
{
    private static readonly StoredSchema Schema = StoredSchema.Read(typeof(CardSchema).Assembly, "adaptive-card.schema.json");

    /// <summary>What the schema finds wrong with a card; empty for a good one.</summary>
    public static IReadOnlyList<string> Faults(string card)
    {
        var plain = JsonNode.Parse(card)!;
        RemoveTeamsMembers(plain);
        return Schema.Faults(plain);
    }

    private static void RemoveTeamsMembers(JsonNode? node)
    {
        if (node is JsonObject element)
        {
            element.Remove("msteams");
            element.Remove("msTeams");
            element.Remove("choices.data");
            if ((string?)(element["style"] as JsonValue) == "filtered")
            {
                element.Remove("style");
            }

            foreach (var (_, member) in element)
            {
                RemoveTeamsMembers(member);
            }
        }
        else if (node is JsonArray elements)
        {
            foreach (var item in elements)
            {
                RemoveTeamsMembers(item);
            }
        }
    }
}
