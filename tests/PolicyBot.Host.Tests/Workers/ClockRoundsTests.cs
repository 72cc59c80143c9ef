using PolicyBot.Host.Time;
using PolicyBot.Host.Workers;

namespace PolicyBot.Host.Tests.Workers;

public sealed class ClockRoundsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_first_round_comes_at_once_and_the_next_one_once_a_followed_clock_was_turned_so_far()
    {
        var file = Path.GetTempFileName();
        using var stop = new CancellationTokenSource();
        using var rounds = new SemaphoreSlim(0);
        try
        {
            var running = new ClockRounds(new FollowedClock(file, TimeProvider.System), TimeSpan.FromMinutes(10))
                .RunAsync(Count, stop.Token);

            Assert.True(await rounds.WaitAsync(Patience));
            await File.WriteAllTextAsync(file, "00:09:00");
            Assert.False(await rounds.WaitAsync(TimeSpan.FromSeconds(3))); // not yet
            await File.WriteAllTextAsync(file, "30.00:00:00");
            Assert.True(await rounds.WaitAsync(Patience));
            Assert.False(await rounds.WaitAsync(TimeSpan.FromSeconds(3))); // once, however far it was turned

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        finally
        {
            File.Delete(file);
        }

        Task Count(CancellationToken cancellationToken) => Task.FromResult(rounds.Release());
    }

    [Fact]
    public async Task By_the_clock_of_this_machine_rounds_follow_each_other()
    {
        using var stop = new CancellationTokenSource();
        using var rounds = new SemaphoreSlim(0);

        var running = new ClockRounds(TimeProvider.System, TimeSpan.FromMilliseconds(50))
            .RunAsync(_ => Task.FromResult(rounds.Release()), stop.Token);

        for (var round = 0; round < 3; round++)
        {
            Assert.True(await rounds.WaitAsync(Patience));
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
