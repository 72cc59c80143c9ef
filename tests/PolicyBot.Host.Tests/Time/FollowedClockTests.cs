using Microsoft.Extensions.Time.Testing;
using PolicyBot.Host.Time;

namespace PolicyBot.Host.Tests.Time;

public sealed class FollowedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ASecond = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider machine = new(Start);

    [Fact]
    public void Without_a_file_it_is_the_machines_clock()
    {
        using var file = new AFile("clock.txt");

        var clock = new FollowedClock(file.Path, machine);

        Assert.Equal(Start, clock.GetUtcNow());
    }

    [Fact]
    public void The_offset_in_the_file_is_added_and_time_goes_on_from_there()
    {
        using var file = new AFile("clock.txt", "30.00:00:00\n");
        var clock = new FollowedClock(file.Path, machine);

        var before = clock.GetUtcNow();
        machine.Advance(ASecond);

        Assert.Equal(Start.AddDays(30), before);
        Assert.Equal(Start.AddDays(30) + ASecond, clock.GetUtcNow());
    }

    [Fact]
    public void A_larger_offset_is_taken_up()
    {
        using var file = new AFile("clock.txt", "01:00:00");
        var clock = new FollowedClock(file.Path, machine);
        _ = clock.GetUtcNow();

        file.Write("3.00:00:00");
        machine.Advance(ASecond);

        Assert.Equal(Start.AddDays(3) + ASecond, clock.GetUtcNow());
    }

    [Theory]
    [InlineData("1.00:00:00")]
    [InlineData("-1.00:00:00")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void It_never_goes_back_whatever_is_written(string text)
    {
        using var file = new AFile("clock.txt", "3.00:00:00");
        var clock = new FollowedClock(file.Path, machine);
        _ = clock.GetUtcNow();

        file.Write(text);
        machine.Advance(ASecond);

        Assert.Equal(Start.AddDays(3) + ASecond, clock.GetUtcNow());
    }

    [Fact]
    public void It_stays_where_it_is_when_the_file_goes_away()
    {
        using var file = new AFile("clock.txt", "3.00:00:00");
        var clock = new FollowedClock(file.Path, machine);
        _ = clock.GetUtcNow();

        File.Delete(file.Path);
        machine.Advance(ASecond);

        Assert.Equal(Start.AddDays(3) + ASecond, clock.GetUtcNow());
    }
}
