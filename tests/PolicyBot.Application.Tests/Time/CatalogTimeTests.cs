using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Tests.Time;

/// <summary>Days end where the catalog says, also on the days on which clocks are turned.</summary>
public sealed class CatalogTimeTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    [Theory]
    [InlineData("Europe/Berlin", 2027, 2, 15, "2027-02-15T23:00:00Z")] // winter
    [InlineData("Europe/Berlin", 2026, 7, 1, "2026-07-01T22:00:00Z")] // summer
    [InlineData("Europe/Berlin", 2026, 3, 28, "2026-03-28T23:00:00Z")] // the day before clocks go forward
    [InlineData("Europe/Berlin", 2026, 3, 29, "2026-03-29T22:00:00Z")] // 23 hours long
    [InlineData("Europe/Berlin", 2026, 10, 24, "2026-10-24T22:00:00Z")] // the day before clocks go back
    [InlineData("Europe/Berlin", 2026, 10, 25, "2026-10-25T23:00:00Z")] // 25 hours long
    [InlineData("Europe/Berlin", 2028, 2, 28, "2028-02-28T23:00:00Z")] // the leap day follows
    [InlineData("Europe/Berlin", 2028, 2, 29, "2028-02-29T23:00:00Z")]
    [InlineData("Europe/Berlin", 2026, 12, 31, "2026-12-31T23:00:00Z")]
    [InlineData("America/Sao_Paulo", 2018, 11, 3, "2018-11-04T03:00:00Z")] // the next day began at 01:00
    [InlineData("Africa/Cairo", 2026, 4, 23, "2026-04-23T22:00:00Z")] // the next day begins at 01:00
    [InlineData("America/Sao_Paulo", 2018, 2, 17, "2018-02-18T03:00:00Z")] // 23:00 comes twice, midnight once
    [InlineData("Atlantic/Azores", 2026, 10, 24, "2026-10-25T00:00:00Z")] // midnight comes twice: the first
    [InlineData("Pacific/Kiritimati", 2026, 6, 1, "2026-06-01T10:00:00Z")]
    [InlineData("Asia/Kolkata", 2026, 6, 1, "2026-06-01T18:30:00Z")]
    [InlineData("Etc/UTC", 2026, 6, 1, "2026-06-02T00:00:00Z")]
    public void A_day_ends_at_the_first_instant_of_the_next(string zone, int year, int month, int day, string expected)
    {
        var end = CatalogTime.EndOf(new DateOnly(year, month, day), Zone(zone));

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), end);
        Assert.Equal(TimeSpan.Zero, end.Offset);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Africa/Cairo")]
    [InlineData("Atlantic/Azores")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Havana")]
    [InlineData("Australia/Lord_Howe")]
    public void The_instant_a_day_ends_is_the_next_day_and_the_tick_before_is_not(string name)
    {
        var zone = Zone(name);
        var days = Enumerable.Range(0, 366 * 12).Select(new DateOnly(2016, 1, 1).AddDays);

        Assert.All(days, day =>
        {
            var end = CatalogTime.EndOf(day, zone);
            Assert.Equal(day.AddDays(1), CatalogTime.Today(end, zone));
            Assert.Equal(day, CatalogTime.Today(end.AddTicks(-1), zone));
        });
    }

    [Fact]
    public void Nine_in_the_morning_is_nine_in_the_morning_on_every_day()
    {
        var nine = new TimeOnly(9, 0);

        Assert.Equal(new DateTimeOffset(2026, 3, 28, 8, 0, 0, TimeSpan.Zero), CatalogTime.At(new(2026, 3, 28), nine, Berlin));
        Assert.Equal(new DateTimeOffset(2026, 3, 29, 7, 0, 0, TimeSpan.Zero), CatalogTime.At(new(2026, 3, 29), nine, Berlin));
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 8, 0, 0, TimeSpan.Zero), CatalogTime.At(new(2026, 10, 25), nine, Berlin));
    }

    [Fact]
    public void A_time_that_does_not_exist_is_the_first_that_does()
    {
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), CatalogTime.At(new(2026, 3, 29), new TimeOnly(2, 30), Berlin));
    }

    [Fact]
    public void Of_a_time_that_comes_twice_the_first_counts()
    {
        Assert.Equal(
            new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), CatalogTime.At(new(2026, 10, 25), new TimeOnly(2, 30), Berlin));
    }

    [Theory]
    [InlineData("2026-11-20T22:59:59Z", 20)]
    [InlineData("2026-11-20T23:00:00Z", 21)]
    public void Today_turns_at_midnight_of_the_zone(string now, int day)
    {
        Assert.Equal(new DateOnly(2026, 11, day),
            CatalogTime.Today(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), Berlin));
    }

    [Fact]
    public void Days_and_instants_are_said_the_same_everywhere()
    {
        Assert.Equal("5 Feb 2027", CatalogTime.Say(new DateOnly(2027, 2, 5)));
        Assert.Equal("15 Feb 2027, 09:05", CatalogTime.Say(new DateTimeOffset(2027, 2, 15, 8, 5, 0, TimeSpan.Zero), Berlin));
    }

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
