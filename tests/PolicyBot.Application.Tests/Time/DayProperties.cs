using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Time;

/// <summary>Days and hours in zones with odd midnights, over years.</summary>
public sealed class DayProperties
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "UTC", "America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut", "Pacific/Auckland",
            "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu"];

    [Fact]
    public void A_day_ends_at_the_first_instant_of_the_next_in_every_zone_on_every_day() => Check.One(
        Tries.Of(5_000),
        Prop.ForAll(Days, zoned =>
        {
            var (day, zone) = zoned;
            var end = CatalogTime.EndOf(day, zone);
            return CatalogTime.Today(end, zone) > day && CatalogTime.Today(end.AddTicks(-1), zone) <= day;
        }));

    [Fact]
    public void Nine_is_nine_in_every_zone_on_every_day() => Check.One(
        Tries.Of(5_000),
        Prop.ForAll(Days, zoned =>
        {
            var local = TimeZoneInfo.ConvertTime(CatalogTime.At(zoned.Day, new TimeOnly(9, 0), zoned.Zone), zoned.Zone);
            return DateOnly.FromDateTime(local.DateTime) >= zoned.Day
                && (local.Hour == 9 || zoned.Zone.IsInvalidTime(zoned.Day.ToDateTime(new TimeOnly(9, 0))));
        }));

    [Theory]
    [InlineData("America/Santiago", "2026-09-05", "2026-09-06T04:00:00Z")] // the night the clocks go from 00:00 to 01:00
    [InlineData("Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00Z")]
    [InlineData("Europe/Berlin", "2028-02-29", "2028-02-29T23:00:00Z")] // a leap day
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-25T23:00:00Z")] // 25 hours long
    public void An_exception_holds_until_its_day_is_over_where_midnight_is_odd(string zone, string day, string end)
    {
        Assert.Equal(
            DateTimeOffset.Parse(end, CultureInfo.InvariantCulture),
            CatalogTime.EndOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));
    }

    private static Arbitrary<(DateOnly Day, TimeZoneInfo Zone)> Days => Arb.From(
        from day in Gen.Choose(new DateOnly(2024, 1, 1).DayNumber, new DateOnly(2040, 12, 31).DayNumber)
        from zone in Gen.Elements(Zones)
        select (DateOnly.FromDayNumber(day), TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
