using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Fakes;

/// <summary>What lists are drawn from, in memory.</summary>
public sealed class FakeListings : IListings
{
    private readonly Lock gate = new();
    private readonly Dictionary<ExceptionId, Listing> listings = [];

    public Task PutAsync(Listing listing, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (listings.GetValueOrDefault(listing.State.Id) is not { } stands || stands.Version <= listing.Version)
            {
                listings[listing.State.Id] = listing;
            }

            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<ListingRow>> FindAsync(string after, string before, int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<ListingRow>>(
            [
                .. listings.Values.SelectMany(listing => listing.Keys, (listing, key) => (listing, key))
                    .Where(row => string.CompareOrdinal(row.key, after) > 0 && string.CompareOrdinal(row.key, before) < 0)
                    .OrderBy(row => row.key, StringComparer.Ordinal)
                    .Take(most)
                    .Select(row => new ListingRow(
                        row.key, JsonSerializer.Deserialize(row.listing.Json, RecordJson.Default.ExceptionState)!)),
            ]);
        }
    }
}
