using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Outbound;

/// <summary>Looks into JSON of Slack's, of which every member may be missing or of another kind.</summary>
internal static class SlackNodes
{
    /// <summary>The node as text; empty when it is none.</summary>
    public static string AsText(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    /// <summary>Whether the node is <c>true</c>.</summary>
    public static bool IsTrue(this JsonNode? node) => node?.GetValueKind() == JsonValueKind.True;

    /// <summary>Whether the node is <c>false</c>, which is not the same as missing.</summary>
    public static bool IsFalse(this JsonNode? node) => node?.GetValueKind() == JsonValueKind.False;

    /// <summary>The texts of an array; none when it is no array.</summary>
    public static IReadOnlyList<string> AsTexts(this JsonNode? node) =>
        node is JsonArray items ? [.. items.Select(AsText).Where(text => text.Length > 0)] : [];

    /// <summary>The member of that name; null when the node is no object.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => node is JsonObject whole ? whole[name] : null;
}
