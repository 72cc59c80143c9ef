using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PolicyBot.Testing.TableService;

/// <summary>A transaction as a multipart request, and the answer to it.</summary>
internal static class TransactionText
{
    private const string End = "\r\n";
    private const string IfMatch = "If-Match:";

    /// <summary>Reads the actions of a transaction: one change set is the one part of the request.</summary>
    /// <param name="contentType">The request's content type, which names the boundary.</param>
    /// <param name="body">The body.</param>
    public static async Task<IReadOnlyList<TableAction>> ReadAsync(string contentType, byte[] body)
    {
        var changes = await ReaderOf(contentType, new MemoryStream(body)).ReadNextSectionAsync();
        var parts = ReaderOf(changes!.ContentType!, changes.Body);
        var actions = new List<TableAction>();
        while (await parts.ReadNextSectionAsync() is { } part)
        {
            using var text = new MemoryStream();
            await part.Body.CopyToAsync(text);
            actions.Add(ReadAction(text.GetBuffer().AsMemory(0, (int)text.Length)));
        }

        return actions;
    }

    /// <summary>Writes an answer to each action; when one was refused, to this one alone.</summary>
    public static TableAnswer Write(IReadOnlyList<TableAnswer> answers)
    {
        var (batch, changes) = ($"batchresponse_{Guid.NewGuid()}", $"changesetresponse_{Guid.NewGuid()}");
        var body = new StringBuilder().Append("--").Append(batch).Append(End)
            .Append("Content-Type: multipart/mixed; boundary=").Append(changes).Append(End).Append(End);
        foreach (var answer in answers[^1].Refusal is null ? answers : [answers[^1].OfAction(answers.Count - 1)])
        {
            body.Append("--").Append(changes).Append(End)
                .Append("Content-Type: application/http").Append(End)
                .Append("Content-Transfer-Encoding: binary").Append(End).Append(End)
                .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)answer.Status} {answer.Status}").Append(End)
                .Append("DataServiceVersion: 3.0;").Append(End);
            if (answer.ETag is not null)
            {
                body.Append("ETag: ").Append(answer.ETag).Append(End);
            }

            if (!answer.Body.IsEmpty)
            {
                body.Append("Content-Type: ").Append(answer.ContentType).Append(End);
            }

            body.Append(End).Append(Encoding.UTF8.GetString(answer.Body.Span)).Append(End);
        }

        body.Append("--").Append(changes).Append("--").Append(End).Append("--").Append(batch).Append("--").Append(End);
        return new TableAnswer(HttpStatusCode.Accepted, Encoding.UTF8.GetBytes(body.ToString()), $"multipart/mixed; boundary={batch}");
    }

    private static MultipartReader ReaderOf(string contentType, Stream body) =>
        new(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).ToString(), body);

    // POST https://ACCOUNT/Table HTTP/1.1, headers, an empty line, JSON on one line.
    private static TableAction ReadAction(ReadOnlyMemory<byte> part)
    {
        var end = part.Span.IndexOf("\r\n\r\n"u8);
        var head = Encoding.UTF8.GetString((end < 0 ? part : part[..end]).Span).Split(End);
        var line = head[0].Split(' ');
        var path = Uri.UnescapeDataString(new Uri(line[1]).AbsolutePath);
        var ifMatch = head.FirstOrDefault(header => header.StartsWith(IfMatch, StringComparison.OrdinalIgnoreCase));
        return TableAction.Parse(line[0], path, ifMatch?[IfMatch.Length..].Trim(), end < 0 ? default : part[(end + 4)..]);
    }
}
