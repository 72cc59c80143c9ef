using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Tables.Tests.Hosts;

internal sealed class MortalTombstones(ITombstones tombstones, Life life) : ITombstones
{
    public Task<StoredTombstone?> FindAsync(ExceptionId id, CancellationToken cancellationToken) =>
        life.CallAsync($"looking for the tombstone of {id}", () => tombstones.FindAsync(id, cancellationToken));

    public async IAsyncEnumerable<StoredTombstone> AllAsync(
        bool? isCleared, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = await life.CallAsync(
            "reading the tombstones", () => tombstones.AllAsync(isCleared, cancellationToken).ToListAsync(cancellationToken).AsTask());
        foreach (var one in all)
        {
            yield return one;
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadLeftAsync(ExceptionId id, CancellationToken cancellationToken) =>
        life.CallAsync($"reading what is left of {id}", () => tombstones.ReadLeftAsync(id, cancellationToken));

    public Task<bool> TryPutAsync(StoredTombstone tombstone, string etag, CancellationToken cancellationToken) =>
        life.CallAsync($"burying {tombstone.Id}", () => tombstones.TryPutAsync(tombstone, etag, cancellationToken));

    public Task ClearAsync(ExceptionId id, CancellationToken cancellationToken) =>
        life.CallAsync($"clearing {id}", () => tombstones.ClearAsync(id, cancellationToken));
}

internal sealed class MortalListings(IListings listings, Life life) : IListings
{
    public Task PutAsync(Listing listing, CancellationToken cancellationToken) =>
        life.CallAsync($"writing the lines of {listing.State.Id}", () => listings.PutAsync(listing, cancellationToken));

    public Task<IReadOnlyList<ListingRow>> FindAsync(string after, string before, int most, CancellationToken cancellationToken) =>
        life.CallAsync("reading lines", () => listings.FindAsync(after, before, most, cancellationToken));
}

internal sealed class MortalCounts(ICounts counts, Life life) : ICounts
{
    public Task PutAsync(Counted counted, CancellationToken cancellationToken) =>
        life.CallAsync($"counting {counted.Key}", () => counts.PutAsync(counted, cancellationToken));

    public Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, Count>>> ReadAsync(
        IReadOnlyCollection<string> scopes, CancellationToken cancellationToken) =>
        life.CallAsync("reading counts", () => counts.ReadAsync(scopes, cancellationToken));

    public Task<int> MendAsync(CancellationToken cancellationToken) =>
        life.CallAsync("mending counts", () => counts.MendAsync(cancellationToken));
}
