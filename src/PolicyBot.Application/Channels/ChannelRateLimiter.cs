using System.Threading.RateLimiting;

namespace PolicyBot.Application.Channels;

/// <summary>
/// Keeps this host's calls under a channel's rate limits: one for each conversation, one for each tenant or workspace. A short burst waits
/// here; what would wait longer goes back to its queue.
/// </summary>
public sealed class ChannelRateLimiter : IDisposable
{
    private static readonly TimeSpan PauseWhenNotSaid = TimeSpan.FromSeconds(2);

    private readonly PartitionedRateLimiter<string> _conversations;
    private readonly PartitionedRateLimiter<string> _tenants;

    /// <summary>Two limits, as <see cref="Bucket"/> makes them.</summary>
    public ChannelRateLimiter(TokenBucketRateLimiterOptions conversation, TokenBucketRateLimiterOptions tenant)
    {
        _conversations =
            PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetTokenBucketLimiter(id, _ => conversation));
        _tenants = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetTokenBucketLimiter(id, _ => tenant));
    }

    /// <summary>One bucket that refills by one token each period.</summary>
    /// <param name="tokens">How many calls may go at once.</param>
    /// <param name="period">How long one more takes.</param>
    /// <param name="queue">How many may wait.</param>
    public static TokenBucketRateLimiterOptions Bucket(int tokens, TimeSpan period, int queue) => new()
    {
        TokenLimit = tokens,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = period,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    /// <summary>Waits for a call's turn.</summary>
    /// <param name="tenant">The tenant or workspace; empty where the host serves one only.</param>
    /// <param name="conversation">The conversation that is written to; null for calls that only read.</param>
    /// <returns>Null when it may go; else how long to stay away.</returns>
    public async Task<TimeSpan?> WaitAsync(string tenant, string? conversation, CancellationToken cancellationToken) =>
        (conversation is null ? null : await TakeAsync(_conversations, conversation, cancellationToken))
        ?? await TakeAsync(_tenants, tenant, cancellationToken);

    /// <summary>Ends both limits.</summary>
    public void Dispose()
    {
        _conversations.Dispose();
        _tenants.Dispose();
    }

    private static async Task<TimeSpan?> TakeAsync(PartitionedRateLimiter<string> limiter, string key, CancellationToken cancellationToken)
    {
        using var lease = await limiter.AcquireAsync(key, 1, cancellationToken);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause
            : PauseWhenNotSaid;
    }
}
