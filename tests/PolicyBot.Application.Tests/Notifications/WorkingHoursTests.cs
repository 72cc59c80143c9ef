using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Pings, questions and reminders come when people work; the end itself does not move.</summary>
public sealed class WorkingHoursTests
{
    private static readonly PolicyCatalog Catalog = TestCatalog.Contoso with { Calendar = WorkingCalendar.Standard };

    [Theory]
    [InlineData("2027-02-01T08:00:00Z", "ping-14")]
    [InlineData("2027-02-08T08:00:00Z", "ping-7")]
    [InlineData("2027-02-12T07:59:59Z", "ping-7")]
    [InlineData("2027-02-12T08:00:00Z", "ping-1")] // it ends on a Monday: Sunday's ping comes on Friday
    [InlineData("2027-02-15T22:59:59Z", "ping-1")]
    [InlineData("2027-02-15T23:00:00Z", "")] // the end has not moved
    public void A_ping_of_a_day_off_comes_on_the_working_day_before(string now, string ping)
    {
        var granted = new ARequest { Owner = Pat }.Granted(); // until Monday, 15 Feb 2027

        Assert.Equal(ping, PingOf(granted, Catalog, now));
    }

    [Fact]
    public void A_holiday_moves_a_ping_and_an_areas_own_calendar_goes_before_the_catalogs()
    {
        var granted = new ARequest { Owner = Pat }.Granted();
        var closed = WorkingCalendar.Standard with { Holidays = new HashSet<DateOnly> { new(2027, 2, 1) } };
        var elsewhere = Catalog with { Areas = [.. Catalog.Areas.Select(area => area with { Calendar = closed })] };

        Assert.Equal("ping-14", PingOf(granted, elsewhere, "2027-01-29T08:00:00Z"));
        Assert.Equal("", PingOf(granted, Catalog, "2027-01-29T08:00:00Z"));
    }

    [Fact]
    public void Where_two_pings_fall_on_one_morning_the_nearer_is_sent()
    {
        var granted = new ARequest { Owner = Pat }.Granted();
        var closed = Enumerable.Range(2, 13).Select(day => new DateOnly(2027, 2, day)).ToHashSet();

        Assert.Equal(
            "ping-1", PingOf(granted, Catalog with { Calendar = WorkingCalendar.Standard with { Holidays = closed } }, "2027-02-01T08:00:00Z"));
    }

    [Fact]
    public void The_question_after_the_end_waits_for_a_working_hour_and_leaves_three_days_from_then()
    {
        var granted = new ARequest { Owner = Pat, ExpiresOn = new(2027, 2, 12) }.Granted(); // a Friday
        var over = granted.At(At("2027-02-12T23:00:00Z")).After(Wishes.Passes());

        Assert.Equal(Status.Expired, over.State.Status);
        Assert.False(IsAsked(over.State, "2027-02-15T07:59:59Z"));
        Assert.Equal(At("2027-02-15T08:00:00Z"), NotificationPlan.NextPing(over.State, Catalog, over.Now));
        Assert.True(IsAsked(over.State, "2027-02-15T08:00:00Z"));
        Assert.Equal(At("2027-02-18T08:00:00Z"), OwnerAgenda.EndAnswerBy(over.State, Catalog));
    }

    [Fact]
    public void An_unanswered_question_counts_as_no_from_the_hour_that_was_said()
    {
        var granted = new ARequest { Owner = Pat, ExpiresOn = new(2027, 2, 12) }.Granted();
        var over = granted.At(At("2027-02-12T23:00:00Z")).After(Wishes.Passes());
        var tick = Wishes.Passes() with { EndAnswerBy = OwnerAgenda.EndAnswerBy(over.State, Catalog) };

        Assert.Null(over.At(At("2027-02-18T07:59:59Z")).After(tick).State.EndAnswer);
        Assert.NotNull(over.At(At("2027-02-18T08:00:00Z")).After(tick).State.EndAnswer);
    }

    [Theory]
    [InlineData("2026-11-20T15:00:00Z", "2026-11-23T08:00:00Z")] // Friday afternoon: Saturday's and Sunday's come on Monday
    [InlineData("2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z")]
    [InlineData("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z")]
    public void A_reminder_of_a_day_off_comes_on_the_next_working_morning(string now, string next)
    {
        var open = new ARequest().InReview(); // sent on Friday, 20 Nov 2026, at 09:00 UTC

        Assert.Equal(At(next), Reminders.NextFor(open.State, Catalog, At(now)));
    }

    [Fact]
    public void A_groups_own_calendar_goes_before_its_areas()
    {
        var sunday = TestCatalog.AroundTheClock;
        var catalog = Catalog with { Groups = [.. Catalog.Groups.Select(group => group with { Calendar = sunday })] };
        var open = new ARequest().InReview();

        Assert.Equal(At("2026-11-21T09:00:00Z"), Reminders.NextFor(open.State, catalog, At("2026-11-20T15:00:00Z")));
    }

    private static string PingOf(ARecord record, PolicyCatalog catalog, string now) =>
        NotificationPlan.For(record.State, catalog, At(now)).SingleOrDefault(key => key.Kind.IsPing)?.Kind.ToString() ?? "";

    private static bool IsAsked(ExceptionState state, string now) =>
        NotificationPlan.For(state, Catalog, At(now)).Any(key => key.Kind == NotificationKind.Ended && key.Person == Pat.Person);

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
