using System.Collections.Concurrent;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Catalogs that served, in memory.</summary>
public sealed class FakeCatalogVersions : ICatalogVersions
{
    private readonly ConcurrentDictionary<string, (string Text, DateTimeOffset FirstSeen)> kept = new();

    public Task<bool> KeepAsync(string hash, string text, DateTimeOffset firstSeen, CancellationToken cancellationToken) =>
        Task.FromResult(kept.TryAdd(hash, (text, firstSeen)));

    public Task TakeUpAsync(string hash, DateTimeOffset at, CancellationToken cancellationToken)
    {
        kept[hash] = (kept[hash].Text, at);
        return Task.CompletedTask;
    }

    public Task<(string Hash, DateTimeOffset At)?> FindNewestAsync(CancellationToken cancellationToken) =>
        Task.FromResult<(string, DateTimeOffset)?>(
            kept.IsEmpty ? null : kept.Select(version => (version.Key, version.Value.FirstSeen)).MaxBy(version => version.FirstSeen));

    public Task<string?> ReadAsync(string hash, CancellationToken cancellationToken) =>
        Task.FromResult(kept.TryGetValue(hash, out var version) ? version.Text : null);
}
