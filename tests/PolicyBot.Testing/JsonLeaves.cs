using System.Text.Json.Nodes;

namespace PolicyBot.Testing;

/// <summary>A payload with one of its texts replaced, for each of them.</summary>
public static class JsonLeaves
{
    /// <summary>The payload once for each text in it, with the text replaced.</summary>
    /// <param name="payload">A valid payload; it stays as it is.</param>
    /// <param name="replace">Makes what stands there instead.</param>
    /// <param name="spared">Texts, by name, that stay.</param>
    public static IEnumerable<(string Path, JsonObject Payload)> Replaced(
        JsonObject payload, Func<JsonNode?> replace, params string[] spared)
    {
        foreach (var path in Paths(payload).Where(path => !spared.Contains(path[^1])))
        {
            var copy = payload.DeepClone();
            var parent = path[..^1].Aggregate(copy, Child);
            if (parent is JsonArray list)
            {
                list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = replace();
            }
            else
            {
                parent[path[^1]] = replace();
            }

            yield return (string.Join('.', path), copy.AsObject());
        }
    }

    private static JsonNode Child(JsonNode node, string name) => (node is JsonArray list
        ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]
        : node[name])!;

    private static IEnumerable<string[]> Paths(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value).Select(path => path.Prepend(member.Key).ToArray())),
        JsonArray items => items.SelectMany((item, index) => Paths(item).Select(path => path.Prepend($"{index}").ToArray())),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [[]],
        _ => [],
    };
}
