using System.Text;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Holds checkpoints against each other: each is signed by the key it names, and names the hash of the one before. What they say of streams
/// goes to <see cref="KnownPoints"/>.
/// </summary>
/// <param name="known">Where to.</param>
public sealed class CheckpointChain(KnownPoints known)
{
    private readonly List<EvidenceFault> _faults = [];
    private readonly List<(string Day, string Hash)> _checkpoints = [];
    private readonly List<string> _keys = [];

    /// <summary>What is wrong with them.</summary>
    public IReadOnlyList<EvidenceFault> Faults => _faults;

    /// <summary>Their days and hashes.</summary>
    public IReadOnlyList<(string Day, string Hash)> Checkpoints => _checkpoints;

    /// <summary>The thumbprints of the keys that signed them, the first one first.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Reads what is stored, and misses the last one where that is gone.</summary>
    /// <param name="checkpoints">Where they are.</param>
    /// <param name="known">Where what they say of streams goes.</param>
    public static async Task<CheckpointChain> ReadAsync(
        ICheckpoints checkpoints, KnownPoints known, CancellationToken cancellationToken)
    {
        var last = await checkpoints.FindLastAsync(cancellationToken); // before the others: one that is made meanwhile is no fault
        var chain = new CheckpointChain(known);
        await foreach (var stored in checkpoints.AllAsync(cancellationToken))
        {
            chain.Add(stored.Json);
        }

        if (last is not null && !chain.Checkpoints.Contains((last.Day, last.Hash)))
        {
            chain._faults.Add(new EvidenceFault(
                $"checkpoint {last.Day}", $"the store names it as the last one, with the hash {last.Hash}, and it is gone or another one"));
        }
        else if (last is null && chain.Checkpoints.Count > 0)
        {
            chain._faults.Add(new EvidenceFault("checkpoints", "what names the last one is gone: so may be those after these"));
        }

        return chain;
    }

    /// <summary>Names the keys that signed some of them and should not have.</summary>
    /// <param name="accepted">The thumbprints of the keys that may; none: none is named.</param>
    public IEnumerable<EvidenceFault> FindWrongKeys(IReadOnlyCollection<string> accepted) =>
        WrongKeys(_keys, accepted, "checkpoints");

    /// <summary>Names the keys that should not have signed something.</summary>
    /// <param name="thumbprints">The keys that did.</param>
    /// <param name="accepted">Those that may; none: none is named.</param>
    /// <param name="where">What they signed.</param>
    public static IEnumerable<EvidenceFault> WrongKeys(
        IEnumerable<string> thumbprints, IReadOnlyCollection<string> accepted, string where) => thumbprints
        .Where(thumbprint => accepted.Count > 0 && !accepted.Contains(thumbprint))
        .Select(thumbprint => new EvidenceFault(
            where, $"it is signed by the key {thumbprint}, not by {string.Join(" or ", accepted)}"));

    /// <summary>Takes the next one.</summary>
    /// <param name="json">It and its signature, as they were written.</param>
    public void Add(string json)
    {
        var where = $"checkpoint {_checkpoints.Count + 1}";
        if (EvidenceJson.TryRead<SignedCheckpoint>(Encoding.UTF8.GetBytes(json)) is not { } signed
            || signed.Checkpoint.Format != Checkpoint.Known || signed.Checkpoint.Streams.Any(point => point.Version < 1)
            || !signed.IsSigned())
        {
            _faults.Add(new EvidenceFault(where, "its signature does not fit: nothing in it counts"));
            _checkpoints.Add(("", ""));
            return;
        }

        var (checkpoint, hash) = (signed.Checkpoint, signed.Hash());
        var (dayBefore, hashBefore) = _checkpoints is [.., var last] ? last : ("", EvidenceHash.None);
        _checkpoints.Add((checkpoint.Day, hash));
        if (checkpoint.Previous != hashBefore || string.CompareOrdinal(checkpoint.Day, dayBefore) <= 0)
        {
            _faults.Add(new EvidenceFault(
                where, $"it is of {checkpoint.Day} and does not follow the one before: one is gone or was changed"));
        }

        var key = checkpoint.PublicKey.Thumbprint();
        if (!_keys.Contains(key))
        {
            _keys.Add(key);
        }

        _faults.AddRange(known.Add(checkpoint.Streams, $"the checkpoint of {checkpoint.Day}"));
    }
}
