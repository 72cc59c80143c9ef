using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>
/// What stays of exceptions that were moved out of the register: to every other port there is no such exception, and its number is never
/// given again.
/// </summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface ITombstones
{
    /// <summary>The tombstone of one exception.</summary>
    /// <returns>Null: it was not moved out.</returns>
    Task<StoredTombstone?> FindAsync(ExceptionId id, CancellationToken cancellationToken);

    /// <summary>Every tombstone there is, in the order of their numbers, page by page.</summary>
    /// <param name="isCleared">Null: all; false: only those whose events may still stand there.</param>
    IAsyncEnumerable<StoredTombstone> AllAsync(bool? isCleared, CancellationToken cancellationToken);

    /// <summary>The events that still stand beside a tombstone, oldest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadLeftAsync(ExceptionId id, CancellationToken cancellationToken);

    /// <summary>Puts a tombstone in a head's place, at once and for good. The events stay until <see cref="ClearAsync"/>.</summary>
    /// <param name="tombstone">The tombstone.</param>
    /// <param name="etag">The head that must still stand.</param>
    /// <returns>False: another host wrote the head, and nothing was stored. True also when an earlier try was stored and its answer
    /// lost.</returns>
    Task<bool> TryPutAsync(StoredTombstone tombstone, string etag, CancellationToken cancellationToken);

    /// <summary>Removes events and messages of what has a tombstone, and says so in it; the same again does nothing.</summary>
    Task ClearAsync(ExceptionId id, CancellationToken cancellationToken);
}
