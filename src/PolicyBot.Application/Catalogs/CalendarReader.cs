using System.Globalization;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Catalogs;

/// <summary>Reads when people work: what a group or an area leaves out is as the catalog says.</summary>
internal sealed class CalendarReader
{
    private readonly CatalogNotes _notes;
    private readonly FilesBeside? _files;

    /// <summary>Reads the calendar that all share.</summary>
    /// <param name="files">Reads holidays from files; null: they are left out.</param>
    public CalendarReader(YamlValue root, CatalogNotes notes, FilesBeside? files)
    {
        _notes = notes;
        _files = files;
        Common = Read(root["calendar"], WorkingCalendar.Standard) ?? WorkingCalendar.Standard;
    }

    /// <summary>The calendar of the catalog.</summary>
    public WorkingCalendar Common { get; }

    /// <summary>The calendar of a group or an area; null: it has none of its own.</summary>
    public WorkingCalendar? ReadOf(YamlValue owner) => Read(owner["calendar"], Common);

    private WorkingCalendar? Read(YamlValue? calendar, WorkingCalendar otherwise)
    {
        if (calendar is null)
        {
            return null;
        }

        var hours = calendar["hours"];
        var read = otherwise with
        {
            WorkingDays = calendar["workingDays"] is { } days ? days.Items.Select(WeekdayFrom).ToHashSet() : otherwise.WorkingDays,
            From = hours is null ? otherwise.From : CatalogBuilder.Number(hours["from"]!),
            To = hours is null ? otherwise.To : CatalogBuilder.Number(hours["to"]!),
            Holidays = calendar["holidays"] is null && calendar["holidaysFile"] is null
                ? otherwise.Holidays
                : (calendar["holidays"]?.Items ?? []).Select(DayFrom).OfType<DateOnly>()
                    .Concat(
                        calendar["holidaysFile"] is { } file && _files is not null ? HolidayFiles.Read(_files, file, _notes) : [])
                    .ToHashSet(),
        };
        if (read.From >= read.To)
        {
            _notes.Fault("calendar-hours", "The working day must end after it begins: `from` is less than `to`.", hours!);
        }

        return read;
    }

    private static DayOfWeek WeekdayFrom(YamlValue day) =>
        Enum.GetValues<DayOfWeek>().First(known => known.ToString().StartsWith(day.Text, StringComparison.OrdinalIgnoreCase));

    private DateOnly? DayFrom(YamlValue day)
    {
        if (DateOnly.TryParseExact(day.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known))
        {
            return known;
        }

        _notes.Fault("calendar-day", $"There is no day {day.Text}.", day);
        return null;
    }
}
