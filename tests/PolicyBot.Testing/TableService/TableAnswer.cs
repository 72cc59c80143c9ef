using System.Buffers;
using System.Net;
using System.Text.Json;

namespace PolicyBot.Testing.TableService;

/// <summary>An answer as Azure gives it: errors have their code in the body alone.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="ContentType">Its type.</param>
internal sealed record TableAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, string ContentType = TableAnswer.MinimalMetadata)
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static TableAnswer TableNotFound => Refused(HttpStatusCode.NotFound, "TableNotFound", "The table specified does not exist.");

    /// <summary>The version of the row.</summary>
    public string? ETag { get; init; }

    /// <summary>How many rows are in it.</summary>
    public int Rows { get; init; }

    /// <summary>Where a query goes on; null at its end.</summary>
    public (string Partition, string Row)? Continuation { get; init; }

    /// <summary>Why not: what the body says, for the part of a transaction that failed.</summary>
    public (string Code, string Message)? Refusal { get; init; }

    public static TableAnswer Done(string? version) => new(HttpStatusCode.NoContent, default) { ETag = version };

    public static TableAnswer Refused(HttpStatusCode status, string code, string message) =>
        Json(status, writer => WriteError(writer, code, message)) with { Refusal = (code, message) };

    public static TableAnswer Json(HttpStatusCode status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new TableAnswer(status, buffer.WrittenMemory);
    }

    /// <summary>The same refusal, of one action of several.</summary>
    public TableAnswer OfAction(int index) => Refused(Status, Refusal!.Value.Code, $"{index}:{Refusal.Value.Message}");

    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(Status) { RequestMessage = request, Content = new ByteArrayContent(Body.ToArray()) };
        if (!Body.IsEmpty)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        if (ETag is not null)
        {
            response.Headers.TryAddWithoutValidation("ETag", ETag);
        }

        if (Continuation is var (partition, row))
        {
            response.Headers.TryAddWithoutValidation("x-ms-continuation-NextPartitionKey", partition);
            response.Headers.TryAddWithoutValidation("x-ms-continuation-NextRowKey", row);
        }

        return response;
    }

    private static void WriteError(Utf8JsonWriter writer, string code, string message)
    {
        writer.WriteStartObject("odata.error");
        writer.WriteString("code", code);
        writer.WriteStartObject("message");
        writer.WriteString("lang", "en-US");
        writer.WriteString("value", $"{message}\nRequestId:00000000-0000-0000-0000-000000000000\nTime:2026-11-20T06:48:52.5953658Z");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
