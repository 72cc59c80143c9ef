using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Host.Commands;

/// <summary>Verifies what stands in the store: each chain, and all of it against the checkpoints and earlier bundles.</summary>
internal sealed class StoreVerification(IServiceProvider services, BundleReading bundles)
{
    private readonly KnownPoints _known = new();
    private int _whole;
    private int _broken;
    private int _newer;
    private int _retired;
    private IReadOnlyCollection<string> _keys = [];

    /// <summary>Verifies one exception, or all.</summary>
    /// <param name="wanted">Which; <c>default</c>: all.</param>
    public async Task<int> RunAsync(ExceptionId wanted, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IEventStore>();
        _keys = FindKeys();
        var faults = await ReadCheckpointsAsync(cancellationToken);
        if (wanted != default)
        {
            faults.AddRange((await ReadRetiredAsync(cancellationToken)).Where(fault => fault.Where == wanted.Value));
        }

        var seen = new HashSet<ExceptionId>();
        await using (var progress = ProgressLine.Begin("exceptions"))
        {
            await foreach (var walked in WalkAsync(store, wanted, cancellationToken))
            {
                seen.Add(walked.Id);
                Say(walked);
                await progress.StepAsync();
            }
        }

        if (wanted == default)
        {
            // after the walk: what was moved out meanwhile is not missed
            faults.AddRange(await ReadRetiredAsync(cancellationToken));
            _known.Retired.Values.OrderBy(one => one.Exception.Value, StringComparer.Ordinal).ToList().ForEach(SayRetired);
        }

        foreach (var id in wanted == default ? _known.Ids.Concat(bundles.Earlier.Ids).Distinct().Where(id => !seen.Contains(id)) : [])
        {
            if ((_known.Check(id, null) ?? bundles.Earlier.Check(id, null)) is { } fault)
            {
                faults.Add(fault);
            }
        }

        faults.ForEach(fault => Console.WriteLine(fault));
        _broken += faults.Count;
        Console.WriteLine(
            $"{_whole} whole, {_broken} broken{(_newer > 0 ? $", {_newer} newer" : "")}{(_retired > 0 ? $", {_retired} retired" : "")}.");
        return _broken > 0 ? 1 : _newer > 0 ? 2 : 0;
    }

    // Whom to believe is never read from the store: what was said with the call, else what is set.
    private IReadOnlyCollection<string> FindKeys()
    {
        var options = services.GetRequiredService<IOptions<AuditOptions>>().Value;
        using var key = options.ReadKey().Key;
        return bundles.Keys.Count > 0 ? bundles.Keys : options.KeysWith(key);
    }

    private async Task<List<EvidenceFault>> ReadCheckpointsAsync(CancellationToken cancellationToken)
    {
        var chain = await CheckpointChain.ReadAsync(services.GetRequiredService<ICheckpoints>(), _known, cancellationToken);
        if (chain.Checkpoints is [.., var last])
        {
            Console.WriteLine(
                $"{chain.Checkpoints.Count} checkpoints, the last of {last.Day} with the hash {last.Hash}, "
                + $"signed by the key {string.Join(", ", chain.Keys)}.");
            BundleReading.Say(chain);
        }

        return
        [
            .. chain.Faults,
            .. bundles.FindLostCheckpoints(chain),
            .. chain.FindWrongKeys(_keys),
        ];
    }

    private async Task<IReadOnlyList<EvidenceFault>> ReadRetiredAsync(CancellationToken cancellationToken)
    {
        var faults = await RetiredStreams.ReadAsync(
            services.GetRequiredService<ITombstones>(), _known, _keys, cancellationToken);
        bundles.TakeRetired(_known);
        return faults;
    }

    private void SayRetired(Tombstone tombstone)
    {
        Console.WriteLine(
            $"{tombstone.Exception}: retired on {tombstone.RetiredAt.UtcDateTime:yyyy-MM-dd} by {tombstone.RetiredBy}, "
            + $"{tombstone.Version} events, last hash {RecordedEvent.Receipt(tombstone.LastHash)}, "
            + $"in {tombstone.Bundle} with the SHA-256 {tombstone.BundleHash}.");
        _retired++;
    }

    private void Say(WalkedRecord walked)
    {
        var (id, fault) = (walked.Id, _known.CheckStored(walked) ?? bundles.Earlier.CheckStored(walked));
        switch (walked)
        {
            case { Fault: NewerFormatException } when fault is null:
                Console.WriteLine($"{id}: newer: a newer PolicyBot wrote it. Verify it with that version.");
                _newer++;
                return;
            case { Fault: not null and not NewerFormatException }:
                SayBroken($"{walked.Where}: BROKEN: {walked.WhyUnreadable}.");
                if (fault is not null)
                {
                    Console.WriteLine(fault);
                }

                return;
            case { Record: null } when fault is null && _known.Retired.TryGetValue(id, out var tombstone):
                SayRetired(tombstone);
                return;
            case { Record: null }:
                SayBroken(fault?.ToString() ?? $"{id}: {walked.WhyUnreadable}.");
                return;
            case { Record: { } record }:
                Say(id, record, fault);
                return;
            default:
                return;
        }
    }

    private void Say(ExceptionId id, ExceptionRecord record, EvidenceFault? fault)
    {
        switch (ChainVerifier.Verify(id, record.Events, record.Head.State))
        {
            case ChainVerdict.Ok when fault is not null:
                SayBroken(fault.ToString());
                break;
            case ChainVerdict.Ok ok:
                Console.WriteLine($"{id}: whole, {ok.Count} events, last hash {RecordedEvent.Receipt(ok.LastHash)}.");
                _whole++;
                break;
            case ChainVerdict.Broken broken:
                SayBroken($"{id}: BROKEN at event {broken.Sequence}: {ChainWords.Say(broken.Why)}.");
                break;
            default:
                break;
        }
    }

    private void SayBroken(string line)
    {
        Console.WriteLine(line);
        _broken++;
    }

    private static async IAsyncEnumerable<WalkedRecord> WalkAsync(
        IEventStore store, ExceptionId wanted,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted != default)
        {
            yield return await WalkedRecord.ReadAsync(store, wanted, readsEvents: true, cancellationToken);
            yield break;
        }

        await foreach (var walked in store.WalkAsync(readsEvents: true, cancellationToken))
        {
            yield return walked;
        }
    }
}
