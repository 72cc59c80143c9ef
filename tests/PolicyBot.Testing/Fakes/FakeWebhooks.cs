using System.Collections.Concurrent;
using System.Globalization;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Webhook endpoints, in memory.</summary>
public sealed class FakeWebhooks : IWebhooks
{
    private readonly ConcurrentDictionary<string, WebhookEndpoint> endpoints = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<WebhookEndpoint?> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(endpoints.GetValueOrDefault(id));

    /// <inheritdoc/>
    public Task<IReadOnlyList<WebhookEndpoint>> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WebhookEndpoint>>([.. endpoints.Values.OrderBy(endpoint => endpoint.Id, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var version = int.Parse(endpoint.ETag ?? "0", CultureInfo.InvariantCulture) + 1;
        var next = endpoint with { ETag = version.ToString(CultureInfo.InvariantCulture) };
        return Task.FromResult(endpoint.ETag is null
            ? endpoints.TryAdd(endpoint.Id, next)
            : endpoints.TryGetValue(endpoint.Id, out var stands)
                && stands.ETag == endpoint.ETag && endpoints.TryUpdate(endpoint.Id, next, stands));
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        endpoints.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
