using PolicyBot.Application.Channels;

namespace PolicyBot.Application.Tests.Channels;

public sealed class ChannelRateLimiterTests
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    [Fact]
    public async Task Each_conversation_has_its_own_turn()
    {
        using var pace = new ChannelRateLimiter(ChannelRateLimiter.Bucket(2, Never, 0), ChannelRateLimiter.Bucket(100, Never, 0));

        Assert.Null(await pace.WaitAsync("tenant", "a:1", default));
        Assert.Null(await pace.WaitAsync("tenant", "a:1", default));
        Assert.NotNull(await pace.WaitAsync("tenant", "a:1", default));
        Assert.Null(await pace.WaitAsync("tenant", "a:2", default));
        Assert.Null(await pace.WaitAsync("tenant", null, default));
    }

    [Fact]
    public async Task A_tenant_shares_one_turn()
    {
        using var pace = new ChannelRateLimiter(ChannelRateLimiter.Bucket(100, Never, 0), ChannelRateLimiter.Bucket(2, Never, 0));

        Assert.Null(await pace.WaitAsync("tenant", "a:1", default));
        Assert.Null(await pace.WaitAsync("tenant", null, default));
        Assert.NotNull(await pace.WaitAsync("tenant", "a:2", default));
        Assert.Null(await pace.WaitAsync("another", "a:3", default));
    }

    [Fact]
    public async Task Who_waits_can_go_away()
    {
        using var pace = new ChannelRateLimiter(ChannelRateLimiter.Bucket(1, Never, 1), ChannelRateLimiter.Bucket(100, Never, 0));
        await pace.WaitAsync("tenant", "a:1", default);
        using var caller = new CancellationTokenSource();

        var waiting = pace.WaitAsync("tenant", "a:1", caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
