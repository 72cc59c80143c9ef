namespace PolicyBot.Domain.Time;

/// <summary>
/// When people work: reminders, pings, escalation, questions and the time to decide fall into it. The end of an exception never moves.
/// </summary>
/// <remarks>Days and hours are in the catalog's time zone.</remarks>
public sealed record WorkingCalendar
{
    private const int LookAhead = 400;
    private static readonly TimeOnly Nine = new(9, 0);

    /// <summary>Monday to Friday, 9 to 17, no holidays: what holds where a catalog says nothing.</summary>
    public static WorkingCalendar Standard { get; } = new();

    /// <summary>The days of the week on which people work; at least one.</summary>
    public IReadOnlySet<DayOfWeek> WorkingDays { get; init; } = new HashSet<DayOfWeek>
    {
        DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
    };

    /// <summary>The full hour at which the working day begins, 0 to 23.</summary>
    public int From { get; init; } = 9;

    /// <summary>The full hour at which it is over, greater than <see cref="From"/>, 24 at most.</summary>
    public int To { get; init; } = 17;

    /// <summary>Days off, on any day of the week.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Whether people work on a day.</summary>
    public bool IsWorkingDay(DateOnly day) => WorkingDays.Contains(day.DayOfWeek) && !Holidays.Contains(day);

    /// <summary>The day itself where it is a working day, else the next one; the day itself where none comes within a year.</summary>
    public DateOnly OnOrAfter(DateOnly day) => Find(day, 1);

    /// <summary>The day itself where it is a working day, else the one before; the day itself where none was within a year.</summary>
    public DateOnly OnOrBefore(DateOnly day) => Find(day, -1);

    /// <summary>When (UTC) people are asked on a working day: at nine, or when they begin where nine is no working hour.</summary>
    /// <param name="zone">The catalog's time zone.</param>
    public DateTimeOffset Morning(DateOnly day, TimeZoneInfo zone) =>
        CatalogTime.At(day, From <= Nine.Hour && Nine.Hour < To ? Nine : new TimeOnly(From, 0), zone);

    /// <summary>The instant itself (UTC) within working hours, else when the next working day begins.</summary>
    /// <param name="instant">The instant (UTC).</param>
    /// <param name="zone">The catalog's time zone.</param>
    public DateTimeOffset WithinHours(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (IsWorkingDay(day) && local.Hour >= From && local.Hour < To)
        {
            return instant;
        }

        var next = OnOrAfter(local.Hour < From ? day : day.AddDays(1));
        return CatalogTime.At(next, new TimeOnly(From, 0), zone) is var begins && begins > instant ? begins : instant;
    }

    private DateOnly Find(DateOnly day, int step)
    {
        for (var tried = 0; tried < LookAhead; tried++)
        {
            var candidate = day.AddDays(tried * step);
            if (IsWorkingDay(candidate))
            {
                return candidate;
            }
        }

        return day;
    }
}
