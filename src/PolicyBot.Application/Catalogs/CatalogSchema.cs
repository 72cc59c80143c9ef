using System.Globalization;
using System.Text.Json;
using Json.Pointer;
using Json.Schema;
using Json.Schema.Keywords;
using Draft06 = Json.Schema.Keywords.Draft06;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks a catalog's shape against <c>catalog.schema.json</c> and says where in the YAML file it is wrong.</summary>
internal static class CatalogSchema
{
    /// <summary>The schema itself, for editors and documentation.</summary>
    public static string Text { get; } = ReadText();

    private static readonly Lazy<JsonElement> Source = new(() => JsonElement.Parse(Text));
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.Build(Source.Value, WithOwnDialect()));
    private static readonly EvaluationOptions EveryFault = new() { OutputFormat = OutputFormat.Hierarchical };

    /// <summary>Finds what is wrong with the shape of a catalog; empty: nothing.</summary>
    public static IEnumerable<CatalogFault> Check(string file, YamlValue root)
    {
        var document = Json(root);
        return Schema.Value.Evaluate(document).IsValid
            ? []
            : Failures(Schema.Value.Evaluate(document, EveryFault))
                .SelectMany(failure => Faults(file, root, failure.Node, failure.Keyword));
    }

    // When no schema of a choice fits, that is the fault: which of them was meant is not known.
    private static IEnumerable<(EvaluationResults Node, string Keyword)> Failures(EvaluationResults invalid)
    {
        var below = (invalid.Details ?? []).Where(detail => !detail.IsValid)
            .ToLookup(detail => detail.EvaluationPath[invalid.EvaluationPath.SegmentCount].ToString());
        return (invalid.Errors?.Keys ?? Enumerable.Empty<string>())
            .Union(below.Contains("oneOf") ? ["oneOf"] : [])
            .Select(keyword => (invalid, keyword))
            .Concat(below.Where(keyword => keyword.Key != "oneOf").SelectMany(keyword => keyword.SelectMany(Failures)));
    }

    private static IEnumerable<CatalogFault> Faults(string file, YamlValue root, EvaluationResults node, string keyword)
    {
        var path = Steps(root, node.InstanceLocation);
        var value = root.At(path);
        var schema = SchemaAt(node.EvaluationPath);
        var key = path.OfType<string>().LastOrDefault();
        var name = (key, path.LastOrDefault()) switch
        {
            (null, null) => "The file",
            (null, int item) => $"Item {item + 1}",
            (_, int item) => $"Item {item + 1} of `{key}`",
            _ => $"`{key}`",
        };
        return keyword switch
        {
            "required" => schema.GetProperty(keyword).EnumerateArray().Select(missing => missing.GetString()!)
                .Where(missing => value?[missing] is null).Select(missing => Fault("missing-key", $"`{missing}` is missing.")),
            "" => [Fault("unknown-key", $"{name} is no key here.{Suggest(key ?? "", KnownKeys(node.EvaluationPath))}")], // of no others
            "type" => [Fault("wrong-type", $"{name} must be {Expected(schema.GetProperty(keyword))}.")],
            _ => [Fault("wrong-value", WrongValue(name, value, schema, keyword))],
        };

        CatalogFault Fault(string rule, string message) => new(file, root.LineAt(path), rule, message);
    }

    private static string WrongValue(string name, YamlValue? value, JsonElement schema, string keyword)
    {
        var limit = schema.GetProperty(keyword);
        return keyword switch
        {
            "enum" => $"{name} is {Shown(value)}; it must be {string.Join(", ", limit.EnumerateArray().Select(one => $"`{one}`"))}.",
            "pattern" or "oneOf" => $"{name} is {Shown(value)}. Expected: {schema.GetProperty("description")}.",
            "maxLength" => $"{name} has more than {limit} characters.",
            "minLength" or "minProperties" => $"{name} is empty.",
            "minimum" => $"{name} is {Shown(value)}; the least is {limit}.",
            "maximum" => $"{name} is {Shown(value)}; the most is {limit}.",
            "minItems" => $"{name} needs at least {limit} of its items.",
            "maxItems" => $"{name} has more than {limit} items.",
            "maxProperties" => $"{name} has more than {limit} keys.",
            _ => throw new ArgumentException($"The schema says {keyword}, which has no words.", nameof(keyword)),
        };
    }

    private static string Expected(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? "text, a number, true or false"
        : type.GetString() switch
        {
            "string" => "text; write it in quotes if it looks like something else",
            "integer" => "a whole number, written in digits alone",
            "number" => "a number, written in digits",
            "boolean" => "true or false",
            "array" => "a list, in brackets or with dashes",
            _ => "a map of keys and values",
        };

    private static string Shown(YamlValue? value) => value is { IsMap: false, Items.Count: 0 } ? $"\"{value.Text}\"" : "something else";

    // The key a typo most likely meant: the nearest one, at most two letters away.
    private static string Suggest(string typed, IEnumerable<string> known)
    {
        var nearest = known.Select(key => (Key: key, Distance: Distance(typed, key)))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault((Key: "", Distance: int.MaxValue));
        return nearest.Distance <= 2 ? $" Did you mean `{nearest.Key}`?" : "";
    }

    private static int Distance(string left, string right) // Levenshtein's, ignoring case
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= right.Length; j++)
            {
                var swap = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(swap, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static object[] Steps(YamlValue root, JsonPointer location)
    {
        var steps = new object[location.SegmentCount];
        for (var i = 0; i < steps.Length; i++)
        {
            var step = Step(location[i]);
            steps[i] = root.At(steps.AsSpan(0, i)) is { Items.Count: > 0 } ? int.Parse(step, CultureInfo.InvariantCulture) : step;
        }

        return steps;
    }

    // The library's own schema locations are wrong below items and additionalProperties; the path that it took is right.
    private static JsonElement SchemaAt(JsonPointer path)
    {
        var schema = Source.Value;
        for (var i = 0; i < path.SegmentCount; i++)
        {
            var step = Step(path[i]);
            schema = step == "$ref" ? JsonPointer.Parse(schema.GetProperty(step).GetString()![1..]).Evaluate(Source.Value)!.Value
                : schema.ValueKind == JsonValueKind.Array ? schema[int.Parse(step, CultureInfo.InvariantCulture)]
                : schema.GetProperty(step);
        }

        return schema;
    }

    private static string Step(JsonPointerSegment segment) =>
        segment.ToString().Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal); // RFC 6901

    private static IEnumerable<string> KnownKeys(JsonPointer additionalProperties) =>
        SchemaAt(additionalProperties.GetParent(1)!.Value).GetProperty("properties").EnumerateObject().Select(property => property.Name);

    private static JsonElement Json(YamlValue root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            root.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static string ReadText()
    {
        using var reader = new StreamReader(
            typeof(CatalogSchema).Assembly.GetManifestResourceStream("PolicyBot.Application.Catalogs.catalog.schema.json")!);
        return reader.ReadToEnd();
    }

    // Draft 7, and of it only what has words above: the schema is refused if it says anything else.
    private static BuildOptions WithOwnDialect()
    {
        var options = new BuildOptions { DialectRegistry = new DialectRegistry() };
        options.DialectRegistry.Register(new Dialect(
        [
            SchemaKeyword.Instance, TitleKeyword.Instance, DescriptionKeyword.Instance,
            Draft06.DefinitionsKeyword.Instance, RefKeyword.Instance,
            new WholeNumberKeyword(), EnumKeyword.Instance, OneOfKeyword.Instance, PatternKeyword.Instance,
            new CharactersKeyword(), MinLengthKeyword.Instance, MinimumKeyword.Instance, MaximumKeyword.Instance,
            Draft06.ItemsKeyword.Instance, MinItemsKeyword.Instance, MaxItemsKeyword.Instance,
            PropertiesKeyword.Instance, PatternPropertiesKeyword.Instance, AdditionalPropertiesKeyword.Instance,
            RequiredKeyword.Instance, MinPropertiesKeyword.Instance, MaxPropertiesKeyword.Instance,
        ])
        { Id = MetaSchemas.Draft7Id, RefIgnoresSiblingKeywords = true, AllowUnknownKeywords = false });
        return options;
    }

    // Counts UTF-16 units, as the channels do. The library counts what looks like one letter, which may be thousands of them.
    private sealed class CharactersKeyword : MaxLengthKeyword
    {
        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            context.Instance.ValueKind == JsonValueKind.String && context.Instance.GetString()!.Length > (long)keyword.Value!
                ? new KeywordEvaluation { Keyword = Name, IsValid = false, Error = "It is too long." }
                : KeywordEvaluation.Ignore;
    }
    // Takes 90 for a whole number and not 90.0.
    private sealed class WholeNumberKeyword : TypeKeyword, IKeywordHandler
    {
        KeywordEvaluation IKeywordHandler.Evaluate(KeywordData keyword, EvaluationContext context) =>
            keyword.RawValue is { ValueKind: JsonValueKind.String } type && type.ValueEquals("integer")
            && context.Instance.ValueKind == JsonValueKind.Number && context.Instance.GetRawText().Contains('.', StringComparison.Ordinal)
                ? new KeywordEvaluation { Keyword = Name, IsValid = false, Error = "It is written with a point." }
                : Evaluate(keyword, context);
    }
}
