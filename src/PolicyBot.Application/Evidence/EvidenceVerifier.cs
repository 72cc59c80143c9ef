using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Verifies a bundle: every byte of the file, chains, hashes, catalogs, checkpoints, signature. Needs no store and no key.
/// </summary>
public sealed class EvidenceVerifier
{
    private readonly KnownPoints _known = new();
    private readonly CheckpointChain _chain;
    private readonly List<EvidenceFault> _faults = [];
    private readonly Dictionary<string, (BundledFile File, bool CrcFits)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<ExceptionId, (IReadOnlyList<string> Hashes, bool IsWhole)> _streams = [];
    private readonly List<(int Line, string Key, Tombstone Tombstone)> _retired = [];
    private byte[]? _manifest;
    private string _signature = "";

    private EvidenceVerifier() => _chain = new CheckpointChain(_known);

    /// <summary>Verifies a bundle.</summary>
    /// <param name="from">The zip file.</param>
    /// <param name="steppedAsync">Hears of each exception that was looked at.</param>
    public static async Task<EvidenceReport> VerifyAsync(Stream from, Func<ValueTask> steppedAsync, CancellationToken cancellationToken)
    {
        var verifier = new EvidenceVerifier();
        var zip = new BundleZipReader(from);
        await foreach (var content in zip.ReadAsync(cancellationToken))
        {
            verifier.Take(content);
            if (content.Name.StartsWith(EvidenceBundle.Events, StringComparison.Ordinal))
            {
                await steppedAsync();
            }
        }

        return verifier.Conclude(zip.Fault);
    }

    private void Take(BundledContent content)
    {
        switch (content.Name)
        {
            case EvidenceBundle.Manifest:
                _manifest = content.Content;
                return;
            case EvidenceBundle.Signature:
                _signature = Encoding.Latin1.GetString(content.Content);
                return;
            case EvidenceBundle.Checkpoints:
                foreach (var line in BundledStream.Lines(content.Content))
                {
                    _chain.Add(line ?? "");
                }

                _faults.AddRange(_chain.Faults);
                break;
            case EvidenceBundle.Retired:
                TakeRetired(content.Content);
                break;
            case var path when path.StartsWith(EvidenceBundle.Events, StringComparison.Ordinal):
                TakeStream(path, content.Content);
                break;
            case var path when path.StartsWith(EvidenceBundle.Served, StringComparison.Ordinal):
                if (path != $"{EvidenceBundle.Served}{EvidenceHash.Of(content.Content)}.yaml")
                {
                    _faults.Add(new EvidenceFault(path, "it is not the catalog whose hash it is named by"));
                }

                break;
            default:
                break;
        }

        _files[content.Name] =
            (new BundledFile(content.Name, EvidenceHash.Of(content.Content), content.Content.Length), content.CrcFits);
    }

    private void TakeStream(string path, byte[] content)
    {
        if (!ExceptionId.TryParse(Path.GetFileNameWithoutExtension(path), out var id) || EvidenceBundle.PathOf(id) != path)
        {
            return; // the manifest does not name it, and that is said
        }

        var (hashes, fault) = BundledStream.Check(id, content);
        _streams[id] = (hashes, fault is null);
        if ((fault ?? _known.Check(id, hashes)) is { } broken)
        {
            _faults.Add(broken);
        }
    }

    private void TakeRetired(byte[] content)
    {
        foreach (var (index, line) in BundledStream.Lines(content).Index())
        {
            if (SealedTombstone.TryRead(line ?? "") is { } read)
            {
                _retired.Add((index + 1, read.PublicKey.Thumbprint(), read.Tombstone));
            }
            else
            {
                _faults.Add(new EvidenceFault($"retired {index + 1}", "its signature does not fit: nothing in it counts"));
            }
        }
    }

    // Whose key it is, checkpoints and manifest say: a person who can write rows has a key of their own too.
    private void CountRetired(IReadOnlyCollection<string> keys)
    {
        foreach (var (line, key, tombstone) in _retired)
        {
            if (keys.Contains(key))
            {
                _known.Retire(tombstone);
            }
            else
            {
                _faults.Add(new EvidenceFault(
                    $"retired {line}", $"the key {key} signed it, and neither a checkpoint nor the manifest: nothing in it counts"));
            }
        }
    }

    private EvidenceReport Conclude(EvidenceFault? zip)
    {
        if (zip is not null)
        {
            _faults.Add(zip);
        }

        var manifest = _manifest is null ? null : EvidenceJson.TryRead<EvidenceManifest>(_manifest);
        var isSigned = manifest is { Format: EvidenceManifest.Known } && manifest.Exceptions.All(point => point.Version > 0)
            && manifest.PublicKey.HasSigned(_manifest!, _signature);
        CountRetired(isSigned ? [.. _chain.Keys, manifest!.PublicKey.Thumbprint()] : _chain.Keys);
        FindMissing(_known.Retired.Keys);
        if (isSigned)
        {
            CheckManifest(manifest!);
        }
        else if (_manifest is not null)
        {
            _faults.Add(new EvidenceFault(EvidenceBundle.Manifest, "its signature does not fit: nothing in it counts"));
            manifest = null;
        }
        else if (zip is null)
        {
            _faults.Add(new EvidenceFault(EvidenceBundle.Manifest, "it is missing"));
        }

        return new EvidenceReport(manifest, _known, _chain, _streams.ToDictionary(each => each.Key, each => each.Value.Hashes), _faults);
    }

    private void FindMissing(IEnumerable<ExceptionId> ids) =>
        _faults.AddRange(ids.Where(id => !_streams.ContainsKey(id)).Select(id => _known.Check(id, null)).OfType<EvidenceFault>());

    private void CheckManifest(EvidenceManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            if (!_files.Remove(file.Path, out var found))
            {
                _faults.Add(new EvidenceFault(file.Path, "it is missing"));
            }
            else if (found.File != file)
            {
                _faults.Add(new EvidenceFault(file.Path, "it was changed after it was signed"));
            }
            else if (!found.CrcFits)
            {
                _faults.Add(new EvidenceFault(file.Path, "its checksum in the zip file is another one"));
            }
        }

        _faults.AddRange(_files.Keys.Order(StringComparer.Ordinal).Select(path => new EvidenceFault(path, "it is not in the manifest")));
        foreach (var point in manifest.Exceptions)
        {
            if (!_streams.TryGetValue(point.Id, out var stream))
            {
                _faults.Add(EvidenceFault.Removed(point, "the manifest"));
            }
            else if (stream.IsWhole && stream.Hashes.Count != point.Version)
            {
                _faults.Add(EvidenceFault.Shortened(point, stream.Hashes.Count, "the manifest"));
            }
            else if (stream.IsWhole && stream.Hashes[^1] != point.Hash)
            {
                _faults.Add(EvidenceFault.Rewritten(point, stream.Hashes[^1], "the manifest"));
            }
        }

        if (manifest.IsComplete)
        {
            FindMissing(_known.Ids.Where(id => !_known.Retired.ContainsKey(id)));
        }
    }
}

/// <summary>What was found in a bundle.</summary>
/// <param name="Manifest">Its manifest; null: there is none that can be read.</param>
/// <param name="Known">What its checkpoints say of streams.</param>
/// <param name="Checkpoints">Its checkpoints.</param>
/// <param name="Streams">The hashes of the events of its exceptions.</param>
/// <param name="Faults">What is wrong with it; empty: it is whole.</param>
public sealed record EvidenceReport(
    EvidenceManifest? Manifest,
    KnownPoints Known,
    CheckpointChain Checkpoints,
    IReadOnlyDictionary<ExceptionId, IReadOnlyList<string>> Streams,
    IReadOnlyList<EvidenceFault> Faults)
{
    /// <summary>The thumbprints of the keys that signed what counts in it: checkpoints, tombstones, the manifest.</summary>
    public IEnumerable<string> Keys => Checkpoints.Keys.Union(Manifest is null ? [] : [Manifest.PublicKey.Thumbprint()]);

    /// <summary>How many events it holds.</summary>
    public long Events => Streams.Values.Sum(hashes => (long)hashes.Count);
}
