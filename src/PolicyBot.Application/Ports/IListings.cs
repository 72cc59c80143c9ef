using System.Text.Json;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>The rows that lists are drawn from: of each exception what a list shows, under every key by which it is found.</summary>
/// <remarks>
/// What a person may see of them <see cref="Access"/> says; what acts reads the head. Every member throws
/// <see cref="StoreUnavailableException"/> when the store does not answer.
/// </remarks>
public interface IListings
{
    /// <summary>Makes an exception's rows those of a version, all at once. Those of a newer version stay.</summary>
    Task PutAsync(Listing listing, CancellationToken cancellationToken);

    /// <summary>The rows between two keys, in the order of their keys.</summary>
    /// <param name="after">Only those after it.</param>
    /// <param name="before">Only those before it.</param>
    /// <param name="most">How many at the most.</param>
    Task<IReadOnlyList<ListingRow>> FindAsync(string after, string before, int most, CancellationToken cancellationToken);
}

/// <summary>What lists show of one exception, and where.</summary>
/// <param name="State">What is shown and what decides who may see it: as <see cref="ListingKey.Shorten"/> leaves it.</param>
/// <param name="Version">The version of its stream.</param>
/// <param name="Keys">Where it stands: as <see cref="ListingKey"/> makes them.</param>
public sealed record Listing(ExceptionState State, long Version, IReadOnlyCollection<string> Keys)
{
    /// <summary>What is shown, as it is stored.</summary>
    public string Json { get; } = JsonSerializer.Serialize(State, RecordJson.Default.ExceptionState);

    /// <summary>Whether another version is shown as this one is, under the same keys.</summary>
    public bool ShowsTheSameAs(Listing other) => Json == other.Json && Keys.SequenceEqual(other.Keys);
}

/// <summary>One row.</summary>
/// <param name="Key">Where it stands.</param>
/// <param name="State">What is shown, with people as they are stored.</param>
public sealed record ListingRow(string Key, ExceptionState State);
