using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Reads what says that streams were moved out, so that <see cref="KnownPoints"/> misses none of them. A tombstone that no known key has
/// signed says nothing: whoever can write rows could hide a removed stream behind it.
/// </summary>
public static class RetiredStreams
{
    /// <summary>Reads the tombstones of the store.</summary>
    /// <param name="tombstones">Where they are.</param>
    /// <param name="known">Where what they say goes.</param>
    /// <param name="keys">The thumbprints of the keys that may have signed: of checkpoints, and the one that is set.</param>
    /// <returns>What is wrong with them.</returns>
    public static async Task<IReadOnlyList<EvidenceFault>> ReadAsync(
        ITombstones tombstones, KnownPoints known, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var faults = new List<EvidenceFault>();
        await foreach (var stored in tombstones.AllAsync(isCleared: null, cancellationToken))
        {
            if (SealedTombstone.TryRead(stored.Sealed) is not { } read || read.Tombstone.Exception != stored.Id)
            {
                faults.Add(new EvidenceFault(stored.Id.Value, "it is said to be retired, and that is not signed"));
            }
            else if (!keys.Contains(read.PublicKey.Thumbprint()))
            {
                faults.Add(new EvidenceFault(
                    stored.Id.Value, $"it is said to be retired by the key {read.PublicKey.Thumbprint()}, which signed no checkpoint"));
            }
            else
            {
                known.Retire(read.Tombstone);
            }
        }

        return faults;
    }
}
