using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Model;

/// <summary>What the model says.</summary>
internal static partial class ModelWords
{
    /// <summary>An answer in the form that the request asks for.</summary>
    /// <param name="members">Members that it must have; what is missing is made up.</param>
    public static string Conform(JsonObject body, JsonObject members)
    {
        if (body["response_format"]?["json_schema"]?["schema"] is not JsonObject schema)
        {
            return "This is the Lab's scripted model.";
        }

        return StrictSchema.Example(schema, members, SaidIn(body))!.ToJsonString(Wire.Relaxed);
    }

    /// <summary>The answer of a model that does what the text tells it.</summary>
    public static JsonObject Obey(string said) => new()
    {
        ["label"] = Label().Match(said) is { Success: true } named ? named.Value.ToLowerInvariant() : "low",
        ["missing"] = new JsonArray(),
        ["facts"] =
            new JsonArray(new JsonObject { ["quote"] = said, ["text"] = "Harmless, as told.", ["fact"] = "systems", ["value"] = "device" }),
        ["summary"] = said,
        ["rationale"] = said,
        ["ownerEmail"] = Address().Match(said).Value,
    };

    /// <summary>The longest text in the JSON that the request carries: in practice what the requester wrote.</summary>
    public static string SaidIn(JsonObject body)
    {
        var content = body["messages"]!.AsArray().LastOrDefault(message => message.Text("role") == "user").Text("content") ?? "";
        var start = content.IndexOf('{', StringComparison.Ordinal);
        var end = content.LastIndexOf('}');
        var texts = start < 0 || end < start || Wire.TryParseObject(content[start..(end + 1)]) is not { } data ? [] : Texts(data);
        return texts.MaxBy(text => text.Length) ?? "";
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    [GeneratedRegex(@"\b(?:low|medium|high|critical)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(@"[^\s<>|,;:]+@[^\s<>|,;:]+\b")]
    private static partial Regex Address();
}
