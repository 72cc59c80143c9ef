namespace PolicyBot.Application.Requests.Chat;

/// <summary>Finds the day that a date, a period or a length of time leads to, counted from one day.</summary>
/// <param name="today">The day it is in the catalog's time zone.</param>
internal sealed class DayCalendar(DateOnly today)
{
    private const int FarthestDays = 36_600;

    /// <summary>The day so many days ahead.</summary>
    public DayReading.Day Ahead(int days) => new(today.AddDays(days));

    /// <summary>The next such day of the week after today.</summary>
    /// <param name="weekday">0 for Sunday.</param>
    public DayReading.Day NextWeekday(int weekday) => Ahead((weekday - (int)today.DayOfWeek + 6) % 7 + 1);

    // 15/03 is a day, 03/15 too; 03/04 is one of two, unless both are the same.
    public DayReading InEitherOrder(int? year, int first, int second)
    {
        DayReading Of(int month, int day) => year is { } known ? Day(known, month, day) : NextSuch(month, day);
        return (first, second) switch
        {
            ( > 12, _) => Of(second, first),
            (_, > 12) => Of(first, second),
            _ when first == second => Of(first, second),
            _ => (Of(second, first), Of(first, second)) is (DayReading.Day dayFirst, DayReading.Day monthFirst)
                ? new DayReading.OneOf(dayFirst.Value, monthFirst.Value)
                : new DayReading.NoSuchDay(),
        };
    }

    public int YearOfNext(int month, int part)
    {
        var day = part switch { 0 => 1, 1 => 15, _ => DateTime.DaysInMonth(today.Year, month) };
        return new DateOnly(today.Year, month, day) >= today ? today.Year : today.Year + 1;
    }

    public (DateOnly First, DateOnly Last) Period(Span span, int ahead)
    {
        switch (span)
        {
            case Span.Week:
                var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + 7 * ahead);
                return (monday, monday.AddDays(6));
            case Span.Quarter:
                var quarter = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1).AddMonths(3 * ahead);
                return (quarter, quarter.AddMonths(3).AddDays(-1));
            case Span.Year:
                return (new DateOnly(today.Year + ahead, 1, 1), new DateOnly(today.Year + ahead, 12, 31));
            default:
                var month = new DateOnly(today.Year, today.Month, 1).AddMonths(ahead);
                return (month, month.AddMonths(1).AddDays(-1));
        }
    }

    public static DayReading.Day In((DateOnly First, DateOnly Last) period, int part) => new DayReading.Day(part switch
    {
        0 => period.First,
        // the middle of a month is the 15th
        1 when period.Last.DayNumber - period.First.DayNumber is > 6 and < 31 => period.First.AddDays(14),
        1 => period.First.AddDays((period.Last.DayNumber - period.First.DayNumber) / 2),
        _ => period.Last,
    });

    public DayReading.Day? After(int count, Span span)
    {
        var days =
            span switch
            {
                Span.Hour =>
                (count + 23) / 24,
                Span.Day => count,
                Span.Week => 7L * count,
                Span.Fortnight => 14L * count,
                _ => 31L * count
            };
        if (days > FarthestDays || span == Span.Year && count > FarthestDays / 366 || span == Span.Quarter && count > FarthestDays / 93)
        {
            return null;
        }

        return new DayReading.Day(span switch
        {
            Span.Month => today.AddMonths(count),
            Span.Quarter => today.AddMonths(3 * count),
            Span.Year => today.AddYears(count),
            _ => today.AddDays((int)days),
        });
    }

    public static DayReading Day(int year, int month, int day) =>
        year is >= 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DayReading.Day(new DateOnly(year, month, day))
            : new DayReading.NoSuchDay(year is >= 1900 and < 2200 && month is >= 1 and <= 12 && day >= 1 ? LastDay(year, month) : null);

    /// <summary>The next such day; 29 February in a year that has none is no day, and not one of years later.</summary>
    public DayReading NextSuch(int month, int day)
    {
        if (month is < 1 or > 12 || day < 1)
        {
            return new DayReading.NoSuchDay();
        }

        var inThisYear = new DateOnly(today.Year, month, Math.Min(day, DateTime.DaysInMonth(today.Year, month)));
        return Day(inThisYear >= today ? today.Year : today.Year + 1, month, day);
    }

    public DayReading.Day NextSuch(int day)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        while (DateTime.DaysInMonth(month.Year, month.Month) < day || month.AddDays(day - 1) < today)
        {
            month = month.AddMonths(1);
        }

        return new DayReading.Day(month.AddDays(day - 1));
    }

    public DayReading.Day NextEndOf(int month) => new DayReading.Day(LastDay(YearOfNext(month, part: 2), month));

    public static DayReading.Day LastOf(int year, int month) => new DayReading.Day(LastDay(year, month));

    public static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
