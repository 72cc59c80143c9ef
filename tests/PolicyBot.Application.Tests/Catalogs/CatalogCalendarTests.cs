using PolicyBot.Application.Catalogs;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>The calendars of a catalog, and the files of holidays beside it.</summary>
public sealed class CatalogCalendarTests : IDisposable
{
    private const string Line = "calendar: { workingDays: [mon, tue, wed, thu, fri, sat, sun], hours: { from: 0, to: 24 } }";
    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-holidays-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_catalog_that_says_nothing_works_monday_to_friday_from_9_to_17()
    {
        var calendar = ACatalog.With((Line, "")).Calendar;

        Assert.Equal((9, 17, 5), (calendar.From, calendar.To, calendar.WorkingDays.Count));
        Assert.False(calendar.IsWorkingDay(new(2026, 11, 28)));
    }

    [Fact]
    public void A_group_or_an_area_takes_from_the_catalog_what_it_leaves_out()
    {
        var catalog = ACatalog.With(
            (Line, "calendar: { workingDays: [sun, mon], holidays: [2026-12-25] }"),
            ("owner: cfo@contoso.example }", "owner: cfo@contoso.example, calendar: { hours: { from: 7, to: 15 } } }"),
            ("fallback: office }", "fallback: office, calendar: { holidays: [] } }"));

        var finance = catalog.CalendarOf("FIN-SPEND");
        var leads = catalog.CalendarOf("FIN-SPEND", "leads");

        Assert.Equal((7, 15), (finance.From, finance.To));
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Monday], finance.WorkingDays.Order());
        Assert.Contains(new(2026, 12, 25), finance.Holidays);
        Assert.Equal((9, 17, 0), (leads.From, leads.To, leads.Holidays.Count));
        Assert.Same(catalog.Calendar, catalog.CalendarOf("SEC-MFA", "office"));
        Assert.Same(catalog.Calendar, catalog.CalendarOf("GONE"));
    }

    [Fact]
    public void Whole_days_of_an_ics_file_are_holidays_and_nothing_else_of_it_is()
    {
        Write(
            Event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"),
            Event("DTSTART;VALUE=DATE:20270101"),
            Event("DTSTART;VALUE=DATE:20270501", "STATUS:CANCELLED"),
            Event("DTSTART;VALUE=DATE:20251003", "RRULE:FREQ=YEARLY"),
            Event("DTSTART;TZID=Office Time:20270104T090000", "DTEND;TZID=Office Time:20270104T100000"));

        var reading = Assert.IsType<CatalogReading.Good>(Read());
        var calendar = reading.Catalog.Calendar;

        Assert.Equal(
            [new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2027, 1, 1), new(2027, 10, 3), new(2099, 10, 3)],
            new DateOnly[]
            {
                new(2026, 12, 23), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2026, 12, 27), new(2027, 1, 1),
                new(2027, 1, 4), new(2027, 5, 1), new(2027, 10, 3), new(2099, 10, 3),
            }.Where(calendar.Holidays.Contains));
        Assert.Contains("holidays.ics: 1 events have a time of day", Assert.Single(reading.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "could not be read")]
    [InlineData("", "has no events")]
    [InlineData("<html>Sign in</html>", "holidays.ics")]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2026\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "holidays.ics")]
    public void A_file_that_is_none_is_a_fault_with_its_line(string? content, string words)
    {
        if (content is not null)
        {
            File.WriteAllText(Path.Combine(_folder, "holidays.ics"), content);
        }

        var fault = Assert.Single(Assert.IsType<CatalogReading.Bad>(Read()).Faults);

        Assert.Equal(("holidays-file", 4), (fault.Rule, fault.Line));
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_of_holidays_is_taken_up_like_a_changed_catalog()
    {
        Write(Event("DTSTART;VALUE=DATE:20270101"));
        var path = Path.Combine(_folder, "catalog.yaml");
        await File.WriteAllTextAsync(path, Text);
        var file = new CatalogFile(path, TimeProvider.System, (_, _) => Task.FromResult(true));

        await file.LookAsync(default);
        var same = await file.LookAsync(default);
        Write(Event("DTSTART;VALUE=DATE:20270106"));
        await file.LookAsync(default);

        Assert.Null(same);
        Assert.Equal([new(2027, 1, 6)], file.Current.Calendar.Holidays);
    }

    private static string Text => ACatalog.Text((Line, "calendar: { holidaysFile: holidays.ics }"));

    private CatalogReading Read() => CatalogReader.Read("catalog.yaml", Text, new FilesBeside(_folder));

    private void Write(params string[] events) => File.WriteAllText(
        Path.Combine(_folder, "holidays.ics"),
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Contoso//Holidays//EN\r\n{string.Concat(events)}END:VCALENDAR\r\n");

    private static string Event(params string[] lines) =>
        $"BEGIN:VEVENT\r\nUID:{Guid.NewGuid()}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Free\r\n{string.Join("\r\n", lines)}\r\nEND:VEVENT\r\n";
}
