using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Webhooks;

/// <summary>
/// A receiver of webhooks, written from the Standard Webhooks specification: it checks each signature by itself and keeps what came.
/// </summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly LoopbackServer _server;
    private readonly ChangeSignal _changes;
    private readonly ConcurrentQueue<ReceivedEvent> _received = new();
    private readonly ConcurrentBag<string> _secrets = [];

    private WebhookReceiver(LoopbackServer server, ChangeSignal changes) => (_server, _changes) = (server, changes);

    /// <summary>Where it listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<ReceivedEvent> Received => [.. _received];

    /// <summary>What it answers, for a time; 204 takes an event.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>It knows a secret, <c>whsec_…</c>, from now on.</summary>
    public void Know(string secret) => _secrets.Add(secret);

    /// <summary>Waits until what came satisfies a condition.</summary>
    /// <returns>What came.</returns>
    /// <exception cref="OperationCanceledException">It did not in time.</exception>
    public Task<IReadOnlyList<ReceivedEvent>> UntilAsync(
        Func<IReadOnlyList<ReceivedEvent>, bool> condition, CancellationToken cancellationToken) =>
        _changes.UntilAsync(() => Received is var received && condition(received) ? received : null, cancellationToken);

    /// <summary>Starts it on a free port.</summary>
    internal static async Task<WebhookReceiver> StartAsync(ChangeSignal changes, CancellationToken cancellationToken)
    {
        WebhookReceiver? receiver = null;
        var server = await LoopbackServer.StartAsync(context => receiver!.TakeAsync(context), cancellationToken);
        return receiver = new WebhookReceiver(server, changes);
    }

    /// <summary>Starts it by itself on a free port.</summary>
    public static Task<WebhookReceiver> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(new ChangeSignal(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        var headers = context.Request.Headers;
        var (id, timestamp, signatures) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(),
            headers["webhook-signature"].ToString());
        var isVerified = long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance
            && _secrets.Any(secret => IsSigned(secret, $"{id}.{timestamp}.", bytes.ToArray(), signatures));
        var status = isVerified ? Status : StatusCodes.Status401Unauthorized;
        context.Response.StatusCode = status;
        await context.Response.CompleteAsync();
        using var json = JsonDocument.Parse(bytes.ToArray());
        _received.Enqueue(new ReceivedEvent(id, isVerified, status, json.RootElement.Clone()));
        _changes.Raise();
    }

    private static bool IsSigned(string secret, string before, byte[] body, string signatures)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes(before), .. body];
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(expected)));
    }
}

/// <summary>An event that came.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsVerified">Whether a known secret signed it.</param>
/// <param name="Status">What was answered.</param>
/// <param name="Event">The CloudEvent.</param>
public sealed record ReceivedEvent(string Id, bool IsVerified, int Status, JsonElement Event)
{
    /// <summary>Its type.</summary>
    public string Type => Event.GetProperty("type").GetString()!;

    /// <summary>The exception; empty for a test.</summary>
    public string Subject => Event.TryGetProperty("subject", out var subject) ? subject.GetString()! : "";
}
