using System.Text;
using PolicyBot.Application.Evidence;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Retention;

/// <summary>
/// Moves what has ended out of the register, once a bundle holds it. Of each exception first the tombstone takes the head's place, then
/// index, lists, messages and events go, and figures count it as retired alone: a run that stopped on the way is simply run again.
/// </summary>
/// <param name="store">The record, with people as they are stored.</param>
/// <param name="tombstones">What stays of what was moved out.</param>
/// <param name="index">What else leads to an exception.</param>
/// <param name="listings">The rows of lists.</param>
/// <param name="counts">The counts.</param>
/// <param name="catalog">The catalog that serves: it knows areas.</param>
/// <param name="time">The clock.</param>
public sealed class RegisterRetirement(
    IEventStore store, ITombstones tombstones, IIndex index, IListings listings, ICounts counts, ICatalog catalog, TimeProvider time)
{
    /// <summary>How long what has ended stays at least: its people may still be asked about it.</summary>
    public static readonly TimeSpan StaysAtLeast = TimeSpan.FromDays(30);

    /// <summary>Finds what may be moved out. Changes nothing.</summary>
    /// <param name="before">What ended before it (UTC).</param>
    /// <param name="stepAsync">Called after each exception that was looked at.</param>
    public async Task<RetirementPlan> FindAsync(
        DateTimeOffset before, Func<ValueTask> stepAsync, CancellationToken cancellationToken)
    {
        var (ended, left, stays) = (new List<ExceptionState>(), new List<NotRetired>(), new HashSet<ExceptionId>());
        await foreach (var walked in store.WalkAsync(readsEvents: false, cancellationToken))
        {
            if (walked.Record is not { Head.State: var state })
            {
                left.Add(new NotRetired(walked.Where, walked.WhyUnreadable));
                stays.Add(walked.Id);
            }
            else if (HasEnded(state, before))
            {
                ended.Add(state);
            }
            else
            {
                stays.Add(state.Id);
            }

            await stepAsync();
        }

        var points = new List<StreamPoint>();
        foreach (var state in WithoutThoseThatGoOn(ended, stays, left))
        {
            var (record, why) = await ReadAsync(state.Id, before, cancellationToken);
            if (record is null)
            {
                left.Add(new NotRetired(state.Id.Value, why));
            }
            else
            {
                points.Add(new StreamPoint(state.Id, record.Head.State.Version, record.Head.State.LastHash));
            }
        }

        return new RetirementPlan(points, [.. left.OrderBy(one => one.Where, StringComparer.Ordinal)]);
    }

    /// <summary>Goes on with what an earlier run had begun with the same bundle.</summary>
    /// <param name="bundle">The bundle, which was verified; null: there is none yet, and nothing is cleared.</param>
    /// <returns>How many exceptions it had left between that are out now, and what stays as it is, and why.</returns>
    public async Task<(int Finished, IReadOnlyList<NotRetired> Left)> FinishAsync(
        RetiringBundle? bundle, CancellationToken cancellationToken)
    {
        var (finished, left) = (0, new List<NotRetired>());
        foreach (var tombstone in await tombstones.AllAsync(isCleared: false, cancellationToken).ToListAsync(cancellationToken))
        {
            if (await ClearAsync(tombstone, bundle, cancellationToken) is { } why)
            {
                left.Add(new NotRetired(tombstone.Id.Value, why));
            }
            else
            {
                finished++;
            }
        }

        return (finished, left);
    }

    /// <summary>Moves out what a bundle holds that was verified.</summary>
    /// <param name="points">What, each as far as it had come. What the bundle does not hold so far stays.</param>
    /// <param name="bundle">The bundle, which was verified, who moves it out, and by which key.</param>
    /// <param name="before">What ended before it (UTC).</param>
    /// <param name="stepAsync">Called after each.</param>
    /// <returns>What stays all the same, and why.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer. The same call does the rest.</exception>
    public async Task<IReadOnlyList<NotRetired>> ApplyAsync(
        IReadOnlyList<StreamPoint> points,
        RetiringBundle bundle,
        DateTimeOffset before,
        Func<ValueTask> stepAsync,
        CancellationToken cancellationToken)
    {
        var left = new List<NotRetired>();
        foreach (var point in points)
        {
            var (record, why) = await ReadAsync(point.Id, before, cancellationToken);
            if (!bundle.Holds(point))
            {
                left.Add(new NotRetired(point.Id.Value, $"{bundle.File} does not hold it"));
            }
            else if (record is null)
            {
                left.Add(new NotRetired(point.Id.Value, why));
            }
            else if (record.Head.State.Version != point.Version || record.Head.State.LastHash != point.Hash)
            {
                left.Add(new NotRetired(point.Id.Value, "it is not as the bundle has it"));
            }
            else
            {
                var tombstone = SealedTombstone.Seal(
                    new Tombstone(
                        Tombstone.Known, point.Id, point.Version, point.Hash, time.GetUtcNow(), bundle.By, bundle.File, bundle.Hash),
                    bundle.Key);
                if (!await tombstones.TryPutAsync(tombstone, record.Head.ETag, cancellationToken))
                {
                    left.Add(new NotRetired(point.Id.Value, "it changed meanwhile"));
                }
                else if (await ClearAsync(tombstone, bundle, cancellationToken) is { } whyNot)
                {
                    left.Add(new NotRetired(point.Id.Value, whyNot));
                }
            }

            await stepAsync();
        }

        return left;
    }

    private static bool HasEnded(ExceptionState state, DateTimeOffset before) =>
        state.HasEnded && (state.EndedAt ?? state.HoldsUntil) < before;

    // A story is told by all its renewals: it stays whole until the last of them may go.
    private static List<ExceptionState> WithoutThoseThatGoOn(
        List<ExceptionState> ended, HashSet<ExceptionId> stays, List<NotRetired> left)
    {
        var goOn = ended.Where(state => state.RenewedBy is { } next && stays.Contains(next)).ToList();
        if (goOn.Count == 0)
        {
            return ended;
        }

        left.AddRange(goOn.Select(state => new NotRetired(state.Id.Value, $"it goes on as {state.RenewedBy}, which stays")));
        stays.UnionWith(goOn.Select(state => state.Id));
        return WithoutThoseThatGoOn([.. ended.Except(goOn)], stays, left);
    }

    private async Task<(ExceptionRecord? Record, string Why)> ReadAsync(
        ExceptionId id, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var walked = await WalkedRecord.ReadAsync(store, id, readsEvents: true, cancellationToken);
        return walked.Record is not { } record ? (null, walked.WhyUnreadable)
            : !HasEnded(record.Head.State, before) ? (null, "it has not ended by then")
            : ChainVerifier.Verify(id, record.Events, record.Head.State) is ChainVerdict.Broken broken
                ? (null, $"its record is broken at event {broken.Sequence}: {ChainWords.Say(broken.Why)}")
            : (record, "");
    }

    // What leads to it goes before its events do, for it follows from them. Rows of lists and figures stand for good, without contents,
    // and say at most that one was retired: a host that is still at an older version overwrites nothing. Returns why not: who can write
    // rows can write a tombstone too.
    private async Task<string?> ClearAsync(StoredTombstone stored, RetiringBundle? bundle, CancellationToken cancellationToken)
    {
        var id = stored.Id;
        var (tombstone, why) = bundle is null
            ? (null, $"its events still stand beside a tombstone; {stored.Tombstone?.Bundle ?? "the bundle it went into"} clears them")
            : RetiredStreams.Read(stored, bundle.Keys);
        if (tombstone is null)
        {
            return why;
        }

        if (tombstone.BundleHash != bundle!.Hash)
        {
            return $"it went into {tombstone.Bundle} with the SHA-256 {tombstone.BundleHash}, which {bundle.File} is not";
        }

        var events = await tombstones.ReadLeftAsync(id, cancellationToken);
        if (!bundle.Holds(new StreamPoint(id, tombstone.Version, tombstone.LastHash)) || !events.All(left => bundle.Holds(id, left)))
        {
            return $"what stands beside its tombstone is not as {bundle.File} has it";
        }

        if (events.Count == tombstone.Version && ChainVerifier.Verify(id, events, head: null) is ChainVerdict.Ok)
        {
            var state = events.Aggregate(
                ExceptionState.New(id), (before, stored) => before.Apply(RecordedEvent.Read(stored.Json), stored.Hash));
            var (wanted, unwanted) = IndexHeading.For(state, events.Select(stored => RecordedEvent.Read(stored.Json).Fact));
            await index.ProjectAsync([], [.. wanted, .. unwanted], cancellationToken);
            await counts.PutAsync(state.ToRetired(catalog.Current), cancellationToken); // a run that finds fewer events was here before
        }

        await listings.PutAsync(new Listing(ExceptionState.New(id), long.MaxValue, []), cancellationToken);
        await tombstones.ClearAsync(id, cancellationToken);
        return null;
    }
}

/// <summary>What may be moved out.</summary>
/// <param name="Points">It, each as far as it has come.</param>
/// <param name="Left">What has ended and stays, or cannot be read.</param>
public sealed record RetirementPlan(IReadOnlyList<StreamPoint> Points, IReadOnlyList<NotRetired> Left);

/// <summary>Something that stays.</summary>
/// <param name="Where">Its number.</param>
/// <param name="Why">Why, as the rest of a sentence.</param>
public sealed record NotRetired(string Where, string Why)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {Why}; it stays.";
}

/// <summary>The bundle that holds what is moved out, as it was verified.</summary>
/// <param name="File">What its file is called.</param>
/// <param name="Hash">SHA-256 of it, 64 lower-case hexadecimal digits.</param>
/// <param name="By">Who moves it out.</param>
/// <param name="Key">The key that signs tombstones.</param>
/// <param name="EarlierKeys">The thumbprints of the keys that signed tombstones before it.</param>
/// <param name="Streams">The hashes of the events that it holds.</param>
public sealed record RetiringBundle(
    string File,
    string Hash,
    PersonId By,
    EvidenceKey Key,
    IReadOnlyCollection<string> EarlierKeys,
    IReadOnlyDictionary<ExceptionId, IReadOnlyList<string>> Streams)
{
    /// <summary>The thumbprints of the keys that may have signed a tombstone.</summary>
    public IReadOnlyCollection<string> Keys => [Key.Public.Thumbprint(), .. EarlierKeys];

    /// <summary>Whether it holds a stream so far and no farther.</summary>
    public bool Holds(StreamPoint point) =>
        Streams.TryGetValue(point.Id, out var hashes) && hashes.Count == point.Version && hashes[^1] == point.Hash;

    /// <summary>Whether it holds an event as it stands.</summary>
    public bool Holds(ExceptionId id, StoredEvent stored) =>
        Streams.TryGetValue(id, out var hashes) && stored.Sequence > 0 && stored.Sequence <= hashes.Count
        && hashes[(int)stored.Sequence - 1] == stored.Hash && EvidenceHash.Of(Encoding.UTF8.GetBytes(stored.Json)) == stored.Hash;
}
