using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Reads what says that streams were moved out, so that <see cref="KnownPoints"/> misses none of them. A tombstone counts only where a key
/// has signed it that the operator names: who can write rows could hide a removed stream behind another one, and a checkpoint of
/// their own beside it.
/// </summary>
public static class RetiredStreams
{
    /// <summary>Reads the tombstones of the store.</summary>
    /// <param name="tombstones">Where they are.</param>
    /// <param name="known">Where what they say goes.</param>
    /// <param name="keys">The thumbprints of the keys that may have signed; never those that are merely found in the store.</param>
    /// <returns>What is wrong with them.</returns>
    public static async Task<IReadOnlyList<EvidenceFault>> ReadAsync(
        ITombstones tombstones, KnownPoints known, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var faults = new List<EvidenceFault>();
        await foreach (var stored in tombstones.AllAsync(isCleared: null, cancellationToken))
        {
            var (tombstone, why) = Read(stored, keys);
            if (tombstone is null)
            {
                faults.Add(new EvidenceFault(stored.Id.Value, why));
            }
            else
            {
                known.Retire(tombstone);
            }
        }

        return faults;
    }

    /// <summary>Reads one.</summary>
    /// <param name="stored">It, as it is stored.</param>
    /// <param name="keys">The thumbprints of the keys that may have signed.</param>
    /// <returns>What it says; null: it counts for nothing, and why.</returns>
    public static (Tombstone? Tombstone, string Why) Read(StoredTombstone stored, IReadOnlyCollection<string> keys) =>
        SealedTombstone.TryRead(stored.Sealed) is not { } read || read.Tombstone.Exception != stored.Id
            ? (null, "it is said to be retired, and that is not signed")
        : !keys.Contains(read.PublicKey.Thumbprint())
            ? (null, $"it is said to be retired by the key {read.PublicKey.Thumbprint()}, which is none that may sign here")
        : (read.Tombstone, "");
}
