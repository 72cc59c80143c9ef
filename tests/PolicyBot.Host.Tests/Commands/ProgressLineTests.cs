using PolicyBot.Host.Commands;

namespace PolicyBot.Host.Tests.Commands;

public sealed class ProgressLineTests : IDisposable
{
    private readonly TurnedClock time = new();
    private readonly StringWriter to = new() { NewLine = "\n" };

    public void Dispose() => to.Dispose();

    [Fact]
    public async Task Work_that_is_soon_done_says_nothing()
    {
        await WorkAsync(isTerminal: false, steps: 100, TimeSpan.FromMilliseconds(49));

        Assert.Equal("", to.ToString());
    }

    [Fact]
    public async Task Where_it_is_redirected_there_is_a_line_every_five_seconds_with_count_and_rate_and_one_at_the_end()
    {
        await WorkAsync(isTerminal: false, steps: 1_100, TimeSpan.FromMilliseconds(10));

        Assert.Equal(
            ["500 exceptions, 100 a second…", "1,000 exceptions, 100 a second…", "1,100 exceptions, 100 a second in 11 s."],
            to.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task On_a_terminal_one_line_is_written_over_and_ended_at_the_end()
    {
        await WorkAsync(isTerminal: true, steps: 11, TimeSpan.FromMilliseconds(100));

        Assert.Equal(
            "\r5 exceptions, 10 a second…\r10 exceptions, 10 a second…\r11 exceptions, 10 a second in 1 s.\n",
            to.ToString());
    }

    [Fact]
    public async Task A_shorter_line_leaves_nothing_of_the_longer_one_before_it()
    {
        await using (var progress = new ProgressLine(to, isTerminal: true, time, "x"))
        {
            foreach (var step in new[] { 0.5, 600.0 })
            {
                time.Now += TimeSpan.FromSeconds(step);
                await progress.StepAsync();
            }
        }

        var lines = to.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\n'));
        Assert.Equal(lines.Select(line => line.Length).Order(), lines.Select(line => line.Length));
    }

    private async Task WorkAsync(bool isTerminal, int steps, TimeSpan each)
    {
        await using var progress = new ProgressLine(to, isTerminal, time, "exceptions");
        for (var step = 0; step < steps; step++)
        {
            time.Now += each;
            await progress.StepAsync();
        }
    }

    private sealed class TurnedClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
