using PolicyBot.Lab.Clock;

namespace PolicyBot.Lab.Tests.Clock;

public sealed class LabClockTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("policybot-clock-").FullName, "clock.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void The_file_holds_how_far_the_clock_was_turned()
    {
        var clock = new LabClock(_file, TimeProvider.System);
        var before = File.ReadAllText(_file);

        clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(("00:00:00", "14.00:00:00"), (before, File.ReadAllText(_file)));
        Assert.Equal([_file], Directory.GetFiles(Path.GetDirectoryName(_file)!));
    }

    [Fact]
    public void A_clock_on_a_kept_file_goes_on_where_it_was()
    {
        new LabClock(_file, TimeProvider.System).Advance(TimeSpan.FromHours(30));

        var again = new LabClock(_file, TimeProvider.System);

        Assert.Equal(TimeSpan.FromHours(30), again.Offset);
    }

    [Fact]
    public void The_clock_never_goes_back()
    {
        var clock = new LabClock(_file, TimeProvider.System);
        clock.Advance(TimeSpan.FromDays(1));

        clock.AdvanceTo(TimeProvider.System.GetUtcNow());

        Assert.Equal(TimeSpan.FromDays(1), clock.Offset);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromHours(-1)));
    }
}
