using System.Text;
using System.Text.Json;

namespace PolicyBot.OpenAI;

/// <summary>Reads a model's JSON member by member: what is wrong with one is lost with that one, and not with the whole answer.</summary>
internal static class LooseJson
{
    private const int MostTries = 10;

    /// <summary>The first object in a text, wherever it begins: in a fence, or with words before and after it.</summary>
    /// <returns>Null: there is none.</returns>
    public static JsonElement? FindObject(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        for (var (tries, at) = (0, bytes.IndexOf((byte)'{')); at >= 0 && tries < MostTries; tries++)
        {
            var reader = new Utf8JsonReader(bytes[at..], new JsonReaderOptions { AllowTrailingCommas = true });
            try
            {
                using var found = JsonDocument.ParseValue(ref reader);
                return found.RootElement.Clone();
            }
            catch (JsonException)
            {
                var next = bytes[(at + 1)..].IndexOf((byte)'{');
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return null;
    }

    /// <summary>A member's text; empty where it has none.</summary>
    public static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member.ValueKind switch
        {
            JsonValueKind.String => member.GetString()!,
            JsonValueKind.Number => member.GetRawText(), // 2300 as well as "2300"
            _ => "",
        }
        : "";

    /// <summary>What a member lists; nothing where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? member.EnumerateArray() : [];
}
