using System.Globalization;

namespace PolicyBot.Domain.Time;

/// <summary>Days and instants in the catalog's time zone.</summary>
public static class CatalogTime
{
    /// <summary>The day it is.</summary>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="zone">The catalog's time zone.</param>
    public static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>
    /// The first valid instant (UTC) of the day after: what held on the day holds no longer. Midnight itself may not exist.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone) => At(day.AddDays(1), TimeOnly.MinValue, zone);

    /// <summary>
    /// An instant (UTC) by its day and time; where clocks are put forward over it, the first valid instant after; where it comes twice, the
    /// first.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>Whole days from one day to another, as <c>durationDays</c> and <c>maxDays</c> count them.</summary>
    public static int Days(DateOnly from, DateOnly until) => until.DayNumber - from.DayNumber;

    /// <summary>A day as people read it everywhere, in their language: <c>15 Feb 2027</c>.</summary>
    /// <remarks>The names of months are PolicyBot's own: what a machine has installed changes no sentence.</remarks>
    public static string Say(DateOnly day) =>
        TimeWords.Day.With(day.Day, TimeWords.Months.Split(' ')[day.Month - 1], day.ToString("yyyy", CultureInfo.InvariantCulture));

    /// <summary>A day as people read it, with the day of the week: <c>Mon 15 Feb 2027</c>.</summary>
    public static string SayWithWeekday(DateOnly day) => TimeWords.DayOfWeek.With(Weekday(day), Say(day));

    /// <summary>An instant as people read it, in the catalog's time zone: <c>15 Feb 2027, 09:00</c>.</summary>
    public static string Say(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return TimeWords.DayAndTime.With(Say(DateOnly.FromDateTime(local.DateTime)), Clock(local));
    }

    /// <summary>An instant within the next days as people read it, in the catalog's time zone: <c>Mon 09:00</c>.</summary>
    public static string SayWeekdayAndTime(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return TimeWords.WeekdayAndTime.With(Weekday(DateOnly.FromDateTime(local.DateTime)), Clock(local));
    }

    private static string Weekday(DateOnly day) => TimeWords.Weekdays.Split(' ')[(int)day.DayOfWeek];

    private static string Clock(DateTimeOffset local) => local.ToString("HH:mm", CultureInfo.InvariantCulture);
}
