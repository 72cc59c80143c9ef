using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Fakes;

/// <summary>Checkpoints in memory.</summary>
public sealed class FakeCheckpoints : ICheckpoints
{
    private readonly Lock gate = new();
    private readonly List<StoredCheckpoint> kept = [];
    private readonly Dictionary<string, DateTimeOffset> claims = [];
    private StoredCheckpoint? named;

    /// <summary>A person with access to the store writes over them.</summary>
    /// <param name="change">What they leave.</param>
    /// <param name="keepsLast">Whether what names the last one stays as it is.</param>
    public void Falsify(
        Func<IReadOnlyList<StoredCheckpoint>, IEnumerable<StoredCheckpoint>> change, bool keepsLast = false)
    {
        lock (gate)
        {
            named = keepsLast && kept is [.., var last] ? last : null;
            StoredCheckpoint[] changed = [.. change([.. kept])];
            kept.Clear();
            kept.AddRange(changed);
        }
    }

    public async IAsyncEnumerable<StoredCheckpoint> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredCheckpoint[] all;
        lock (gate)
        {
            all = [.. kept.OrderBy(checkpoint => checkpoint.Day, StringComparer.Ordinal)];
        }

        foreach (var checkpoint in all)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await Task.FromResult(checkpoint);
        }
    }

    public Task<LastCheckpoint?> FindLastAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult((named ?? kept.LastOrDefault()) is { } last ? new LastCheckpoint(last.Day, last.Hash, last.Streams) : null);
        }
    }

    public Task<bool> TryClaimAsync(string day, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (claims.TryGetValue(day, out var held) && held > now)
            {
                return Task.FromResult(false);
            }

            claims[day] = until;
            return Task.FromResult(true);
        }
    }

    public Task<bool> TryKeepAsync(StoredCheckpoint checkpoint, string? previous, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            var last = kept is [.., var newest] ? newest.Hash : null;
            if (last != previous)
            {
                return Task.FromResult(last == checkpoint.Hash);
            }

            if (kept.Exists(one => one.Day == checkpoint.Day))
            {
                return Task.FromResult(false);
            }

            kept.Add(checkpoint);
            return Task.FromResult(true);
        }
    }
}
