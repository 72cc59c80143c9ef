using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// What earlier evidence says of streams: how far each had come, by checkpoints and bundles. What stands now is held against it, so that a
/// stream which was removed or rewritten whole is found.
/// </summary>
public sealed class KnownPoints
{
    private readonly Dictionary<ExceptionId, Dictionary<long, (string Hash, string By)>> _points = [];
    private readonly Dictionary<ExceptionId, Tombstone> _retired = [];

    /// <summary>The streams that were moved out, each with what stays of it.</summary>
    public IReadOnlyDictionary<ExceptionId, Tombstone> Retired => _retired;

    /// <summary>Every stream that is known, in the order of their numbers.</summary>
    public IEnumerable<ExceptionId> Ids => _points.Keys.OrderBy(id => id.Value, StringComparer.Ordinal);

    /// <summary>Takes what a checkpoint or a bundle says.</summary>
    /// <param name="points">How far streams had come.</param>
    /// <param name="by">What says so, in words: <c>the checkpoint of 2026-11-30</c>.</param>
    /// <returns>What contradicts what was taken before.</returns>
    public IReadOnlyList<EvidenceFault> Add(IEnumerable<StreamPoint> points, string by)
    {
        var faults = new List<EvidenceFault>();
        foreach (var point in points)
        {
            var known = _points.TryGetValue(point.Id, out var versions) ? versions : _points[point.Id] = [];
            if (!known.TryAdd(point.Version, (point.Hash, by)) && known[point.Version].Hash != point.Hash)
            {
                var (hash, before) = known[point.Version];
                faults.Add(EvidenceFault.Rewritten(point with { Hash = hash }, point.Hash, before));
            }
        }

        return faults;
    }

    /// <summary>Takes a tombstone whose signature holds: that its stream is not there is right, as far as it had come.</summary>
    public void Retire(Tombstone tombstone) => _retired[tombstone.Exception] = tombstone;

    /// <summary>What is known of a stream, and by what, the first version first.</summary>
    public IEnumerable<(StreamPoint Point, string By)> PointsOf(ExceptionId id) =>
        _points.TryGetValue(id, out var versions)
            ? versions.OrderBy(known => known.Key).Select(known => (new StreamPoint(id, known.Key, known.Value.Hash), known.Value.By))
            : [];

    /// <summary>The last version of a stream that is known; 0: it is not.</summary>
    public long LastOf(ExceptionId id) => _points.TryGetValue(id, out var versions) ? versions.Keys.Max() : 0;

    /// <summary>Holds what a walk found of a stream against what is known of it, whether its head can be read or not.</summary>
    /// <returns>As <see cref="Check"/>.</returns>
    public EvidenceFault? CheckStored(WalkedRecord read) =>
        Check(read.Id, read.Events.Count == 0 ? null : [.. read.Events.Select(stored => stored.Hash)]);

    /// <summary>Holds a stream against what is known of it.</summary>
    /// <param name="id">The stream.</param>
    /// <param name="hashes">The hashes of its events, the first one first; null: there is no such stream.</param>
    /// <returns>The first difference; null: there is none.</returns>
    public EvidenceFault? Check(ExceptionId id, IReadOnlyList<string>? hashes)
    {
        var retired = hashes is null ? _retired.GetValueOrDefault(id) : null;
        foreach (var (point, by) in PointsOf(id))
        {
            if (retired is not null)
            {
                if (retired.Version < point.Version)
                {
                    return EvidenceFault.Shortened(point, retired.Version, by);
                }

                if (retired.Version == point.Version && retired.LastHash != point.Hash)
                {
                    return EvidenceFault.Rewritten(point, retired.LastHash, by);
                }

                continue;
            }

            if (hashes is null)
            {
                return EvidenceFault.Removed(point, by);
            }

            if (hashes.Count < point.Version)
            {
                return EvidenceFault.Shortened(point, hashes.Count, by);
            }

            if (hashes[(int)point.Version - 1] != point.Hash)
            {
                return EvidenceFault.Rewritten(point, hashes[(int)point.Version - 1], by);
            }
        }

        return null;
    }
}
