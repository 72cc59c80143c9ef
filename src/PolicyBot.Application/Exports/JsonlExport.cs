using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Exports;

/// <summary>One JSON object a line: the columns that are not empty, and the events as their hashes are over.</summary>
internal static class JsonlExport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(IAsyncEnumerable<ExportRow> rows, Stream to, CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(line, Options);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            Write(json, row);
            await json.FlushAsync(cancellationToken);
            line.Write("\n"u8);
            await to.WriteAsync(line.WrittenMemory, cancellationToken);
            line.ResetWrittenCount();
            json.Reset();
        }

        await to.FlushAsync(cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, ExportRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id.Value);
        json.WriteStartObject("exception");
        foreach (var (column, value) in ExportColumns.All.Zip(row.Values))
        {
            switch (value)
            {
                case null:
                    break;
                case long number:
                    json.WriteNumber(column.Name, number);
                    break;
                case DateTime instant:
                    json.WriteString(column.Name, ExportColumns.Write(instant));
                    break;
                default:
                    json.WriteString(column.Name, (string)value);
                    break;
            }
        }

        json.WriteEndObject();
        json.WriteStartArray("events");
        foreach (var stored in row.Events)
        {
            json.WriteStartObject();
            json.WriteString("hash", stored.Hash);
            json.WritePropertyName("event");
            WriteEvent(json, stored);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // As it is stored, to the letter; what was written over and is no JSON in one line any more stands there as text.
    private static void WriteEvent(Utf8JsonWriter json, StoredEvent stored)
    {
        // what has its hash was written by us; the rest is looked at
        if (RecordedEvent.HashOf(stored.Json) == stored.Hash || IsOneLineOfJson(stored.Json))
        {
            json.WriteRawValue(stored.Json, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(stored.Json);
        }
    }

    private static bool IsOneLineOfJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return text.AsSpan().IndexOfAny('\n', '\r') < 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
