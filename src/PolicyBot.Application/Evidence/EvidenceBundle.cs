using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>
/// Evidence that verifies without PolicyBot: a zip file with the events of exceptions, the catalogs that served, the names of people, the
/// checkpoints, a page that checks and shows it all, and a signed manifest. The method stands in <c>docs/evidence.md</c>.
/// </summary>
/// <param name="store">The record, with people as they are stored.</param>
/// <param name="tombstones">What stays of exceptions that were moved out.</param>
/// <param name="catalogs">The catalogs that served.</param>
/// <param name="people">Knows people whose name no event holds.</param>
/// <param name="checkpoints">The checkpoints so far.</param>
/// <param name="time">Says when it is made.</param>
public sealed class EvidenceBundle(
    IEventStore store, ITombstones tombstones, ICatalogVersions catalogs, IPeople people, ICheckpoints checkpoints, TimeProvider time)
{
    internal const string Manifest = "signed-manifest.json";
    internal const string Signature = "signed-manifest.sig";
    internal const string Page = "index.html";
    internal const string People = "people.json";
    internal const string Checkpoints = "checkpoints.jsonl";
    internal const string Events = "events/";
    internal const string Retired = "retired.jsonl";
    internal const string Served = "served/";

    /// <summary>Writes a bundle.</summary>
    /// <param name="to">Where to; it need not seek.</param>
    /// <param name="wanted">Which exceptions; none: all of them.</param>
    /// <param name="key">The key that signs it.</param>
    /// <param name="earlierKeys">The thumbprints of the keys that signed checkpoints and tombstones before it; no other may have.</param>
    /// <param name="steppedAsync">Hears of each exception that was written.</param>
    /// <returns>What it holds, and what was found wrong on the way: that is in the bundle as it stands.</returns>
    public async Task<(EvidenceManifest Manifest, IReadOnlyList<EvidenceFault> Faults)> WriteAsync(
        Stream to, IReadOnlyList<ExceptionId> wanted, EvidenceKey key, IReadOnlyCollection<string> earlierKeys,
        Func<ValueTask> steppedAsync, CancellationToken cancellationToken)
    {
        string[] keys = [key.Public.Thumbprint(), .. earlierKeys];
        var (zip, isComplete) = (new BundleZipWriter(to), wanted.Count == 0);
        var (points, faults) = (new List<StreamPoint>(), new List<EvidenceFault>());
        var (names, hashes) = (new BundledNames(), new SortedSet<string>(StringComparer.Ordinal));
        var chain = new CheckpointChain(new KnownPoints());
        await zip.AddAsync(Checkpoints, await CheckpointLinesAsync(chain, cancellationToken), cancellationToken);
        faults.AddRange(chain.FindWrongKeys(keys));
        await foreach (var walked in WalkAsync(wanted, cancellationToken))
        {
            if (walked.Events is not [.., var last] events)
            {
                faults.Add(new EvidenceFault(walked.Where, $"{walked.WhyUnreadable}, and is not in the bundle"));
                isComplete &= walked.Id == default; // what is no exception is not missed
                continue;
            }

            if (walked.Fault is not null)
            {
                faults.Add(new EvidenceFault(walked.Where, $"{walked.WhyUnreadable}; its events are in the bundle as they stand"));
            }
            else if (ChainVerifier.Verify(walked.Id, events, walked.Record?.Head.State) is ChainVerdict.Broken broken)
            {
                faults.Add(EvidenceFault.Broken(walked.Id, broken.Sequence, "it is in the bundle as it stands"));
            }

            await zip.AddAsync(PathOf(walked.Id), Lines(events.Select(stored => stored.Json)), cancellationToken);
            points.Add(new StreamPoint(walked.Id, last.Sequence, last.Hash));
            names.Add(events, walked.Record?.Head.State);
            hashes.UnionWith(CatalogsOf(events));
            await steppedAsync();
        }

        await zip.AddAsync(Page, EvidencePage.Render(), cancellationToken);
        await zip.AddAsync(People, await names.RenderAsync(people, cancellationToken), cancellationToken);
        if (wanted.Count == 0
            && await tombstones.AllAsync(isCleared: null, cancellationToken).ToListAsync(cancellationToken) is { Count: > 0 } retired)
        {
            await zip.AddAsync(Retired, Lines(retired.Select(stored => stored.Sealed)), cancellationToken);
            faults.AddRange(FindWrongTombstones(retired, keys, [key.Public.Thumbprint(), .. chain.Keys]));
        }

        foreach (var hash in hashes)
        {
            if (await catalogs.ReadAsync(hash, cancellationToken) is { } text)
            {
                await zip.AddAsync($"{Served}{hash}.yaml", Encoding.UTF8.GetBytes(text), cancellationToken);
            }
            else
            {
                faults.Add(new EvidenceFault(hash, "this catalog served and is not kept"));
            }
        }

        var manifest = new EvidenceManifest(
            EvidenceManifest.Known, time.GetUtcNow(), isComplete, points, [.. zip.Files], key.Public);
        var bytes = Encoding.UTF8.GetBytes(EvidenceJson.Write(manifest));
        await zip.AddAsync(Manifest, bytes, cancellationToken);
        await zip.AddAsync(Signature, Encoding.ASCII.GetBytes(key.Sign(bytes)), cancellationToken);
        await zip.FinishAsync(cancellationToken);
        return (manifest, faults);
    }

    internal static string PathOf(ExceptionId id) => $"{Events}{id.Value}.jsonl";

    private async IAsyncEnumerable<WalkedRecord> WalkAsync(
        IReadOnlyList<ExceptionId> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            await foreach (var walked in store.WalkAsync(readsEvents: true, cancellationToken))
            {
                yield return walked;
            }
        }

        foreach (var id in wanted.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal))
        {
            yield return await WalkedRecord.ReadAsync(store, id, readsEvents: true, cancellationToken);
        }
    }

    // A key that is accepted here and signed nothing else in the bundle says nothing to those who read it.
    private static IEnumerable<EvidenceFault> FindWrongTombstones(
        IEnumerable<StoredTombstone> retired, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> inBundle) => retired
        .Select(stored => (stored.Id, RetiredStreams.Read(stored, [.. keys.Intersect(inBundle)]).Why))
        .Where(read => read.Why.Length > 0)
        .Select(read => new EvidenceFault(read.Id.Value, $"{read.Why}; its tombstone is in the bundle as it stands"));

    private async Task<byte[]> CheckpointLinesAsync(CheckpointChain chain, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await foreach (var checkpoint in checkpoints.AllAsync(cancellationToken))
        {
            lines.Add(checkpoint.Json);
            chain.Add(checkpoint.Json);
        }

        return Lines(lines);
    }

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    // Wherever an event names one: when it was sent, routed, or its members changed.
    private static IEnumerable<string> CatalogsOf(IEnumerable<StoredEvent> events) => events
        .Where(stored => stored.Json.Contains("\"catalogHash\":", StringComparison.Ordinal))
        .SelectMany(stored => FindCatalogs(stored.Json));

    private static List<string> FindCatalogs(string json)
    {
        var found = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json);
            Find(document.RootElement);
        }
        catch (JsonException)
        {
            // what is no event names no catalog
        }

        return found;

        void Find(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                element.EnumerateArray().ToList().ForEach(Find);
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject())
                {
                    if (member.Name == "catalogHash" && member.Value.ValueKind == JsonValueKind.String
                        && member.Value.GetString() is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower))
                    {
                        found.Add(hash);
                    }

                    Find(member.Value);
                }
            }
        }
    }
}
