using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Reports;

/// <summary>The monthly reports in chat.</summary>
internal static class ReportScreens
{
    /// <summary>To an owner of policies.</summary>
    /// <param name="first">The first day of the month.</param>
    /// <param name="reports">A report a policy.</param>
    /// <param name="isPart">Whether only the newest requests were looked at.</param>
    /// <param name="retired">How many of their exceptions were moved out of the register, and are not looked at.</param>
    public static ListView ToOwner(DateOnly first, IReadOnlyList<PolicyReport> reports, bool isPart, int retired) =>
        View(Words.ReportHeading.With(Span(first)), isPart, retired, [.. reports.Select(Line)]);

    /// <summary>To an auditor.</summary>
    /// <param name="first">The first day of the month.</param>
    /// <param name="reports">A report a group.</param>
    /// <param name="isPart">Whether only the newest requests were looked at.</param>
    /// <param name="retired">How many exceptions were moved out of the register, and are not looked at.</param>
    public static ListView ToAuditor(DateOnly first, IReadOnlyList<GroupReport> reports, bool isPart, int retired) =>
        View(
            Words.ReportGroupsHeading.With(Span(first)),
            isPart,
            retired,
            [
                .. reports.Select(report => new ListLine(
                    report.Group,
                    Words.ReportGroup.With(report.Approvals, Share(report.Quick, report), Share(report.Copied, report)),
                    null)),
            ]);

    /// <summary>What there is of both, in one list; a sentence where there is neither.</summary>
    /// <param name="first">The first day of the month.</param>
    /// <param name="policies">The report on policies; null for none.</param>
    /// <param name="groups">The report on groups; null for none.</param>
    public static ListView Both(DateOnly first, ListView? policies, ListView? groups) => (policies, groups) switch
    {
        (null, null) => ListView.Sentence(Words.ReportNothing.With(Span(first))),
        (null, _) => groups,
        (_, null) => policies,
        _ => policies with
        {
            Intro = [.. policies.Intro, .. groups.Intro.Except(policies.Intro)],
            Lines = [.. policies.Lines, new ListLine(groups.Heading, "", null), .. groups.Lines],
        },
    };

    private static ListView View(string heading, bool isPart, int retired, IReadOnlyList<ListLine> lines) => new()
    {
        Summary = heading,
        Heading = heading,
        Intro =
        [
            .. isPart ? [TextPart.Paragraph(Words.ReportPart.With(MonthlyReports.MostRead))] : Array.Empty<TextPart>(),
            .. retired > 0 ? [TextPart.Paragraph(Words.ReportRetired.With(retired))] : Array.Empty<TextPart>(),
        ],
        Lines = lines,
    };

    private static ListLine Line(PolicyReport report)
    {
        string[] sentences =
        [
            Words.ReportCounts.With(report.Asked, report.Approved, report.Renewed, report.Rejected, report.InForce),
            report.DaysHeld is { } days ? Words.ReportHeld.With(Phrases.Days(days)) : "",
            report.Reasons.Count > 0
                ? Words.ReportReasons.With(
                    string.Join(", ", report.Reasons.Select(reason => $"{FieldWords.ReasonKind(reason.Kind)} {reason.Number}")))
                : "",
            report.Most is var (label, answer, number)
                ? Words.ReportPattern.With(number, report.LookedAt, label.Length > 0 ? $"{label}: {answer}" : answer) : "",
        ];
        return new ListLine(
            $"{report.Policy.Name} ({report.Policy.Id})", string.Join(' ', sentences.Where(sentence => sentence.Length > 0)), null);
    }

    private static string Span(DateOnly first) =>
        Words.ReportSpan.With(CatalogTime.Say(first), CatalogTime.Say(first.AddMonths(1).AddDays(-1)));

    private static string Share(int some, GroupReport report) =>
        Words.ReportShare.With(some, (int)Math.Round(100.0 * some / report.Approvals));
}
