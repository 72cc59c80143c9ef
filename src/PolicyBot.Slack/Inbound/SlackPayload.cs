using System.Text.Json;
using System.Text.Unicode;
using PolicyBot.Application.Channels;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Reads Slack's payloads: every member may be missing, null or of another kind, because Slack's own samples and types disagree about that,
/// and unknown ones are passed over.
/// </summary>
internal static class SlackPayload
{
    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8Json">The text; halves of surrogate pairs in it are replaced.</param>
    /// <returns>Null when it is none.</returns>
    public static JsonElement? Parse(byte[] utf8Json)
    {
        if (!Utf8.IsValid(utf8Json))
        {
            return null; // .NET reads no text that holds what is none
        }

        SurrogateHalves.Replace(utf8Json);
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The member at the end of a path; null when there is none.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }

    /// <summary>The text at the end of a path; empty when there is none.</summary>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    /// <summary>Whether the member at the end of a path is true.</summary>
    public static bool Is(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>The members of the list at the end of a path; none when there is no list.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The members of the object at the end of a path; none when there is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : [];
}
