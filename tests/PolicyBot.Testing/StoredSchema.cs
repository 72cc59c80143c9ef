using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyBot.Testing;

/// <summary>
/// A vendor's JSON Schema, kept beside the tests so that they need no network, and read strictly. A schema library of draft 4 passes over what it does not
/// know (<c>const</c>, <c>required</c> beside a single <c>allOf</c>); here a keyword that is not understood is an error, and a pattern is for texts only.
/// </summary>
public sealed class StoredSchema
{
    private static readonly HashSet<string> Words =
    [
        "$schema", "$id", "id", "definitions", "description", "title", "default", "example", "examples", "version", "features", "format", "builtInTabId", "_note",
    ];

    private readonly JsonObject _root;

    private StoredSchema(JsonObject root) => _root = root;

    /// <summary>Reads a schema that is embedded in the tests.</summary>
    /// <param name="tests">The assembly that holds it.</param>
    /// <param name="name">Its file's name.</param>
    public static StoredSchema Read(Assembly tests, string name)
    {
        using var stored = tests.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No schema {name} in the test assembly.", name);
        return new StoredSchema(JsonNode.Parse(stored)!.AsObject());
    }

    /// <summary>What is wrong, with the place of each fault; empty for a good document.</summary>
    public IReadOnlyList<string> Faults(JsonNode? document) => [.. Faults(_root, document, "$")];

    private IEnumerable<string> Faults(JsonNode schema, JsonNode? value, string at) =>
        schema is JsonObject rules ? rules.SelectMany(rule => Faults(rules, rule.Key, rule.Value!, value, at)) : [];

    private IEnumerable<string> Faults(JsonObject rules, string keyword, JsonNode rule, JsonNode? value, string at) => keyword switch
    {
        "$ref" => Faults(Resolve(rule.GetValue<string>()), value, at),
        "allOf" => rule.AsArray().SelectMany(one => Faults(one!, value, at)),
        "anyOf" => Any(rule.AsArray(), value, at),
        "oneOf" => Unless(rule.AsArray().Count(one => !Faults(one!, value, at).Any()) == 1, at, "must match exactly one"),
        "not" => Unless(Faults(rule, value, at).Any(), at, "must not match"),
        "if" => Faults(rule, value, at).Any() ? [] : Faults(rules["then"]!, value, at),
        "then" => [],
        "type" => Unless(rule is JsonArray kinds ? kinds.Any(kind => Is(value, kind!.GetValue<string>())) : Is(value, rule.GetValue<string>()), at, $"is no {rule}"),
        "enum" => Unless(rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)), at, $"is none of {rule.ToJsonString()}"),
        "const" => Unless(JsonNode.DeepEquals(rule, value), at, $"is not {rule.ToJsonString()}"),
        "pattern" or "regex" => Unless(value?.GetValueKind() == JsonValueKind.String && Regex.IsMatch(value.GetValue<string>(), rule.GetValue<string>()), at, $"does not match {rule}"),
        "maxLength" => Unless(value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length <= rule.GetValue<int>(), at, $"is longer than {rule}"),
        "minLength" => Unless(value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length >= rule.GetValue<int>(), at, $"is shorter than {rule}"),
        "maximum" => Unless(value?.GetValueKind() != JsonValueKind.Number || value.GetValue<double>() <= rule.GetValue<double>(), at, $"is above {rule}"),
        "minimum" => Unless(value?.GetValueKind() != JsonValueKind.Number || value.GetValue<double>() >= rule.GetValue<double>(), at, $"is below {rule}"),
        "items" => value is JsonArray items ? items.SelectMany((item, index) => Faults(rule, item, $"{at}[{index}]")) : [],
        "maxItems" => Unless(value is not JsonArray most || most.Count <= rule.GetValue<int>(), at, $"has more than {rule} items"),
        "minItems" => Unless(value is not JsonArray least || least.Count >= rule.GetValue<int>(), at, $"has fewer than {rule} items"),
        "uniqueItems" => Unless(value is not JsonArray set || set.Select(item => item?.ToJsonString()).Distinct().Count() == set.Count, at, "has an item twice"),
        "required" => value is JsonObject whole ? rule.AsArray().Where(name => !whole.ContainsKey(name!.GetValue<string>())).Select(name => $"{at}: lacks {name}") : [],
        "maxProperties" => Unless(value is not JsonObject many || many.Count <= rule.GetValue<int>(), at, $"has more than {rule} members"),
        "minProperties" => Unless(value is not JsonObject few || few.Count >= rule.GetValue<int>(), at, $"has fewer than {rule} members"),
        "properties" => value is JsonObject known ? known.Where(member => rule[member.Key] is not null).SelectMany(member => Faults(rule[member.Key]!, member.Value, $"{at}.{member.Key}")) : [],
        "patternProperties" => value is JsonObject named ? named.SelectMany(member => OfPatterns(rule.AsObject(), member.Key, one => Faults(one, member.Value, $"{at}.{member.Key}"))) : [],
        "additionalProperties" => value is JsonObject all ? Additional(rules, rule, all, at) : [],
        "dependencies" => value is JsonObject bound ? rule.AsObject().Where(one => bound.ContainsKey(one.Key)).SelectMany(one => Needs(one.Value!, bound, at)) : [],
        _ => Unless(Words.Contains(keyword), at, $"the schema uses {keyword}, which is not understood here"),
    };

    private IEnumerable<string> Additional(JsonObject rules, JsonNode rule, JsonObject value, string at) =>
        from member in value
        where (rules["properties"] as JsonObject)?.ContainsKey(member.Key) != true
            && !OfPatterns(rules["patternProperties"] as JsonObject ?? [], member.Key, _ => [""]).Any()
        from fault in rule.GetValueKind() switch
        {
            JsonValueKind.False => [$"{at}: has no member {member.Key}"],
            JsonValueKind.True => [],
            _ => Faults(rule, member.Value, $"{at}.{member.Key}"),
        }
        select fault;

    private static IEnumerable<string> OfPatterns(JsonObject patterns, string name, Func<JsonNode, IEnumerable<string>> faults) =>
        patterns.Where(pattern => Regex.IsMatch(name, pattern.Key)).SelectMany(pattern => faults(pattern.Value!));

    private IEnumerable<string> Needs(JsonNode rule, JsonObject value, string at) => rule is JsonArray names
        ? names.Where(name => !value.ContainsKey(name!.GetValue<string>())).Select(name => $"{at}: lacks {name}")
        : Faults(rule, value, at);

    // The branch with the fewest faults is the one that was meant.
    private List<string> Any(JsonArray branches, JsonNode? value, string at) =>
        branches.Select(branch => Faults(branch!, value, at).ToList()).MinBy(faults => faults.Count)!;

    private JsonNode Resolve(string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode)_root, (node, step) => node[step]!);

    private static IEnumerable<string> Unless(bool good, string at, string fault) => good ? [] : [$"{at}: {fault}"];

    private static bool Is(JsonNode? value, string kind) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => kind == "object",
        JsonValueKind.Array => kind == "array",
        JsonValueKind.String => kind == "string",
        JsonValueKind.Number => kind is "number" || (kind is "integer" && value!.GetValue<double>() % 1 == 0),
        JsonValueKind.True or JsonValueKind.False => kind == "boolean",
        _ => kind == "null",
    };
}
