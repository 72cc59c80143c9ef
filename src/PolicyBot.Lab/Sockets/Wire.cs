using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Sockets;

/// <summary>JSON as it goes over the stand-ins' sockets.</summary>
internal static class Wire
{
    /// <summary>Non-ASCII stays as it is, as the vendors write it.</summary>
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteJsonAsync(this HttpResponse response, int status, JsonNode body, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed)), cancellationToken);
    }

    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>The JSON object in <paramref name="text"/>, or null when it is none.</summary>
    public static JsonObject? TryParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// A text that a row may hold in several properties: <c>Text</c>, <c>Text1</c>, <c>Text2</c> …; empty when there is none.
    /// </summary>
    public static string LongText(this JsonObject row, string name) =>
        string.Concat(Enumerable.Range(0, 32)
            .Select(part => row.Text(part == 0 ? name : name + part.ToString(CultureInfo.InvariantCulture)))
            .TakeWhile(text => text is not null));

    /// <summary>The text at <paramref name="name"/>, or null when it is missing or no text.</summary>
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject members && members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
