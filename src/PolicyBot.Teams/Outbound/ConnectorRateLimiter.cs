using System.Threading.RateLimiting;

namespace PolicyBot.Teams.Outbound;

/// <summary>
/// Keeps calls under Teams' rate limits ("Rate limits for agents/bots"), on this host: 25 calls a second for each tenant, where 50 are
/// allowed, and 5 writes at once for each conversation, then one every 700 ms, because besides 7 in one second only 8 in two and 60 in
/// thirty are allowed. Short bursts wait here; what would wait longer goes back to its queue.
/// </summary>
internal sealed class ConnectorRateLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<string> _conversations;
    private readonly PartitionedRateLimiter<string> _tenants;

    /// <summary>The pace that Teams asks for; about 2 seconds of waiting at most.</summary>
    public ConnectorRateLimiter()
        : this(Bucket(5, TimeSpan.FromMilliseconds(700), 3), Bucket(25, TimeSpan.FromMilliseconds(40), 50))
    {
    }

    internal ConnectorRateLimiter(TokenBucketRateLimiterOptions conversation, TokenBucketRateLimiterOptions tenant)
    {
        _conversations = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetTokenBucketLimiter(id, _ => conversation));
        _tenants = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetTokenBucketLimiter(id, _ => tenant));
    }

    /// <summary>Waits for a call's turn.</summary>
    /// <param name="conversationId">The conversation that is written to; null for calls that only read.</param>
    /// <returns>Null when it may go; else how long to stay away.</returns>
    public async Task<TimeSpan?> WaitAsync(string tenantId, string? conversationId, CancellationToken cancellationToken) =>
        (conversationId is null ? null : await TakeAsync(_conversations, conversationId, cancellationToken))
        ?? await TakeAsync(_tenants, tenantId, cancellationToken);

    /// <summary>One bucket that refills by one token each period.</summary>
    internal static TokenBucketRateLimiterOptions Bucket(int tokens, TimeSpan period, int queue) => new()
    {
        TokenLimit = tokens,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = period,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

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
            : ConnectorError.ShortPause;
    }
}
