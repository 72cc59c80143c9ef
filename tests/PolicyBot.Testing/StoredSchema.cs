using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Json.Schema.Keywords;
using Draft06 = Json.Schema.Keywords.Draft06;

namespace PolicyBot.Testing;

/// <summary>
/// A vendor's JSON Schema, kept beside the tests so that they need no network. It is read strictly: a keyword that is not understood is
/// an error, and a pattern is for texts only.
/// </summary>
public sealed class StoredSchema
{
    private static readonly EvaluationOptions EveryFault = new() { OutputFormat = OutputFormat.List };

    /// <summary>Keywords for people or other tools.</summary>
    private static readonly string[] Words =
    [
        "id", "title", "description", "default", "example", "examples", "version", "features", "format", "builtInTabId", "_note",
    ];

    private readonly JsonSchema _schema;

    private StoredSchema(JsonSchema schema) => _schema = schema;

    /// <summary>Reads a schema that is embedded in the tests.</summary>
    /// <param name="tests">The assembly that holds it.</param>
    /// <param name="name">Its file's name.</param>
    /// <exception cref="JsonSchemaException">It uses a keyword that is not understood.</exception>
    public static StoredSchema Read(Assembly tests, string name)
    {
        using var stored = tests.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"No schema {name} in the test assembly.", name);
        return Parse(new StreamReader(stored).ReadToEnd());
    }

    /// <summary>Reads a schema of draft 4, 6 or 7.</summary>
    /// <exception cref="JsonSchemaException">It uses a keyword that is not understood.</exception>
    public static StoredSchema Parse(string schema) => new(JsonSchema.FromText(schema, StrictDialects()));

    /// <summary>What is wrong, with the place of each fault; empty for a good document.</summary>
    public IReadOnlyList<string> Faults(JsonNode? document)
    {
        var value = JsonSerializer.SerializeToElement(document);
        if (_schema.Evaluate(value).IsValid)
        {
            return [];
        }

        var result = _schema.Evaluate(value, EveryFault);
        return [.. from part in (result.Details ?? []).Prepend(result)
                   from error in part.Errors ?? []
                   select $"{part.InstanceLocation}: {error.Value}"];
    }

    // Slack's schema says only in its last line which draft it is of.
    private static BuildOptions StrictDialects()
    {
        var options = new BuildOptions { DialectRegistry = new DialectRegistry(), Dialect = StrictDialect("07") };
        foreach (var draft in new[] { "04", "06", "07" })
        {
            options.DialectRegistry.Register(StrictDialect(draft));
        }

        return options;
    }

    // Draft 7 in all of them: what 4 and 6 lack is used by Microsoft's schemas all the same.
    private static Dialect StrictDialect(string draft) => new(
    [
        SchemaKeyword.Instance, Draft06.IdKeyword.Instance, RefKeyword.Instance, Draft06.DefinitionsKeyword.Instance,
        TypeKeyword.Instance, EnumKeyword.Instance, ConstKeyword.Instance,
        AllOfKeyword.Instance, AnyOfKeyword.Instance, OneOfKeyword.Instance, NotKeyword.Instance, IfKeyword.Instance, ThenKeyword.Instance,
        new PatternOfTexts(), new RegexKeyword(), MaxLengthKeyword.Instance, MinLengthKeyword.Instance,
        MaximumKeyword.Instance, MinimumKeyword.Instance,
        Draft06.ItemsKeyword.Instance, MaxItemsKeyword.Instance, MinItemsKeyword.Instance, UniqueItemsKeyword.Instance,
        PropertiesKeyword.Instance, PatternPropertiesKeyword.Instance, AdditionalPropertiesKeyword.Instance,
        RequiredKeyword.Instance, MaxPropertiesKeyword.Instance, MinPropertiesKeyword.Instance, Draft06.DependenciesKeyword.Instance,
        .. Words.Select(word => new Word(word)),
    ])
    {
        Id = new Uri($"http://json-schema.org/draft-{draft}/schema#"),
        RefIgnoresSiblingKeywords = true,
        AllowUnknownKeywords = false,
    };

    private class PatternOfTexts : PatternKeyword
    {
        public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) =>
            context.Instance.ValueKind == JsonValueKind.String
                ? base.Evaluate(keyword, context)
                : new KeywordEvaluation { Keyword = Name, IsValid = false, Error = "It is no text." };
    }

    /// <summary>What Slack's schema calls a pattern in one place.</summary>
    private sealed class RegexKeyword : PatternOfTexts, IKeywordHandler
    {
        string IKeywordHandler.Name => "regex";
    }

    private sealed class Word(string name) : IKeywordHandler
    {
        public string Name => name;

        public object? ValidateKeywordValue(JsonElement value) => null;

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context) => KeywordEvaluation.Ignore;
    }
}
