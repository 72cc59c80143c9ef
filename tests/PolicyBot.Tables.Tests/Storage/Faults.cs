using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>Stands between the client and the network, keeps what was sent, and spoils the next answers as told.</summary>
internal sealed class Faults : DelegatingHandler
{
    private readonly TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> planned = new();

    public Faults()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>What was sent, tries included.</summary>
    public List<Sent> Requests { get; } = [];

    /// <summary>Pipeline options that go through here, with three retries that do not wait.</summary>
    public TableClientOptions Options(int maxRetries = 3)
    {
        var options = new TableClientOptions { Transport = new HttpClientTransport(this) };
        options.Retry.MaxRetries = maxRetries;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        return options;
    }

    /// <summary>The service takes the request, but its answer never arrives.</summary>
    public Faults LoseAnswer() => Plan(async (request, cancellationToken) =>
    {
        using var answer = await base.SendAsync(request, cancellationToken);
        throw new HttpRequestException("Connection reset.", new IOException());
    });

    /// <summary>Something else happens between the service's answer and its arrival.</summary>
    public Faults Meanwhile(Func<Task> happens) => Plan(async (request, cancellationToken) =>
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await happens();
        return answer;
    });

    /// <summary>The request never arrives.</summary>
    public Faults Unreachable() => Plan((_, _) => throw new HttpRequestException("Connection refused.", new IOException()));

    /// <summary>No answer until the client gives up.</summary>
    public Faults Hang() => Plan(async (_, cancellationToken) =>
    {
        hangs.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("Nobody gave up.");
    });

    /// <summary>Waits until a request is hanging.</summary>
    public Task HangsAsync() => hangs.Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>An answer of this status, body and content type; the request does not arrive.</summary>
    public Faults Answer(HttpStatusCode status, string body = "", string contentType = "application/json") => Plan((request, _) =>
    {
        var answer = new HttpResponseMessage(status) { RequestMessage = request, Content = new StringContent(body) };
        answer.Content.Headers.Remove("Content-Type");
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Task.FromResult(answer);
    });

    /// <summary>A page of a query, with or without the headers that say where it goes on.</summary>
    public Faults AnswerPage(string body, string? nextPartition, string? nextRow) => Plan((request, _) =>
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(body) };
        if (nextPartition is not null)
        {
            answer.Headers.Add("x-ms-continuation-NextPartitionKey", nextPartition);
        }

        if (nextRow is not null)
        {
            answer.Headers.Add("x-ms-continuation-NextRowKey", nextRow);
        }

        return Task.FromResult(answer);
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.ToDictionary(
            header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add(new Sent(request.Method.Method, request.RequestUri!, headers, body));
        return planned.TryDequeue(out var fault)
            ? await fault(request, cancellationToken)
            : await base.SendAsync(request, cancellationToken);
    }

    private Faults Plan(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> fault)
    {
        planned.Enqueue(fault);
        return this;
    }

    /// <summary>One request as it left.</summary>
    internal sealed record Sent(string Method, Uri Address, Dictionary<string, string> Headers, string Body);
}
