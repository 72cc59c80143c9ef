using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Makes the checkpoint of a day: how far the streams had come that changed since the one before, signed and chained to it.
/// </summary>
/// <param name="store">The record.</param>
/// <param name="tombstones">What stays of streams that were moved out: they are not missed.</param>
/// <param name="checkpoints">The checkpoints so far.</param>
/// <param name="time">Says which day it is, in UTC.</param>
public sealed class CheckpointMaker(IEventStore store, ITombstones tombstones, ICheckpoints checkpoints, TimeProvider time)
{
    /// <summary>How long a host may take before another one tries.</summary>
    internal static readonly TimeSpan ClaimHolds = TimeSpan.FromMinutes(30);

    /// <summary>Makes the checkpoint of today, where there is none and no other host is at it.</summary>
    /// <param name="key">The key that signs it.</param>
    /// <param name="earlierKeys">The thumbprints of the keys that signed before it; no other may have.</param>
    /// <returns>What was made; null: nothing.</returns>
    public async Task<MadeCheckpoint?> MakeAsync(
        EvidenceKey key, IReadOnlyCollection<string> earlierKeys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var last = await checkpoints.FindLastAsync(cancellationToken);
        if (string.CompareOrdinal(last?.Day, day) >= 0
            || !await checkpoints.TryClaimAsync(day, now, now + ClaimHolds, cancellationToken))
        {
            return null;
        }

        var known = new KnownPoints();
        var chain = await CheckpointChain.ReadAsync(checkpoints, known, cancellationToken);
        string[] keys = [key.Public.Thumbprint(), .. earlierKeys];
        var (points, faults) = await FindChangedAsync(known, keys, cancellationToken);
        var signed = SignedCheckpoint.Sign(
            new Checkpoint(Checkpoint.Known, day, now, last?.Hash ?? EvidenceHash.None, key.Public, points), key);
        var made = new StoredCheckpoint(day, signed.Hash(), points.Count, EvidenceJson.Write(signed));
        return await checkpoints.TryKeepAsync(made, last?.Hash, cancellationToken)
            ? new MadeCheckpoint(made.Day, made.Hash, made.Streams, [.. chain.Faults, .. chain.FindWrongKeys(keys), .. faults])
            : null;
    }

    // The hashes beside the events of every stream are held against what was sealed; a stream that differs, or went on, is read whole.
    private async Task<(IReadOnlyList<StreamPoint> Points, IReadOnlyList<EvidenceFault> Faults)> FindChangedAsync(
        KnownPoints known, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var (points, faults, missing) = (new List<StreamPoint>(), new List<EvidenceFault>(), known.Ids.ToHashSet());
        await foreach (var (id, hasHead, hashes) in store.WalkHashesAsync(cancellationToken))
        {
            missing.Remove(id);
            if (!hasHead || hashes.Count > known.LastOf(id) || known.Check(id, hashes) is not null)
            {
                await ReadAsync(id);
            }
        }

        // after the walk: what was moved out meanwhile is not missed
        faults.AddRange(missing.Count == 0 ? [] : await RetiredStreams.ReadAsync(tombstones, known, keys, cancellationToken));
        foreach (var id in missing)
        {
            await ReadAsync(id);
        }

        return (
            [.. points.OrderBy(point => point.Id.Value, StringComparer.Ordinal)],
            [.. faults.OrderBy(fault => fault.Where, StringComparer.Ordinal)]);

        async Task ReadAsync(ExceptionId id)
        {
            var read = await WalkedRecord.ReadAsync(store, id, readsEvents: true, cancellationToken);
            if (FaultOf(known, id, read) is { } fault)
            {
                faults.Add(fault);
            }
            else if (read.Record is { Events: [.., var newest] } && newest.Sequence > known.LastOf(id))
            {
                points.Add(new StreamPoint(id, newest.Sequence, newest.Hash));
            }
        }
    }

    // What a newer PolicyBot wrote is for that version to seal; what was sealed before must be there all the same.
    private static EvidenceFault? FaultOf(KnownPoints known, ExceptionId id, WalkedRecord read) => read switch
    {
        { Fault: NewerFormatException } or { Fault: null, Record: null } => known.CheckStored(read),
        { Fault: not null } => new EvidenceFault(id.Value, read.WhyUnreadable),
        _ => ChainVerifier.Verify(id, read.Events, head: null) is ChainVerdict.Broken broken
            ? EvidenceFault.Broken(id, broken.Sequence, ChainWords.Say(broken.Why))
            : read.Events is not [.., var last] || read.Record!.Head.State is not { } head
                || head.Version != last.Sequence || head.LastHash != last.Hash
                ? EvidenceFault.Broken(id, read.Events.Count, "the head names another last event")
                : known.CheckStored(read),
    };
}

/// <summary>A checkpoint that was just made.</summary>
/// <param name="Day">The day it is for (UTC).</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Streams">How many streams it lists.</param>
/// <param name="Faults">What does not fit earlier checkpoints, or does not verify; it is not in the checkpoint.</param>
public sealed record MadeCheckpoint(string Day, string Hash, int Streams, IReadOnlyList<EvidenceFault> Faults);
