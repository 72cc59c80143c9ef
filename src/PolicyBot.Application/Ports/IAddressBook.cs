using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>What is known of each address: whose it is, which accounts showed it, what was judged of it.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IAddressBook
{
    /// <summary>Reads one address.</summary>
    /// <returns>Null when nothing is known of it.</returns>
    Task<StoredAddress?> ReadAsync(PersonId address, CancellationToken cancellationToken);

    /// <summary>Writes one address over the version that was read; a new one where none was.</summary>
    /// <param name="address">What is known of it now.</param>
    /// <param name="etag">What was read; null: nothing was.</param>
    /// <returns>False when another host wrote it meanwhile: nothing is changed.</returns>
    Task<bool> TryWriteAsync(KnownAddress address, string? etag, CancellationToken cancellationToken);

    /// <summary>Reads all addresses, in no order.</summary>
    IAsyncEnumerable<KnownAddress> AllAsync(CancellationToken cancellationToken);
}

/// <summary>An address as it was read.</summary>
/// <param name="Known">What is known of it.</param>
/// <param name="ETag">What a replacement must match.</param>
public sealed record StoredAddress(KnownAddress Known, string ETag);
