using System.Threading.RateLimiting;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// Keeps messages under Slack's rate limits on this host (docs.slack.dev/apis/web-api/rate-limits): about one a second for each channel, "short bursts"
/// allowed, and several hundred a minute for the workspace. A short burst waits here; what would wait longer goes back to its queue.
/// </summary>
internal sealed class SlackRateLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<string> _channels;
    private readonly TokenBucketRateLimiter _workspace;

    /// <summary>The pace that Slack asks for; about 2 seconds of waiting at most.</summary>
    public SlackRateLimiter()
        : this(Bucket(4, TimeSpan.FromSeconds(1), 2), Bucket(20, TimeSpan.FromMilliseconds(200), 10))
    {
    }

    internal SlackRateLimiter(TokenBucketRateLimiterOptions channel, TokenBucketRateLimiterOptions workspace)
    {
        _channels = PartitionedRateLimiter.Create<string, string>(id => RateLimitPartition.GetTokenBucketLimiter(id, _ => channel));
        _workspace = new TokenBucketRateLimiter(workspace);
    }

    /// <summary>Waits for a message's turn.</summary>
    /// <param name="channel">The channel it is for, or the person where that is all that is known.</param>
    /// <returns>Null when it may go; else how long to stay away.</returns>
    public async Task<TimeSpan?> WaitAsync(string channel, CancellationToken cancellationToken)
    {
        using var first = await _channels.AcquireAsync(channel, 1, cancellationToken);
        if (!first.IsAcquired)
        {
            return PauseOf(first);
        }

        using var second = await _workspace.AcquireAsync(1, cancellationToken);
        return second.IsAcquired ? null : PauseOf(second);
    }

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
        _channels.Dispose();
        _workspace.Dispose();
    }

    private static TimeSpan PauseOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : SlackErrors.ShortPause;
}
