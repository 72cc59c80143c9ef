using System.Globalization;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Days in words: what is typed, on which day, and which day is understood.</summary>
public sealed class DateWordsTests
{
    private const string Friday = "2026-11-20";

    [Theory]
    // the year turns
    [InlineData(Friday, "until March", "2027-03-31")]
    [InlineData(Friday, "until 15 March", "2027-03-15")]
    [InlineData(Friday, "until December", "2026-12-31")]
    [InlineData(Friday, "bis Ende Januar", "2027-01-31")]
    [InlineData("2026-12-31", "until tomorrow", "2027-01-01")]
    [InlineData("2026-12-31", "for a week", "2027-01-07")]
    [InlineData("2026-12-31", "until the end of the year", "2026-12-31")]
    [InlineData("2026-12-31", "bis Jahresende", "2026-12-31")]
    [InlineData("2026-12-31", "until end of next month", "2027-01-31")]
    [InlineData("2026-12-31", "until 31 December", "2026-12-31")]
    // a month that is past, running, to come
    [InlineData("2026-04-15", "until March", "2027-03-31")]
    [InlineData("2026-03-31", "until March", "2026-03-31")]
    [InlineData("2026-03-31", "until 30 March", "2027-03-30")]
    [InlineData("2026-02-01", "until March", "2026-03-31")]
    [InlineData("2026-04-15", "until March 2026", "2026-03-31")]
    [InlineData("2026-04-15", "bis März 2027", "2027-03-31")]
    // leap days
    [InlineData("2027-02-01", "until end of February", "2027-02-28")]
    [InlineData("2028-02-01", "bis Ende Februar", "2028-02-29")]
    [InlineData("2026-11-20", "until 29 February", "none such but 2027-02-28")]
    [InlineData("2027-12-01", "until 29 feb", "2028-02-29")]
    [InlineData("2028-02-29", "bis 29. Februar", "2028-02-29")]
    [InlineData("2028-03-01", "bis 29.2.", "none such but 2029-02-28")]
    [InlineData("2026-11-20", "until 29/2", "none such but 2027-02-28")]
    [InlineData("2026-12-05", "until 31 November", "none such but 2027-11-30")]
    [InlineData("2028-02-29", "for a year", "2029-02-28")]
    [InlineData("2026-11-20", "until 29 February 2027", "none such but 2027-02-28")]
    [InlineData("2026-11-20", "until 30.2.2027", "none such but 2027-02-28")]
    [InlineData("2026-11-20", "until 31 April", "none such but 2027-04-30")]
    [InlineData("2026-11-20", "until 2027-02-29", "none such but 2027-02-28")]
    [InlineData("2026-11-20", "until 2100-02-29", "none such but 2100-02-28")]
    [InlineData("2026-11-20", "until 2026-13-01", "none such")]
    [InlineData("2027-01-31", "for one month", "2027-02-28")]
    // lengths
    [InlineData(Friday, "for two weeks", "2026-12-04")]
    [InlineData(Friday, "for 30 days", "2026-12-20")]
    [InlineData(Friday, "for the next 10 days", "2026-11-30")]
    [InlineData(Friday, "for another month", "2026-12-20")]
    [InlineData(Friday, "for half a year", "2027-05-20")]
    [InlineData(Friday, "for 72 hours", "2026-11-23")]
    [InlineData(Friday, "a 30-day exception", "2026-12-20")]
    [InlineData(Friday, "within a fortnight", "2026-12-04")]
    [InlineData(Friday, "für zwei Wochen", "2026-12-04")]
    [InlineData(Friday, "für die nächsten drei Monate", "2027-02-20")]
    [InlineData(Friday, "für ein halbes Jahr", "2027-05-20")]
    [InlineData(Friday, "für einen Monat", "2026-12-20")]
    [InlineData(Friday, "for 99999 weeks", "none")]
    [InlineData(Friday, "for 99999999999999999999 days", "none")]
    // figures
    [InlineData(Friday, "until 2027-01-31", "2027-01-31")]
    [InlineData(Friday, "bis 31.1.2027", "2027-01-31")]
    [InlineData(Friday, "bis zum 31.01.27", "2027-01-31")]
    [InlineData(Friday, "bis zum 15.3.", "2027-03-15")]
    [InlineData(Friday, "bis 15.3", "2027-03-15")]
    [InlineData(Friday, "until 31/01/2027", "2027-01-31")]
    [InlineData(Friday, "until 01/31/2027", "2027-01-31")]
    [InlineData(Friday, "until 03/04/2027", "2027-04-03 or 2027-03-04")]
    [InlineData(Friday, "until 04/04/2027", "2027-04-04")]
    [InlineData(Friday, "until 31/1", "2027-01-31")]
    [InlineData(Friday, "until 2027", "2027-12-31")]
    // names
    [InlineData(Friday, "until March 15th", "2027-03-15")]
    [InlineData(Friday, "till the 15th of March 2027", "2027-03-15")]
    [InlineData(Friday, "until March 15, 2027", "2027-03-15")]
    [InlineData(Friday, "bis 15. März", "2027-03-15")]
    [InlineData(Friday, "bis einschließlich 31. Januar 2027", "2027-01-31")]
    [InlineData(Friday, "until the 15th", "2026-12-15")]
    [InlineData(Friday, "bis zum 30.", "2026-11-30")]
    [InlineData(Friday, "until mid March", "2027-03-15")]
    [InlineData(Friday, "bis Mitte Februar", "2027-02-15")]
    [InlineData(Friday, "bis Anfang Februar", "2027-02-01")]
    [InlineData(Friday, "till end of next month", "2026-12-31")]
    [InlineData(Friday, "bis Ende nächsten Monats", "2026-12-31")]
    [InlineData(Friday, "bis Ende des Monats", "2026-11-30")]
    [InlineData(Friday, "until the end of this month", "2026-11-30")]
    [InlineData(Friday, "until the end of Q1", "2027-03-31")]
    [InlineData(Friday, "until Q1 2027", "2027-03-31")]
    [InlineData(Friday, "until end of the quarter", "2026-12-31")]
    [InlineData(Friday, "until next month", "2026-12-31")]
    [InlineData(Friday, "until the end of next week", "2026-11-29")]
    [InlineData(Friday, "until Friday", "2026-11-27")]
    [InlineData(Friday, "bis Montag", "2026-11-23")]
    [InlineData(Friday, "until Fri 15 January", "2027-01-15")]
    [InlineData(Friday, "bis Freitag, den 15. Januar", "2027-01-15")]
    [InlineData(Friday, "bis morgen", "2026-11-21")]
    // counted from a day
    [InlineData(Friday, "for 2 months from 10 February", "2027-04-10")]
    [InlineData(Friday, "from jan 10 for two weeks", "2027-01-24")]
    [InlineData(Friday, "two weeks starting 10 January", "2027-01-24")]
    [InlineData(Friday, "a 30-day exception from 1 February", "2027-03-03")]
    [InlineData(Friday, "for one month from March", "2027-04-01")]
    [InlineData(Friday, "ab 10. Februar für 2 Monate", "2027-04-10")]
    [InlineData(Friday, "für zwei Wochen ab nächster Woche", "2026-12-07")]
    [InlineData(Friday, "from 10 February to 12 April", "2027-04-12")]
    [InlineData(Friday, "from 10 February", "none")]
    [InlineData(Friday, "the ticket from 3 March asks for two weeks", "2026-12-04")]
    // in a sentence
    [InlineData(Friday, "the ticket of 3 March says so, and we need it until 31 January", "2027-01-31")]
    [InlineData(Friday, "we may march on 5 May", "none")]
    [InlineData(Friday, "no support until May, so please until 31 January", "2027-05-31 or 2027-01-31")]
    [InlineData(Friday, "version 10.2.4.1 of 2024 is out of support", "none")]
    [InlineData(Friday, "for the build account", "none")]
    [InlineData(Friday, "", "none")]
    public void A_free_text_names_its_last_day(string today, string text, string expected) =>
        Assert.Equal(expected, Said(DateWords.InText(text, Day(today))));

    [Theory]
    [InlineData("15 March", "2027-03-15")]
    [InlineData("March", "2027-03-31")]
    [InlineData("March 2027", "2027-03-31")]
    [InlineData("may", "2027-05-31")]
    [InlineData("2 weeks", "2026-12-04")]
    [InlineData("in zwei Wochen", "2026-12-04")]
    [InlineData("tomorrow", "2026-11-21")]
    [InlineData("übermorgen", "2026-11-22")]
    [InlineData("Guten Morgen", "none")]
    [InlineData("end of January", "2027-01-31")]
    [InlineData("31.1.2027", "2027-01-31")]
    [InlineData("next Friday", "2026-11-27")]
    [InlineData("between 1 March and 31 March", "2027-03-01 or 2027-03-31")]
    [InlineData("from 1 March until 31 March", "2027-03-31")]
    [InlineData("from 1 March", "none")]
    [InlineData("as long as it takes", "none")]
    public void An_answer_names_the_day(string text, string expected) =>
        Assert.Equal(expected, Said(DateWords.InAnswer(text, Day(Friday))));

    [Theory]
    [InlineData("2027-03-27T22:59:59Z", "2027-03-28")] // the 27th in Berlin
    [InlineData("2027-03-27T23:00:00Z", "2027-03-29")] // the 28th: the day that lacks an hour
    [InlineData("2027-10-30T22:00:00Z", "2027-11-01")] // the 31st: the day with one more
    [InlineData("2026-12-31T23:00:00Z", "2027-01-02")] // the new year there already
    public void Tomorrow_is_tomorrow_where_the_catalog_is(string now, string expected)
    {
        var today =
            CatalogTime.Today(
                DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(expected, Said(DateWords.InAnswer("tomorrow", today)));
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Said(DayReading? reading) => reading switch
    {
        DayReading.Day day => Iso(day.Value),
        DayReading.OneOf two => $"{Iso(two.First)} or {Iso(two.Second)}",
        DayReading.NoSuchDay { Nearest: { } nearest } => $"none such but {nearest:yyyy-MM-dd}",
        DayReading.NoSuchDay => "none such",
        _ => "none",
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
