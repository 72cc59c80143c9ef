using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>Takes the answer to a transaction apart: one part an action when all were done, a single one when none was.</summary>
internal static class TransactionAnswer
{
    private const string Multipart = "multipart/";

    /// <summary>The answers to the actions, in the order in which they were sent.</summary>
    /// <param name="response">A successful answer to the request as a whole.</param>
    /// <param name="actions">How many were sent.</param>
    /// <exception cref="TableTransactionFailedException">The service refused an action.</exception>
    /// <exception cref="TableStorageUnavailableException">It gave up, or the answer makes no sense.</exception>
    public static IReadOnlyList<Response> Read(Response response, int actions)
    {
        var parts = TableFailures.Read(response, body => Parse(response, body, actions));
        return parts is [{ IsError: true } failed] ? throw TableFailures.OfTransaction(failed) : parts;
    }

    private static List<Response> Parse(Response response, ReadOnlyMemory<byte> body, int actions)
    {
        var parts = new List<Response>();
        Collect(response.Headers.ContentType, Encoding.UTF8.GetString(body.Span), response.ClientRequestId, parts);
        return parts is [{ IsError: true }] || (parts.Count == actions && !parts.Exists(part => part.IsError))
            ? parts
            : throw new FormatException($"{parts.Count} answers to {actions} actions.");
    }

    // The change set is one part of the batch, and its parts are the answers.
    private static void Collect(string? contentType, string body, string clientRequestId, List<Response> answers)
    {
        if (contentType is not null && contentType.StartsWith(Multipart, StringComparison.OrdinalIgnoreCase))
        {
            foreach (var part in Split(body, BoundaryOf(contentType)))
            {
                var (headers, content) = TakeHeaders(part);
                Collect(headers.GetValueOrDefault(HttpHeader.Names.ContentType), content, clientRequestId, answers);
            }
        }
        else
        {
            answers.Add(ReadAnswer(body, clientRequestId));
        }
    }

    private static string BoundaryOf(string contentType) => MediaTypeHeaderValue.Parse(contentType).Parameters
        .FirstOrDefault(parameter => parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"')
        ?? throw new FormatException("A multipart answer without a boundary.");

    private static IEnumerable<string> Split(string body, string boundary)
    {
        var separator = $"\r\n--{boundary}";
        var pieces = ("\r\n" + body).Split(separator);
        if (pieces.Length < 3 || !pieces[^1].StartsWith("--", StringComparison.Ordinal))
        {
            throw new FormatException("A multipart answer that breaks off.");
        }

        return pieces[1..^1].Select(piece => piece[(piece.IndexOf('\n', StringComparison.Ordinal) + 1)..]); // the rest of the boundary's line
    }

    private static TransactionPart ReadAnswer(string part, string clientRequestId)
    {
        var end = part.IndexOf("\r\n", StringComparison.Ordinal);
        var status = end < 0 ? [] : part[..end].Split(' ', 3); // HTTP/1.1 204 No Content
        if (status.Length < 2 || !status[0].StartsWith("HTTP/", StringComparison.Ordinal) || !int.TryParse(status[1], out var code))
        {
            throw new FormatException("An answer to an action without a status.");
        }

        var (headers, content) = TakeHeaders(part[(end + 2)..]);
        return new TransactionPart(code, status.ElementAtOrDefault(2) ?? "", headers, content, clientRequestId);
    }

    private static (Dictionary<string, string> Headers, string Content) TakeHeaders(string text)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var start = 0;
        while (text.IndexOf("\r\n", start, StringComparison.Ordinal) is var end && end > start)
        {
            var line = text[start..end];
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw new FormatException("A line among the headers that is none.");
            }

            headers[line[..colon]] = line[(colon + 1)..].Trim();
            start = end + 2;
        }

        return (headers, text[Math.Min(start + 2, text.Length)..]);
    }
}
