using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>The one place where answers and exceptions become the two failures a caller sees.</summary>
internal static class TableFailures
{
    /// <summary>The failure that an answer means: an outage, or a refusal with its <see cref="RequestFailedException.ErrorCode"/>.</summary>
    public static Exception Of(Response response)
    {
        var (code, _) = Read(response);
        return IsOutage(response.Status)
            ? Unavailable(response.Status, code)
            : new RequestFailedException(response, innerException: null, Parser.Instance);
    }

    /// <summary>The failure of a transaction whose one answer is this.</summary>
    public static Exception OfTransaction(Response response)
    {
        var (code, message) = Read(response);
        return IsOutage(response.Status)
            ? Unavailable(response.Status, code)
            : new TableTransactionFailedException(
                response.Status, $"The transaction failed: {message ?? response.ReasonPhrase}", code, IndexOf(message));
    }

    /// <summary>The failure that an exception of the pipeline means.</summary>
    public static TableStorageUnavailableException Of(Exception failure) =>
        failure as TableStorageUnavailableException
        ?? new TableStorageUnavailableException("Table storage could not be reached, or did not answer in time.", 0, null, failure);

    /// <summary>Reads a successful answer; one that makes no sense is an outage, of the service or of something in between.</summary>
    /// <exception cref="TableStorageUnavailableException">It makes no sense.</exception>
    public static T Read<T>(Response response, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(BodyOf(response));
        }
        catch (Exception senseless) when (senseless is JsonException or FormatException or InvalidOperationException)
        {
            throw new TableStorageUnavailableException("The answer is not one of Table storage.", response.Status, null, senseless);
        }
    }

    /// <summary>Whether an exception of the pipeline is an outage: after retries, without them, or a time-out of its own.</summary>
    public static bool IsOutage(Exception failure, CancellationToken cancellationToken) => failure switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested, // Azure.Core's NetworkTimeout
        RequestFailedException or AggregateException or IOException or TableStorageUnavailableException => true,
        _ => false,
    };

    /// <summary>The service's code for a failed answer; null when it gives none.</summary>
    public static string? CodeOf(Response response) => Read(response).Code;

    private static bool IsOutage(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    private static TableStorageUnavailableException Unavailable(int status, string? code) =>
        new($"Table storage is not available: {status} {code}", status, code, inner: null);

    // The number of the action stands before the text: "2:The specified entity already exists."
    private static int? IndexOf(string? message)
    {
        var colon = message?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), out var index) ? index : null;
    }

    // The body first: that the header is always there is documented nowhere.
    private static (string? Code, string? Message) Read(Response response)
    {
        var body = BodyOf(response);
        var read = body.IsEmpty ? default : ReadJson(body) ?? ReadXml(body) ?? default;
        return read.Code is null && response.Headers.TryGetValue("x-ms-error-code", out var code) ? (code, read.Message) : read;
    }

    private static ReadOnlyMemory<byte> BodyOf(Response response) =>
        response.ContentStream is null ? ReadOnlyMemory<byte>.Empty : response.Content.ToMemory();

    private static (string? Code, string? Message)? ReadJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("odata.error");
            return (error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString());
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // XML, or from something in between
        }
    }

    private static (string? Code, string? Message)? ReadXml(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            reader.ReadToFollowing("Error");
            string? code = null, message = null;
            while (reader.Read())
            {
                while (reader.NodeType == XmlNodeType.Element && reader.LocalName is "Code" or "Message")
                {
                    _ = reader.LocalName == "Code"
                        ? code = reader.ReadElementContentAsString()
                        : message = reader.ReadElementContentAsString();
                }
            }

            return (code, message);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private sealed class Parser : RequestFailedDetailsParser
    {
        public static readonly Parser Instance = new();

        public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
        {
            var (code, message) = Read(response);
            error = code is null ? null : new ResponseError(code, message);
            data = null;
            return code is not null;
        }
    }
}
