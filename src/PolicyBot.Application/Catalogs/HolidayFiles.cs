using Ical.Net;
using Ical.Net.CalendarComponents;

namespace PolicyBot.Application.Catalogs;

/// <summary>Reads the iCalendar files (RFC 5545) that a catalog names. Their all-day events are holidays.</summary>
/// <remarks>
/// Only events of whole days count, so that no time zone of the file matters: Ical.Net 5.2.4 ignores VTIMEZONE. Events that were cancelled
/// do not count; Ical.Net lists them all the same.
/// </remarks>
internal static class HolidayFiles
{
    private const int LargestFile = 1_000_000;
    private const int MostDays = 5_000;
    private static readonly DateOnly LastDay = new(2100, 1, 1);

    /// <summary>The holidays of a file; none where it has a fault, which is noted.</summary>
    public static IReadOnlyCollection<DateOnly> Read(FilesBeside files, YamlValue name, CatalogNotes notes)
    {
        var (text, fault) = files.Read(name.Text, LargestFile);
        if (fault is not null)
        {
            notes.Fault("holidays-file", $"{name.Text} could not be read: {fault}", name);
            return [];
        }

        try
        {
            var events = CalendarCollection.Load(text).SelectMany(calendar => calendar.Events).ToList();
            var timed = events.Count(one => one.Start?.HasTime == true);
            if (events.Count == 0)
            {
                notes.Fault("holidays-file", $"{name.Text} has no events: it must be an iCalendar file.", name);
            }
            else if (events.Count(one => one.Start is null) is > 0 and var unread)
            {
                notes.Fault("holidays-file", $"{name.Text}: {unread} events have no day that can be read.", name);
            }
            else if (timed > 0)
            {
                notes.Warn("holidays-file", $"{name.Text}: {timed} events have a time of day and are no holidays.", name);
            }

            return events.Where(one => one.Start?.HasTime == false && one.Status != EventStatus.Cancelled)
                .SelectMany(Days).Take(MostDays).ToHashSet();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // the library throws many kinds for text that is none
        {
            notes.Fault("holidays-file", $"{name.Text} is no iCalendar file: {exception.Message}", name);
            return [];
        }
    }

    private static IEnumerable<DateOnly> Days(CalendarEvent one)
    {
        var first = one.Start!.Date;
        var length = one.End is { } end ? Math.Max(1, end.Date.DayNumber - first.DayNumber) : 1;
        return Starts(one, first).SelectMany(start => Enumerable.Range(0, length).Select(start.AddDays));
    }

    private static IEnumerable<DateOnly> Starts(CalendarEvent one, DateOnly first) =>
        one.RecurrenceRule is null && one.RecurrenceDates is null ? [first]
        : one.GetOccurrences().Select(occurrence => occurrence.Period.StartTime.Date).TakeWhile(day => day < LastDay);
}
