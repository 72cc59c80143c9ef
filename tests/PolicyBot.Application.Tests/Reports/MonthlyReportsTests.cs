using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reports;

/// <summary>What policy owners and auditors are told once a month.</summary>
public sealed class MonthlyReportsTests
{
    // requests are sent on 20 November 2026; the first working day of December is a Tuesday
    private static readonly DateTimeOffset DecemberMorning = new(2026, 12, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_policy_owner_reads_once_how_a_policy_fared_and_what_most_requests_have_in_common()
    {
        var office = await OpenAsync();
        for (var number = 1; number <= 4; number++)
        {
            await office.HoldAsync(number == 1 ? Request(number).InReview().After(Ana.Rejects()) : Request(number).Granted());
        }

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);
        await office.Reports.TellAsync(default);

        var report = Assert.Single(ReportsTo(office, Iam));
        Assert.Contains("Your policies from 1 Nov 2026 to 30 Nov 2026", report, StringComparison.Ordinal);
        Assert.Contains("Multi-factor authentication (SEC-MFA)", report, StringComparison.Ordinal);
        Assert.Contains("Asked for: 4. Approved: 3, of these renewals: 0. Rejected: 1. In force now: 3.", report, StringComparison.Ordinal);
        Assert.Contains("Reasons in twelve months: Technical 4. 4 of 4 in twelve months are for Account type: service", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-30T12:00:00Z")] // the month is not over
    [InlineData("2026-12-01T03:00:00Z")] // it is night
    public async Task Nothing_is_told_before_the_month_is_over_and_people_work(string now)
    {
        var office = await OpenAsync();
        await office.HoldAsync(Request(1).Granted());

        office.Time.SetUtcNow(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        await office.Reports.TellAsync(default);

        Assert.Empty(ReportsTo(office, Iam));
    }

    [Fact]
    public async Task Who_was_on_holiday_on_the_first_of_the_month_hears_on_the_next_working_day()
    {
        var office = await OpenAsync(catalog => catalog with
        {
            Calendar = catalog.Calendar with { Holidays = new HashSet<DateOnly> { new(2026, 12, 1) } },
        });
        await office.HoldAsync(Request(1).Granted());

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);
        var onTheHoliday = ReportsTo(office, Iam).Count;
        office.Time.SetUtcNow(DecemberMorning.AddDays(1));
        await office.Reports.TellAsync(default);

        Assert.Equal((0, 1), (onTheHoliday, ReportsTo(office, Iam).Count));
    }

    [Fact]
    public async Task What_was_imported_is_in_force_and_was_asked_for_nowhere_here()
    {
        var office = await OpenAsync();
        await office.HoldAsync(Request(1).Draft().After(AnImport.Of("one")));

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);

        Assert.Contains(
            "Asked for: 0. Approved: 0, of these renewals: 0. Rejected: 0. In force now: 1.", Assert.Single(ReportsTo(office, Iam)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_owner_is_told_nothing_of_confidential_exceptions()
    {
        var office = await OpenAsync();
        await office.HoldAsync((Request(1) with { Confidential = true }).Granted());

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);

        Assert.Empty(ReportsTo(office, Iam));
    }

    [Fact]
    public async Task How_many_were_retired_and_count_no_more_is_said_without_confidential_ones_to_an_owner()
    {
        var office = await OpenAsync(catalog => catalog with { Roles = catalog.Roles with { Auditors = [Pat.Person] } });
        await office.HoldAsync(Request(1).Granted());
        foreach (var gone in new[] { Request(2), Request(3) with { Confidential = true } })
        {
            await office.Counts.PutAsync(gone.Granted().After(Sal.Closes()).State.ToRetired(office.Catalog.Current), default);
        }

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);

        Assert.Contains("Exceptions that were retired are not counted: 1.", Assert.Single(ReportsTo(office, Iam)), StringComparison.Ordinal);
        Assert.Contains("Exceptions that were retired are not counted: 2.", Assert.Single(ReportsTo(office, Pat)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auditors_read_shares_of_groups_and_no_name_of_a_person()
    {
        var office = await OpenAsync(catalog => catalog with { Roles = catalog.Roles with { Auditors = [Pat.Person] } });
        foreach (var number in new[] { 1, 2 })
        {
            await office.HoldAsync(Request(number).InReview().After(Ana.Approves(comment: "As discussed.")));
        }

        await office.HoldAsync(Request(3).InReview().Later(TimeSpan.FromHours(2)).After(Bo.Approves(comment: "The vendor's date is fixed.")));

        office.Time.SetUtcNow(DecemberMorning);
        await office.Reports.TellAsync(default);

        var report = Assert.Single(ReportsTo(office, Pat));
        Assert.Contains("Security leads", report, StringComparison.Ordinal);
        Assert.Contains("Approvals: 3. Within a minute: 2 (67 %). With words that the same person had used before: 1 (33 %).", report,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", report, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_long_ago_and_ended_in_the_month_counts_for_how_long_it_held()
    {
        var office = await OpenAsync();
        await office.HoldAsync(Request(1).Granted());
        office.Time.SetUtcNow(new DateTimeOffset(2028, 3, 10, 9, 0, 0, TimeSpan.Zero));
        await office.Reconciler.ReconcileAsync(Request(1).Id, default); // it ends a year late, because no host ran
        office.Time.SetUtcNow(new DateTimeOffset(2028, 4, 3, 8, 0, 0, TimeSpan.Zero));

        await office.Reports.TellAsync(default);

        Assert.Contains(office.MessagesOf(Iam), message =>
            message.View.Words().Contains("Those that ended had held for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revision_approved_at_once_was_approved_within_a_minute_however_old_the_request_is()
    {
        var office = await OpenAsync(catalog => catalog with { Roles = catalog.Roles with { Auditors = [Pat.Person] } });
        var (request, later) = (Request(1), TimeSpan.FromDays(2));
        await office.HoldAsync(
            request.ChangesRequested().Later(later).After(request.Submit(ARequest.Sent + later)).After(Ana.Approves(revision: 2)));
        office.Time.SetUtcNow(DecemberMorning);

        await office.Reports.TellAsync(default);

        Assert.Contains("Within a minute: 1 (100 %).", Assert.Single(ReportsTo(office, Pat)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_no_channel_took_is_told_at_the_next_look()
    {
        var office = await OpenAsync();
        await office.HoldAsync(Request(1).Granted());
        office.Time.SetUtcNow(DecemberMorning);
        office.Teams.OnSend = _ => new Application.Ports.SendOutcome.Later(TimeSpan.FromMinutes(1), "Http503");
        await office.Reports.TellAsync(default);
        office.Teams.OnSend = _ => null;

        await office.Reports.TellAsync(default);

        Assert.Single(ReportsTo(office, Iam));
    }

    private static ARequest Request(int number) => new() { Id = ExceptionId.Parse($"PX-0000000{number}") };

    private static async Task<Office> OpenAsync(Func<PolicyCatalog, PolicyCatalog>? change = null)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam, Pat);
        office.Catalog.Current = change?.Invoke(office.Catalog.Current) ?? office.Catalog.Current;
        return office;
    }

    private static List<string> ReportsTo(Office office, Actor person) =>
    [
        .. office.MessagesOf(person).Select(message => message.View.Words())
            .Where(words => words.Contains(" Nov 2026 to 30 Nov 2026", StringComparison.Ordinal)),
    ];
}
