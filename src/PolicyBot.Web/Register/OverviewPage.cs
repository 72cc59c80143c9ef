using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;
using PolicyBot.Domain.Time;

namespace PolicyBot.Web.Register;

/// <summary>The register in pictures, each with its numbers behind it.</summary>
internal static class OverviewPage
{
    /// <summary>Its address.</summary>
    public const string Address = $"{RegisterAddress.Page}/overview";

    /// <summary>The page.</summary>
    public static Html Render(Visitor visitor, OverviewNumbers numbers) => PageLayout.Page(
        visitor, PageWords.PartOverview, Address, Html.From($"""
        <h1>{PageWords.PartOverview}</h1>
        <dl class="sums">
        {Sum(PageWords.StateInForce, numbers.InForce, ListState.InForce)}
        {Sum(PageWords.StateLive, numbers.Live, null)}
        {Sum(PageWords.StateEnded, numbers.Ended, ListState.Ended)}
        </dl>
        <p class="found">{(numbers.WithConfidential ? PageWords.CountsAll : PageWords.CountsOpen)}</p>
        {(numbers.Retired > 0 ? Html.From($"<p>{PageWords.RetiredMore.With(ListPage.Number(numbers.Retired))}</p>") : Html.Empty)}
        <div class="figures">
        {Areas(numbers)}
        {Policies(numbers)}
        {Single(PageWords.ChartEnds, PageWords.ColumnWeek, numbers.Ends.Select(week =>
            One(PageWords.WeekFrom.With(CatalogTime.Say(week.From)), week.Number)))}
        {Single(PageWords.ChartStates, PageWords.FieldState, numbers.States.Select(state => One(ListPage.Say(state.State), state.Number)))}
        {Single(PageWords.ChartAges, PageWords.ColumnAge, numbers.Ages.Select((age, at) => One(Age(numbers.Ages, at), age.Number)))}
        {Single(PageWords.ChartDecided, PageWords.ColumnTook, numbers.Decided.Select((took, at) =>
            One(Took(numbers.Decided, at), took.Number)))}
        {Single(PageWords.ChartRenewals, PageWords.ColumnRenewed, numbers.Renewals.Select((renewed, at) =>
            One(Renewed(renewed.Times, isLast: at == numbers.Renewals.Count - 1), renewed.Number)))}
        {Figure.Render(PageWords.ChartSpared, [PageWords.FieldPolicy, PageWords.ColumnSpared],
            numbers.Spared.Select(spared => One(spared.Policy, spared.Number)), [])}
        </div>
        """));

    private static readonly RiskLabel[] Labels = [.. Enum.GetValues<RiskLabel>().Reverse()];

    private static string Name(RiskLabel label) => label.ToString().ToLowerInvariant();

    private static string Say(RiskLabel label) => label.InWords();

    private static Html Sum(string title, int number, ListState? state)
    {
        var filter = state is { } one ? $"?{ListAddress.State}={one.ToString().ToLowerInvariant()}" : "";
        return Html.From($"""
            <div><dt>{title}</dt><dd><a href="{RegisterAddress.Page}{filter}">{ListPage.Number(number)}</a></dd></div>
            """);
    }

    private static Html Single(string title, string column, IEnumerable<FigureRow> rows) =>
        Figure.Render(title, [column, PageWords.ColumnNumber], rows, []);

    private static Html Areas(OverviewNumbers numbers) => Figure.Render(
        PageWords.ChartAreas, [PageWords.FieldArea, .. Labels.Select(Say), PageWords.ColumnAll],
        numbers.ByArea.Select(area => new FigureRow(area.Name, [.. Labels.Select(label => area.ByRisk[label])], area.All)),
        Labels.Select(Name));

    private static Html Policies(OverviewNumbers numbers) => Figure.Render(
        PageWords.ChartPolicies, [PageWords.FieldPolicy, PageWords.ColumnInForceNow, PageWords.ColumnEnded, PageWords.ColumnAll],
        numbers.Policies.Select(policy => new FigureRow(policy.Name, [policy.InForce, policy.Granted - policy.InForce], policy.Granted)),
        ["now", "past"]);

    private static string Age(IReadOnlyList<(int Days, int Number)> ages, int at) => ages[at].Days == int.MaxValue
        ? PageWords.OverAYear : PageWords.DaysFromTo.With(at == 0 ? 0 : ages[at - 1].Days + 1, ages[at].Days);

    private static string Took(IReadOnlyList<(int Days, int Number)> took, int at) =>
        at == took.Count - 1 ? PageWords.DaysOver.With(took[at - 1].Days)
        : took[at].Days == 1 ? PageWords.DayUpTo : PageWords.DaysUpTo.With(took[at].Days);

    private static string Renewed(int times, bool isLast) => times switch
    {
        0 => PageWords.RenewedNever,
        1 => PageWords.RenewedOnce,
        _ => (isLast ? PageWords.RenewedMore : PageWords.RenewedTimes).With(times),
    };

    private static FigureRow One(string label, int number) => new(label, [number], number);
}
