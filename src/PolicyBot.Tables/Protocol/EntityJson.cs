using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// Rows as OData JSON with minimal metadata.
/// Source: https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations.
/// </summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    // Everything but quotes, backslashes and controls as itself: text would be six times as long otherwise.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A row as one line of JSON; nulls are left out.</summary>
    /// <exception cref="ArgumentException">The service would not take the row.</exception>
    public static ReadOnlyMemory<byte> Write(TableEntity entity)
    {
        EntityLimits.Check(entity);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString(TableEntity.PartitionKeyName, entity.PartitionKey);
            json.WriteString(TableEntity.RowKeyName, entity.RowKey);
            foreach (var (name, value) in entity)
            {
                if (value is not null && !EntityLimits.IsOfEveryRow(name))
                {
                    WriteProperty(json, name, value);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The JSON that names a table.</summary>
    public static ReadOnlyMemory<byte> WriteTable(string name)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("TableName", name);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>One row.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not a row.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json)
        where T : class, ITableEntity, IDictionary<string, object?>, new()
    {
        using var document = JsonDocument.Parse(json);
        return ReadRow<T>(document.RootElement);
    }

    /// <summary>A page of a query.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not a page of rows.</exception>
    public static List<T> ReadPage<T>(ReadOnlyMemory<byte> json)
        where T : class, ITableEntity, IDictionary<string, object?>, new()
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("value", out var rows)
            || rows.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("The answer is not a page of rows.");
        }

        var page = new List<T>(rows.GetArrayLength());
        foreach (var row in rows.EnumerateArray())
        {
            page.Add(ReadRow<T>(row));
        }

        return page;
    }

    /// <summary>A time as the service writes it: UTC, seven decimals.</summary>
    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static void WriteProperty(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteString(name + TypeSuffix, "Edm.Int64");
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + TypeSuffix, "Edm.Double"); // 3 would be an Int32
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset time:
                json.WriteString(name + TypeSuffix, "Edm.DateTime");
                json.WriteString(name, TextOf(time));
                break;
            case Guid id:
                json.WriteString(name + TypeSuffix, "Edm.Guid");
                json.WriteString(name, id);
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default:
                throw new ArgumentException($"Property {name} is a {value.GetType().Name}, which a row cannot hold.", nameof(value));
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, number.ToString(CultureInfo.InvariantCulture)); // NaN, Infinity, -Infinity
        }
    }

    private static T ReadRow<T>(JsonElement row)
        where T : class, ITableEntity, IDictionary<string, object?>, new()
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The answer is not a row.");
        }

        var entity = new T();
        foreach (var property in row.EnumerateObject())
        {
            if (property.NameEquals(TableEntity.ETagName))
            {
                entity.ETag = new ETag(property.Value.GetString()!);
            }
            else if (!property.Name.StartsWith("odata.", StringComparison.Ordinal)
                && !property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal)
                && property.Value.ValueKind != JsonValueKind.Null)
            {
                entity[property.Name] = ReadValue(row, property);
            }
        }

        return entity;
    }

    private static object ReadValue(JsonElement row, JsonProperty property)
    {
        var value = property.Value;
        var type = property.NameEquals(TableEntity.TimestampName) ? "Edm.DateTime" // never annotated
            : row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() // before or after its value
            : null;
        return (type, value.ValueKind) switch
        {
            (null or "Edm.String", JsonValueKind.String) => value.GetString()!,
            (null or "Edm.Boolean", JsonValueKind.True) => true,
            (null or "Edm.Boolean", JsonValueKind.False) => false,
            (null or "Edm.Int32", JsonValueKind.Number) when value.TryGetInt32(out var number) => number,
            (null or "Edm.Double", JsonValueKind.Number) => value.GetDouble(),
            ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.Int64", JsonValueKind.String) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.DateTime", JsonValueKind.String) => DateTimeOffset.Parse(
                value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            ("Edm.Guid", JsonValueKind.String) => Guid.Parse(value.GetString()!),
            ("Edm.Binary", JsonValueKind.String) => value.GetBytesFromBase64(),
            _ => throw new FormatException($"Property {property.Name} is of a type that rows do not have."),
        };
    }
}
