using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>
/// The gate: which exceptions cover a thing now. The index says where to look, and the head of each hit is read: a row that is late must
/// not open anything.
/// </summary>
public sealed class ActiveExceptions(IEventStore store, IIndex index, IListings listings, ICatalog catalog, TimeProvider time)
{
    /// <summary>How many exceptions are looked at for one question.</summary>
    public const int MostRead = 2_000;

    /// <summary>How many are told of for one question.</summary>
    public const int MostTold = 200;

    private const int ReadAtOnce = 50;
    private const int RowsAtOnce = 1_000;

    /// <summary>What covers a thing under a policy.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="policyId">The policy; empty: any.</param>
    /// <param name="asset">The thing, by id or name; empty: any. Not both are empty.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ActiveAnswer> FindAsync(
        DoorCaller caller, string policyId, string asset, CancellationToken cancellationToken)
    {
        var asker = caller.ToAsker(catalog.Current, time.GetUtcNow());
        var thing = FindAsset(asker.Catalog, asset);
        var heading = thing.Length > 0 ? IndexHeading.ActiveFor(thing) : IndexHeading.ActiveUnder(policyId);
        var ids = await index.FindAsync(heading, MostRead + 1, cancellationToken);
        var found = await ReadAsync(ids.Take(MostRead), policyId, thing, asker, MostTold, cancellationToken);
        return new ActiveAnswer(
            asker.Now, asker.Catalog, thing, found, found.Count >= MostTold || (ids.Count > MostRead && found.Count == 0));
    }

    /// <summary>All that is in force, what ends first comes first: for documents. It walks what has not ended.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="policyId">The policy; empty: any.</param>
    /// <param name="asset">The thing, by id or name; empty: any.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<ActiveAnswer> AllAsync(DoorCaller caller, string policyId, string asset, CancellationToken cancellationToken)
    {
        var asker = caller.ToAsker(catalog.Current, time.GetUtcNow());
        var thing = FindAsset(asker.Catalog, asset);
        var beginning = policyId.Length > 0 ? ListingKey.OfPolicy(policyId) : ListingKey.Everything;
        List<ExceptionState> found = [];
        IReadOnlyList<ListingRow> rows;
        var after = beginning;
        do
        {
            rows = await listings.FindAsync(after, beginning + ListingKey.Ended, RowsAtOnce, cancellationToken);
            found.AddRange(await ReadAsync(
                rows.Where(row => row.State.IsActive).Select(row => row.State.Id), policyId, thing, asker, int.MaxValue,
                cancellationToken));
            after = rows.Count > 0 ? rows[^1].Key : after;
        }
        while (rows.Count == RowsAtOnce);
        return new ActiveAnswer(asker.Now, asker.Catalog, thing, [.. found.DistinctBy(state => state.Id)], false);
    }

    private async Task<IReadOnlyList<ExceptionState>> ReadAsync(
        IEnumerable<ExceptionId> ids, string policyId, string thing, Asker asker, int most, CancellationToken cancellationToken)
    {
        List<ExceptionState> found = [];
        foreach (var some in ids.Chunk(ReadAtOnce).TakeWhile(_ => found.Count < most))
        {
            var heads = await Task.WhenAll(some.Select(id => store.ReadHeadAsync(id, cancellationToken)));
            found.AddRange(heads.Where(head => head is { BrokenAt: 0 }).Select(head => head!.State)
                .Where(state => Covers(state, policyId, thing, asker)));
        }

        return [.. found.OrderBy(state => state.HoldsUntil).ThenBy(state => state.Id.Value, StringComparer.Ordinal)];
    }

    private static string FindAsset(PolicyCatalog catalog, string asset) =>
        asset.Length > 0 ? catalog.Assets.Find(asset)?.Id ?? asset.Trim() : "";

    private static bool Covers(ExceptionState state, string policyId, string thing, Asker asker) =>
        state.IsInForce(asker.Now)
        && (policyId.Length == 0 || state.Content!.PolicyId.Equals(policyId, StringComparison.OrdinalIgnoreCase))
        && (thing.Length == 0 || state.Content!.Assets.Contains(thing, StringComparer.OrdinalIgnoreCase))
        && ExceptionScreen.MaySee(state, asker);
}

/// <summary>What covers a thing.</summary>
/// <param name="Now">When it was looked at (UTC).</param>
/// <param name="Catalog">The catalog that serves then.</param>
/// <param name="Asset">The id of the thing; empty for any.</param>
/// <param name="States">What covers it, what ends first comes first.</param>
/// <param name="HasMore">There may be more; with no state at all it can't be said whether something covers it.</param>
public sealed record ActiveAnswer(
    DateTimeOffset Now, PolicyCatalog Catalog, string Asset, IReadOnlyList<ExceptionState> States, bool HasMore);
