using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Model;

/// <summary>
/// The strict subset of JSON Schema on Azure ("Structured outputs", section on supported schemas): what it refuses, and an object that
/// satisfies one.
/// </summary>
internal static class StrictSchema
{
    private const int DeepestLevel = 5;
    private const int MostProperties = 100;
    private static readonly string[] _unsupported =
    [
        "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf", "patternProperties", "unevaluatedProperties",
            "propertyNames",
        "minProperties", "maxProperties", "unevaluatedItems", "contains", "minContains", "maxContains", "minItems", "maxItems",
            "uniqueItems", "default",
    ];

    /// <summary>Why Azure would refuse this schema; null: it would not.</summary>
    public static string? Fault(JsonObject schema)
    {
        if (schema.Text("type") != "object" || schema.ContainsKey("anyOf"))
        {
            return "schema must be a JSON Schema of 'type: \"object\"', got something else.";
        }

        var properties = 0;
        var fault = Fault(schema, "()", 1, ref properties);
        foreach (var (name, definition) in schema["$defs"] as JsonObject ?? [])
        {
            fault ??= definition is JsonObject part ? Fault(part, $"('$defs', '{name}')", 1, ref properties) : null;
        }

        return fault
            ?? (properties > MostProperties ? $"Expected at most {MostProperties} object properties total, got {properties}." : null);
    }

    /// <summary>An object that fits: the given members where their name stands in the schema, else made up from it.</summary>
    public static JsonNode? Example(JsonObject schema, JsonObject members, string source) => Example(schema, schema, members, source, "");

    private static string? Fault(JsonObject schema, string context, int level, ref int properties)
    {
        if (Array.Find(_unsupported, schema.ContainsKey) is { } keyword)
        {
            return $"In context={context}, '{keyword}' is not permitted.";
        }

        if (level > DeepestLevel)
        {
            return $"In context={context}, {level} levels of nesting exceeds limit of {DeepestLevel}.";
        }

        if (schema["properties"] is JsonObject members)
        {
            if (schema["additionalProperties"] is not JsonValue closed || !closed.TryGetValue<bool>(out var more) || more)
            {
                return $"In context={context}, 'additionalProperties' is required to be supplied and to be false.";
            }

            var required = (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).ToHashSet();
            if (members.FirstOrDefault(member => !required.Contains(member.Key)).Key is { } missing)
            {
                return $"In context={context}, 'required' is required to be supplied and to be an array including every key in " +
                    $"properties. Missing '{missing}'.";
            }

            foreach (var (name, member) in members)
            {
                properties++;
                if (member is JsonObject part && Fault(part, $"('properties', '{name}')", level + 1, ref properties) is { } fault)
                {
                    return fault;
                }
            }
        }

        var inner = schema["items"] is JsonObject item ? [item] : (schema["anyOf"] as JsonArray ?? []).OfType<JsonObject>();
        foreach (var part in inner)
        {
            if (Fault(part, context, schema.ContainsKey("items") ? level + 1 : level, ref properties) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static JsonNode? Example(JsonObject root, JsonObject schema, JsonObject members, string source, string name)
    {
        if (schema.Text("$ref") is { } reference)
        {
            return Example(root, Resolve(root, reference), members, source, name);
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            return Example(root, (JsonObject)choices[0]!, members, source, name);
        }

        if (schema["const"] is { } constant)
        {
            return constant.DeepClone();
        }

        if (schema["enum"] is JsonArray values)
        {
            // The middle of a scale reads more like an assessment than its first end.
            return (values.FirstOrDefault(value => value is JsonValue text && text.TryGetValue<string>(out var word) && word == "medium")
                ?? values[0])?.DeepClone();
        }

        var types = schema["type"] is JsonArray several
            ? [.. several.Select(type => type!.GetValue<string>())] : new[] { schema.Text("type") };
        return types switch
        {
            _ when types.Contains("null") => null,
            ["object"] => Members(root, schema, members, source),
            ["array"] => new JsonArray(),
            ["boolean"] => JsonValue.Create(false),
            ["integer"] or ["number"] => JsonValue.Create(1),
            _ => JsonValue.Create(Words(name, source)),
        };
    }

    private static JsonObject Members(JsonObject root, JsonObject schema, JsonObject members, string source)
    {
        var example = new JsonObject();
        foreach (var (name, member) in schema["properties"] as JsonObject ?? [])
        {
            example[name] = members.TryGetPropertyValue(name, out var given)
                ? given?.DeepClone() : Example(root, (JsonObject)member!, members, source, name);
        }

        return example;
    }

    private static JsonObject Resolve(JsonObject root, string reference)
    {
        JsonNode? found = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found?[step];
        }

        return found as JsonObject ?? [];
    }

    private static string Words(string name, string source)
    {
        if (name.Contains("quote", StringComparison.OrdinalIgnoreCase) || name.Contains("excerpt", StringComparison.OrdinalIgnoreCase))
        {
            return source;
        }

        return name.Contains("summary", StringComparison.OrdinalIgnoreCase) && source.Length > 0
            ? $"The requester writes: {(source.Length > 300 ? source[..300] + "…" : source)}"
            : "The Lab's stand-in for a model finds nothing that makes it worse.";
    }
}
