namespace PolicyBot.Application.Ports;

/// <summary>What came in, kept for two days with its payload: taken once, and worked on again when a host died over it.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IInboundDeduplication
{
    /// <summary>How long what came in is remembered.</summary>
    static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>Takes something that came in.</summary>
    /// <param name="key">A key that is unique to this input, and the same at every redelivery.</param>
    /// <param name="payload">What is needed to work on it.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>False when it was taken before.</returns>
    Task<bool> TryTakeAsync(string key, string payload, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The payload of something that was taken and is not done; null when it is done or unknown.</summary>
    Task<string?> ReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Says that it is done; the payload is dropped, the key kept.</summary>
    Task DoneAsync(string key, CancellationToken cancellationToken);

    /// <summary>Forgets what came in before an instant (UTC), some at a time.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
