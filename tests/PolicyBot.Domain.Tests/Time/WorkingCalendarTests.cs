using System.Globalization;
using PolicyBot.Domain.Time;

namespace PolicyBot.Domain.Tests.Time;

/// <summary>When people work: Monday to Friday, 9 to 17, in the catalog's time zone, without holidays.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly WorkingCalendar Christmas =
        WorkingCalendar.Standard with { Holidays = new HashSet<DateOnly> { new(2026, 12, 25), new(2026, 12, 28) } };

    [Theory]
    [InlineData("2026-12-23T08:00:00Z", "2026-12-23T08:00:00Z")] // Wednesday, 09:00: it begins
    [InlineData("2026-12-23T07:59:59Z", "2026-12-23T08:00:00Z")]
    [InlineData("2026-12-23T15:59:59Z", "2026-12-23T15:59:59Z")]
    [InlineData("2026-12-23T16:00:00Z", "2026-12-24T08:00:00Z")] // 17:00: it is over
    [InlineData("2026-12-24T16:00:00Z", "2026-12-29T08:00:00Z")] // a holiday, a weekend, a holiday
    [InlineData("2026-12-26T10:00:00Z", "2026-12-29T08:00:00Z")]
    [InlineData("2027-03-26T17:00:00Z", "2027-03-29T07:00:00Z")] // the night the clocks went forward lies between
    public void An_instant_outside_working_hours_becomes_the_next_one_within(string instant, string moved)
    {
        Assert.Equal(At(moved), Christmas.WithinHours(At(instant), Berlin));
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-24", "2026-12-24")]
    [InlineData("2026-12-25", "2026-12-24", "2026-12-29")]
    [InlineData("2026-12-27", "2026-12-24", "2026-12-29")]
    public void A_day_off_becomes_the_working_day_before_or_after(string day, string before, string after)
    {
        Assert.Equal(
            (Day(before), Day(after)), (Christmas.OnOrBefore(Day(day)), Christmas.OnOrAfter(Day(day))));
    }

    [Theory]
    [InlineData(9, 17, "08:00")] // 09:00 in Berlin in winter
    [InlineData(7, 15, "08:00")]
    [InlineData(10, 18, "09:00")]
    [InlineData(14, 22, "13:00")]
    [InlineData(0, 9, "23:00")] // nine is no working hour: when they begin
    public void People_are_asked_at_nine_or_when_they_begin(int from, int to, string utc)
    {
        var calendar = WorkingCalendar.Standard with { From = from, To = to };

        Assert.Equal(utc, calendar.Morning(new(2026, 12, 23), Berlin).ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_calendar_without_any_working_day_moves_nothing()
    {
        var never = WorkingCalendar.Standard with { WorkingDays = new HashSet<DayOfWeek>() };

        Assert.Equal(new(2026, 12, 23), never.OnOrAfter(new(2026, 12, 23)));
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
