using System.Collections.Concurrent;
using System.Globalization;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Keys of machines, in memory.</summary>
public sealed class FakeApiKeys : IApiKeys
{
    private readonly ConcurrentDictionary<string, ApiKey> keys = new(StringComparer.Ordinal);

    /// <summary>How often one was read.</summary>
    public int Reads { get; private set; }

    /// <inheritdoc/>
    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(keys.GetValueOrDefault(id));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ApiKey>>([.. keys.Values.OrderBy(key => key.Id, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public Task<bool> TryWriteAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var next = key with { ETag = (int.Parse(key.ETag ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture) };
        return Task.FromResult(key.ETag is null
            ? keys.TryAdd(key.Id, next)
            : keys.TryGetValue(key.Id, out var stands) && stands.ETag == key.ETag && keys.TryUpdate(key.Id, next, stands));
    }
}
