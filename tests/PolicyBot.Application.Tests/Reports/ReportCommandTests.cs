using PolicyBot.Application.Reports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reports;

/// <summary><c>report</c> in chat: the last month's, by who asks.</summary>
public sealed class ReportCommandTests
{
    [Theory]
    [InlineData("report", "english", "Your policies from 1 Nov 2026 to 30 Nov 2026")]
    [InlineData("please show me the report", "english", "Your policies from 1 Nov 2026 to 30 Nov 2026")]
    [InlineData("report november", "english", "Your policies from 1 Nov 2026 to 30 Nov 2026")]
    [InlineData("the report for Nov 2026, please", "english", "Your policies from 1 Nov 2026 to 30 Nov 2026")]
    [InlineData("Bericht für November", "deutsch", "Ihre Richtlinien vom 1. November 2026 bis 30. November 2026")]
    [InlineData("Bericht", "deutsch", "Ihre Richtlinien vom 1. November 2026 bis 30. November 2026")]
    public async Task A_policy_owner_reads_the_report_of_the_last_month_on_their_policies(string typed, string language, string heading)
    {
        var office = await OpenAsync();
        await office.SayAsync(Iam, language);

        var report = (await office.SayAsync(Iam, typed)).View.Words();

        Assert.Contains(heading, report, StringComparison.Ordinal);
        Assert.Contains("(SEC-MFA)", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Security leads", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_the_one_on_groups_and_who_is_both_reads_both()
    {
        var office = await OpenAsync();

        var audited = (await office.SayAsync(Pat, "report")).View.Words();
        office.Catalog.Current = office.Catalog.Current with { Roles = office.Catalog.Current.Roles with { Auditors = [Iam.Person] } };
        var both = (await office.SayAsync(Iam, "report")).View.Words();

        Assert.Contains("Security leads", audited, StringComparison.Ordinal);
        Assert.DoesNotContain("Your policies", audited, StringComparison.Ordinal);
        Assert.Contains("Security leads", both, StringComparison.Ordinal);
        Assert.Contains("Your policies", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_read_a_sentence_and_where_nothing_happened_that_is_said()
    {
        var office = await OpenAsync();

        Assert.Equal(Words.ReportNotYours, (await office.SayAsync(Sal, "report")).View.Summary);
        office.Time.Advance(TimeSpan.FromDays(400));
        Assert.Contains("There is nothing to report of", (await office.SayAsync(Pat, "report")).View.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("report january", "english", "1 Jan 2026")]
    [InlineData("Monatsbericht Januar", "deutsch", "1. Januar 2026")]
    [InlineData("report december", "english", "1 Dec 2025")]
    public async Task A_month_is_the_newest_of_its_name_that_is_over(string typed, string language, string first)
    {
        var office = await OpenAsync();
        await office.SayAsync(Pat, language);

        Assert.Contains(first, (await office.SayAsync(Pat, typed)).View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_later_hides_no_decision_of_a_month_and_where_not_all_was_read_that_is_said()
    {
        var office = await OpenAsync();
        var later = office.Time.GetUtcNow();
        for (var number = 1; number <= MonthlyReports.MostRead + 1; number++)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") };
            await office.HoldAsync(ARecord.New(request.Id, later).After(request.SubmitAlone(later)));
        }

        var audited = (await office.SayAsync(Pat, "report november")).View.Words();
        var owned = (await office.SayAsync(Iam, "report november")).View.Words();

        Assert.Contains("Security leads", audited, StringComparison.Ordinal);
        Assert.DoesNotContain("Only the newest 500 requests were looked at.", audited, StringComparison.Ordinal);
        Assert.Contains("Only the newest 500 requests were looked at.", owned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_it_to_those_whom_it_answers()
    {
        var office = await OpenAsync();

        Assert.Contains("how policies fared last month", (await office.SayAsync(Iam, "help")).View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("how policies fared last month", (await office.SayAsync(Sal, "help")).View.Words(), StringComparison.Ordinal);
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam, Pat);
        office.Catalog.Current = office.Catalog.Current with { Roles = office.Catalog.Current.Roles with { Auditors = [Pat.Person] } };
        await office.HoldAsync(new ARequest().Granted());
        office.Time.SetUtcNow(new(2026, 12, 3, 10, 0, 0, TimeSpan.Zero));
        return office;
    }
}
