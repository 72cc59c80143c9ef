namespace PolicyBot.Application.Ports;

/// <summary>Signed checkpoints of the record, one a day at the most, each after the one before: kept for ever.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface ICheckpoints
{
    /// <summary>Every checkpoint, the first day first.</summary>
    IAsyncEnumerable<StoredCheckpoint> AllAsync(CancellationToken cancellationToken);

    /// <summary>The last one; null: there is none.</summary>
    Task<LastCheckpoint?> FindLastAsync(CancellationToken cancellationToken);

    /// <summary>Claims a day for a while, so that of several hosts one makes its checkpoint.</summary>
    /// <param name="day">The day, <c>2026-11-30</c>.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="until">When (UTC) the claim runs out.</param>
    /// <returns>False: another host has it.</returns>
    Task<bool> TryClaimAsync(string day, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Keeps a checkpoint, where the one it follows is still the last one.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="previous">The hash of the one it follows; null: it is the first.</param>
    /// <returns>False: another one is the last now, or the day has one.</returns>
    Task<bool> TryKeepAsync(StoredCheckpoint checkpoint, string? previous, CancellationToken cancellationToken);
}

/// <summary>A checkpoint as it is stored.</summary>
/// <param name="Day">The day it is for (UTC), <c>2026-11-30</c>.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Streams">How many streams it lists.</param>
/// <param name="Json">It and its signature, as they were written.</param>
public sealed record StoredCheckpoint(string Day, string Hash, int Streams, string Json);

/// <summary>The last checkpoint.</summary>
/// <param name="Day">The day it is for (UTC).</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Streams">How many streams it lists.</param>
public sealed record LastCheckpoint(string Day, string Hash, int Streams);
