using PolicyBot.Application.Evidence;

namespace PolicyBot.Host.Commands;

/// <summary>
/// Verifies bundles and says what was found: earlier ones, against which something is held, and the one that is asked about.
/// </summary>
/// <param name="keys">The thumbprints of the keys of which one must have signed each; none: any.</param>
internal sealed class BundleReading(IReadOnlyCollection<string> keys)
{
    /// <summary>The keys that were named; none: any.</summary>
    public IReadOnlyCollection<string> Keys => keys;

    /// <summary>What earlier bundles and their checkpoints say of streams.</summary>
    public KnownPoints Earlier { get; } = new();

    /// <summary>The checkpoints in earlier bundles: what held then holds still.</summary>
    public List<(string Day, string Hash, string By)> EarlierCheckpoints { get; } = [];

    /// <summary>2: a file could not be read; 1: it is not whole; 0: all is well.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Takes an earlier bundle, which must be whole.</summary>
    public async Task<bool> AddEarlierAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (await ReadAsync(file, cancellationToken) is not { Manifest: { } manifest } report || ExitCode != 0)
        {
            return false;
        }

        var by = $"{file.Name} of {manifest.CreatedAt:yyyy-MM-dd}";
        Say(report.Known.Ids.SelectMany(id => report.Known.PointsOf(id)).GroupBy(point => point.By)
            .SelectMany(points => Earlier.Add(points.Select(point => point.Point), $"{points.Key} in {file.Name}"))
            .Concat(Earlier.Add(manifest.Exceptions, by)));
        EarlierCheckpoints.AddRange(report.Checkpoints.Checkpoints.Select(checkpoint => (checkpoint.Day, checkpoint.Hash, file.Name)));
        return ExitCode == 0;
    }

    /// <summary>Verifies a bundle, and holds it against the earlier ones.</summary>
    public async Task<int> VerifyAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (await ReadAsync(file, cancellationToken) is { Manifest: { } manifest } report)
        {
            TakeRetired(report.Known);
            Say(Earlier.Ids
                .Select(id => report.Streams.TryGetValue(id, out var hashes) ? Earlier.Check(id, hashes)
                    : manifest.IsComplete ? Earlier.Check(id, null) : null)
                .OfType<EvidenceFault>()
                .Concat(FindLostCheckpoints(report.Checkpoints)));
        }

        return ExitCode;
    }

    /// <summary>Takes what was moved out since: it is not missed.</summary>
    public void TakeRetired(KnownPoints now)
    {
        foreach (var tombstone in now.Retired.Values)
        {
            Earlier.Retire(tombstone);
        }
    }

    /// <summary>Which checkpoints of earlier bundles are gone or are others now.</summary>
    public IEnumerable<EvidenceFault> FindLostCheckpoints(CheckpointChain now) => EarlierCheckpoints
        .Where(earlier => !now.Checkpoints.Contains((earlier.Day, earlier.Hash)))
        .Select(earlier => new EvidenceFault(
            $"checkpoint {earlier.Day}", $"it stands in {earlier.By} with the hash {earlier.Hash} and is gone or another one now"))
        .DistinctBy(fault => fault.Where);

    /// <summary>Says each checkpoint with its hash, as auditors were told it.</summary>
    public static void Say(CheckpointChain chain)
    {
        foreach (var (day, hash) in chain.Checkpoints.Where(checkpoint => checkpoint.Day.Length > 0))
        {
            Console.WriteLine($"checkpoint {day} {hash}");
        }
    }

    /// <summary>Verifies a bundle and says what was found; <see cref="ExitCode"/> says whether all is well.</summary>
    /// <returns>Null: the file cannot be read.</returns>
    public async Task<EvidenceReport?> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            await using var progress = ProgressLine.Begin("exceptions");
            var report = await EvidenceVerifier.VerifyAsync(stream, progress.StepAsync, cancellationToken);
            Say(report.Checkpoints);
            Say(report.Faults);
            if (report.Manifest is not { } manifest)
            {
                Console.WriteLine($"{file.Name}: NOT WHOLE: {report.Faults.Count} faults.");
            }
            else
            {
                Say(CheckpointChain.WrongKeys(report.Keys, keys, file.Name));
                Console.WriteLine(
                    $"{file.Name}: {report.Streams.Count} exceptions, {report.Events} events, "
                    + $"{report.Checkpoints.Checkpoints.Count} checkpoints, "
                    + $"written {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, "
                    + $"signed by the key {manifest.PublicKey.Thumbprint()}: {(ExitCode == 0 ? "whole" : "NOT WHOLE")}.");
            }

            return report;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{file.FullName} cannot be read: {unreadable.Message}");
            ExitCode = 2;
            return null;
        }
    }

    private void Say(IEnumerable<EvidenceFault> faults)
    {
        foreach (var fault in faults)
        {
            Console.WriteLine(fault);
            ExitCode = 1;
        }
    }
}
