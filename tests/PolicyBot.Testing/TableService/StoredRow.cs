using System.Net;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Testing.TableService;

/// <summary>One row as it came: each property with its JSON, the annotations of types among them.</summary>
internal sealed record StoredRow(string PartitionKey, string RowKey)
{
    private const string TypeSuffix = "@odata.type";
    private const int StringUnits = 32_768;
    private const int EntityBytes = 1024 * 1024;
    private const int MostProperties = 252;

    /// <summary>Properties by name, in the order in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Properties { get; init; } = [];

    public string ETag { get; init; } = "";

    public DateTimeOffset Timestamp { get; init; }

    /// <summary>Reads a row.</summary>
    /// <param name="json">An object.</param>
    /// <param name="fault">Why the service does not take it; null when it does.</param>
    public static StoredRow Parse(ReadOnlyMemory<byte> json, out TableAnswer? fault)
    {
        using var document = JsonDocument.Parse(json);
        string? partition = null, row = null;
        var properties = new List<KeyValuePair<string, byte[]>>();
        (string Code, string Message)? why = null;
        var bytes = 4L;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "PartitionKey":
                    partition = property.Value.GetString();
                    break;
                case "RowKey":
                    row = property.Value.GetString();
                    break;
                case "Timestamp" or "odata.etag" or "odata.metadata":
                    break; // the service's own
                default:
                    why ??= FaultOf(document.RootElement, property);
                    bytes += BytesOf(property);
                    if (property.Value.ValueKind != JsonValueKind.Null)
                    {
                        properties.Add(new(property.Name, Encoding.UTF8.GetBytes(property.Value.GetRawText())));
                    }

                    break;
            }
        }

        bytes += 2 * ((partition?.Length ?? 0) + (row?.Length ?? 0));
        var count = properties.Count(property => !property.Key.EndsWith(TypeSuffix, StringComparison.Ordinal));
        why ??= partition is null || row is null ? ("PropertiesNeedValue", "The values are not specified for all properties in the entity.")
            : !IsKey(partition) || !IsKey(row) ? ("OutOfRangeInput", "One of the request inputs is out of range.")
            : count > MostProperties ? ("TooManyProperties", "The entity has too many properties.")
            : bytes >= EntityBytes ? ("EntityTooLarge", "The entity is larger than allowed by the Table Service.")
            : null;
        fault = why is var (code, message) ? TableAnswer.Refused(HttpStatusCode.BadRequest, code, message) : null;
        return new StoredRow(partition ?? "", row ?? "") { Properties = properties };
    }

    /// <summary>Writes the row into an answer.</summary>
    /// <param name="select">Only these properties; null for all.</param>
    public void Write(Utf8JsonWriter writer, IReadOnlySet<string>? select)
    {
        writer.WriteString("odata.etag", ETag);
        WriteOwn("PartitionKey", PartitionKey);
        WriteOwn("RowKey", RowKey);
        WriteOwn("Timestamp", Versions.TextOf(Timestamp));
        foreach (var (name, json) in Properties)
        {
            if (select is null || select.Contains(name.EndsWith(TypeSuffix, StringComparison.Ordinal) ? name[..^TypeSuffix.Length] : name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(json, skipInputValidation: true);
            }
        }

        void WriteOwn(string name, string text)
        {
            if (select is null || select.Contains(name))
            {
                writer.WriteString(name, text);
            }
        }
    }

    /// <summary>The row with what another holds too; of what both hold, the other's.</summary>
    public StoredRow With(StoredRow merged) => this with
    {
        Properties = [.. Properties.Where(property => !merged.Properties.Any(other => other.Key == property.Key)), .. merged.Properties],
    };

    /// <summary>The text or flag of a name; null for what is none of these or not there.</summary>
    public object? ValueOf(string name) => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        _ => Properties.FirstOrDefault(property => property.Key == name).Value switch
        {
            null => null,
            [(byte)'"', ..] text => JsonSerializer.Deserialize<string>(text),
            [(byte)'t' or (byte)'f', ..] flag => flag[0] == 't',
            _ => null,
        },
    };

    private static (string Code, string Message)? FaultOf(JsonElement row, JsonProperty property)
    {
        var type = row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
        return (property.Value.ValueKind, type) switch
        {
            (JsonValueKind.Object or JsonValueKind.Array, _) or (JsonValueKind.Number, "Edm.Int64") =>
                ("InvalidInput", "One of the request inputs is not valid."),
            (JsonValueKind.String, null or "Edm.String") when property.Value.GetString()!.Length > StringUnits =>
                ("PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB)."),
            _ => null,
        };
    }

    private static long BytesOf(JsonProperty property) => property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal)
        ? 0
        : 8 + (2 * property.Name.Length)
            + (property.Value.ValueKind == JsonValueKind.String ? (2 * property.Value.GetString()!.Length) + 4 : 8);

    private static bool IsKey(string key) =>
        key.Length <= 512 && !key.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character));
}
