using PolicyBot.Host.Time;

namespace PolicyBot.Host.Workers;

/// <summary>
/// Does something at once and then again and again, by the clock that the product goes by. This machine's clock only drives it: where a
/// followed clock was turned, a round that fell due by it comes within a second, and one however far it was turned.
/// </summary>
/// <param name="time">The clock that the product goes by.</param>
/// <param name="every">How long from one round to the next.</param>
internal sealed class ClockRounds(TimeProvider time, TimeSpan every)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>Goes on until it is stopped.</summary>
    /// <param name="roundAsync">One round; it handles its own faults.</param>
    public async Task RunAsync(Func<CancellationToken, Task> roundAsync, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(time is FollowedClock && Glance < every ? Glance : every);
        var next = DateTimeOffset.MinValue;
        do
        {
            var now = time.GetUtcNow();
            if (now >= next || time is not FollowedClock) // a machine's clock that is set back stops nothing
            {
                await roundAsync(stoppingToken);
                next = now + every;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
