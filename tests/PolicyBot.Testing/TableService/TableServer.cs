using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace PolicyBot.Testing.TableService;

/// <summary>An <see cref="InMemoryTableService"/> behind a socket of this machine, for a Host that is a process of its own.</summary>
public sealed partial class TableServer : IAsyncDisposable
{
    private readonly HttpMessageInvoker service;
    private ALoopbackServer server = null!;
    private readonly ConcurrentQueue<string> requests = new();

    private TableServer(InMemoryTableService served) => service = new HttpMessageInvoker(served);

    /// <summary>Names the account. The key is no secret: every request is answered.</summary>
    public string ConnectionString => $"AccountName=memory;AccountKey=AAAA;TableEndpoint={server.Address}";

    /// <summary>
    /// How many requests came so far, without the queries of the table of work: every Host asks them every two seconds in any case.
    /// </summary>
    public int Requests => requests.Count;

    /// <summary>
    /// The newest of these requests, in the order in which they came: method, address, and of a transaction the rows that it writes.
    /// </summary>
    /// <param name="earlier">How many are left out.</param>
    public IReadOnlyList<string> RequestsAfter(int earlier) => [.. requests.Skip(earlier)];

    /// <summary>Starts an account on a free port.</summary>
    /// <param name="service">What it answers from, and disposes of; null: an empty one.</param>
    public static async Task<TableServer> StartAsync(InMemoryTableService? service = null)
    {
        var started = new TableServer(service ?? new InMemoryTableService());
        started.server = await ALoopbackServer.StartAsync(started.AnswerAsync);
        return started;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        service.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var isCounted = !target.Contains("Work()?", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(server.Address, target));
        if (context.Request.Headers.IfMatch is { Count: > 0 } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version.ToString());
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (isCounted)
        {
            requests.Enqueue(Describe(context.Request.Method, target, body));
        }

        request.Content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);

        using var answer = await service.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            context.Response.Headers[name] = new StringValues([.. values]);
        }

        var content = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (content.Length > 0)
        {
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private static string Describe(string method, string target, MemoryStream body)
    {
        var text = Uri.UnescapeDataString($"{method} {target}");
        return target.Contains("$batch", StringComparison.Ordinal)
            ? string.Join(' ', RowOfTransaction().Matches(Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length))
                .Select(row => Uri.UnescapeDataString(row.Value)).Prepend(text))
            : text;
    }

    [GeneratedRegex(@"(?<=POST |PUT |MERGE |DELETE )https?://\S+|(?<=""RowKey"":"")[^""]+")]
    private static partial Regex RowOfTransaction();
}
