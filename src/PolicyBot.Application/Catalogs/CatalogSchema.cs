using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NJsonSchema;
using NJsonSchema.Validation;

namespace PolicyBot.Application.Catalogs;

/// <summary>Checks a catalog's shape against <c>catalog.schema.json</c> and says where in the YAML file it is wrong.</summary>
internal static partial class CatalogSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(() => JsonSchema.FromJsonAsync(Text).GetAwaiter().GetResult()); // all of it is in memory: nothing is awaited

    /// <summary>The schema itself, for editors and documentation.</summary>
    public static string Text { get; } = ReadText();

    /// <summary>What is wrong with the shape of a catalog; nothing: every part is where and what it should be.</summary>
    public static IEnumerable<CatalogFault> Check(string file, YamlValue root) =>
        Flatten(Schema.Value.Validate(Json(root)))
            .Select(error => Fault(file, root, error))
            .OfType<CatalogFault>();

    private static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors) => errors.SelectMany(error => error switch
    {
        ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } inner =>
            Flatten(inner.Errors.SelectMany(pair => pair.Value)),
        _ => [error],
    });

    private static CatalogFault? Fault(string file, YamlValue root, ValidationError error)
    {
        var schema = error.Schema.ActualSchema;
        var path = Steps(error.Path);
        var parent = error.Kind is ValidationErrorKind.PropertyRequired or ValidationErrorKind.NoAdditionalPropertiesAllowed
            ? Steps(error.Path[..^error.Property.Length].TrimEnd('.'))
            : path;
        var name = path.OfType<string>().LastOrDefault() ?? "The file";
        var value = root.At(path);
        (int Line, string Rule, string Message)? said = error.Kind switch
        {
            ValidationErrorKind.PropertyRequired when root.At(parent) is { IsMap: false } => null, // that it is no map has been said
            ValidationErrorKind.PropertyRequired => (root.LineAt(parent), "missing-key", $"`{error.Property}` is missing."),
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                (root.LineAt([.. parent, error.Property]), "unknown-key", $"`{error.Property}` is no key here.{Suggest(error.Property, schema.Properties.Keys)}"),
            ValidationErrorKind.NotInEnumeration =>
                (root.LineAt(path), "wrong-value", $"`{name}` is {Shown(value)}; it must be {string.Join(", ", schema.Enumeration.Select(choice => $"`{choice}`"))}."),
            ValidationErrorKind.PatternMismatch or ValidationErrorKind.NotOneOf or ValidationErrorKind.NotAnyOf =>
                (root.LineAt(path), "wrong-value", $"`{name}` is {Shown(value)}. Expected: {schema.Description}."),
            ValidationErrorKind.StringTooLong => (root.LineAt(path), "wrong-value", $"`{name}` has more than {schema.MaxLength} characters."),
            ValidationErrorKind.StringTooShort => (root.LineAt(path), "wrong-value", $"`{name}` is empty."),
            ValidationErrorKind.NumberTooSmall => (root.LineAt(path), "wrong-value", $"`{name}` is {Shown(value)}; the least is {schema.Minimum}."),
            ValidationErrorKind.NumberTooBig => (root.LineAt(path), "wrong-value", $"`{name}` is {Shown(value)}; the most is {schema.Maximum}."),
            ValidationErrorKind.TooFewItems => (root.LineAt(path), "wrong-value", $"`{name}` needs at least {schema.MinItems} of its items."),
            ValidationErrorKind.TooManyItems => (root.LineAt(path), "wrong-value", $"`{name}` has more than {schema.MaxItems} items."),
            ValidationErrorKind.TooFewProperties => (root.LineAt(path), "wrong-value", $"`{name}` is empty."),
            ValidationErrorKind.StringExpected => (root.LineAt(path), "wrong-type", $"`{name}` must be text; write it in quotes if it looks like something else."),
            ValidationErrorKind.IntegerExpected or ValidationErrorKind.NumberExpected => (root.LineAt(path), "wrong-type", $"`{name}` must be a number."),
            ValidationErrorKind.BooleanExpected => (root.LineAt(path), "wrong-type", $"`{name}` must be true or false."),
            ValidationErrorKind.ArrayExpected => (root.LineAt(path), "wrong-type", $"`{name}` must be a list, in brackets or with dashes."),
            ValidationErrorKind.ObjectExpected => (root.LineAt(path), "wrong-type", $"`{name}` must be a map of keys and values."),
            _ => (root.LineAt(path), "wrong-value", $"`{name}` is not as it should be ({error.Kind}).{(schema.Description is { } expected ? $" Expected: {expected}." : "")}"),
        };
        return said is { } fault ? new CatalogFault(file, fault.Line, fault.Rule, fault.Message) : null;
    }

    private static string Shown(YamlValue? value) => value is { IsMap: false, Items.Count: 0 } ? $"\"{value.Text}\"" : "something else";

    // The key a typo most likely meant: the nearest one, at most two letters away.
    private static string Suggest(string typed, IEnumerable<string> known)
    {
        var nearest = known.Select(key => (Key: key, Distance: Distance(typed, key))).OrderBy(pair => pair.Distance).FirstOrDefault((Key: "", Distance: int.MaxValue));
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

    // #/rules[0].when['field.accountType'] -> "rules", 0, "when", "field.accountType"
    private static object[] Steps(string path) =>
        [.. PathStep().Matches(path).Select(step => step.Groups["index"].Success
            ? (object)int.Parse(step.Groups["index"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : step.Groups["quoted"].Success ? step.Groups["quoted"].Value.Replace("\\'", "'", StringComparison.Ordinal) : step.Groups["name"].Value)];

    [GeneratedRegex(@"\[(?<index>\d+)\]|\['(?<quoted>(?:\\'|[^'])*)'\]|(?<name>[^.\[\]#/][^.\[]*)")]
    private static partial Regex PathStep();

    private static string Json(YamlValue root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(CatalogSchema).Assembly.GetManifestResourceStream("PolicyBot.Application.Catalogs.catalog.schema.json")!);
        return reader.ReadToEnd();
    }
}
