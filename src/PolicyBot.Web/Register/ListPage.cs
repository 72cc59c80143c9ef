using System.Globalization;
using PolicyBot.Application.Exports;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Web.Register;

/// <summary>A list with its filters.</summary>
internal static class ListPage
{
    /// <summary>The page.</summary>
    public static Html Render(Visitor visitor, ListAddress asked, RegisterList list, PolicyCatalog catalog, IReadOnlyList<string> leftOut)
    {
        var first = new ListAddress(asked.Filter, "", 0, 0, 0);
        var (before, shown) = (list.Before, list.Before + list.Rows.Count);
        var (seen, of) = (asked.Seen + list.LookedThrough, asked.After.Length > 0 ? asked.Of : list.Of);
        return PageLayout.Page(visitor, PageWords.ListHeading, RegisterAddress.Page, Html.From($"""
            <h1>{PageWords.ListHeading}</h1>
            {(leftOut.Count > 0
                ? Html.From($"""<p class="fault" role="alert">{PageWords.FilterUnknown.With(string.Join(", ", leftOut))}</p>""")
                : Html.Empty)}
            {Form(asked.Filter, catalog)}
            <p class="found" role="status">{Counted(before, shown, list)} {PageWords.Kept}</p>
            {(list.Unknown.Count > 0 ? Html.From($"<p>{PageWords.UnknownWords.With(string.Join(", ", list.Unknown))}</p>") : Html.Empty)}
            {(list.Rows.Count > 0 ? Rows(list.Rows) : Html.From($"<p>{PageWords.NothingFound}</p>"))}
            {(list.Next.Length == 0 ? Html.Empty : of > seen
                ? Html.From($"<p>{PageWords.LookedThroughOf.With(Number(seen), Number(of))}</p>")
                : Html.From($"<p>{PageWords.LookedThrough.With(Number(seen))}</p>"))}
            <nav class="pages" aria-label="{PageWords.Pages}">
            {(asked.After.Length > 0 || before > 0 ? Link(first, PageWords.ToBeginning) : Html.Empty)}
            {(shown < list.Found ? Link(asked with { Shown = shown }, PageWords.More)
                : list.Next.Length > 0
                ? Link(new ListAddress(asked.Filter, list.Next, 0, seen, of), PageWords.GoOn) : Html.Empty)}
            </nav>
            {(list.HasEnded ? Html.From($"<p>{PageWords.RetiredWhere}</p>") : Html.Empty)}
            <p class="export">{PageWords.Export} {Enum.GetValues<ExportFormat>().Reverse().Select(format => Html.From(
                $"""<a href="{asked.ExportIn(format)}" download>{PageWords.ExportAs.With(Name(format))}</a> """))}</p>
            """));
    }

    private static string Counted(int before, int shown, RegisterList list) => shown - before == list.Found
        ? PageWords.Found.With(Number(list.Found), list.Understood)
        : PageWords.FoundShown.With(Number(list.Found), list.Understood, Number(before + 1), Number(shown));

    private static Html Form(RegisterFilter filter, PolicyCatalog catalog) => Html.From($"""
        <form method="get" action="{RegisterAddress.Page}" class="filters" role="search" aria-label="{PageWords.Filters}">
        <label class="wide">{PageWords.FieldWords}
        <input type="search" name="{ListAddress.Words}" value="{filter.Words}" maxlength="150"
        placeholder="{PageWords.WordsExample}"></label>
        {Select(ListAddress.State, PageWords.FieldState, filter.State, States())}
        {Select(ListAddress.Risk, PageWords.FieldRisk, filter.Risk, Risks())}
        {Select(ListAddress.Area, PageWords.FieldArea, filter.Area,
            [("", PageWords.AnyArea), .. catalog.Areas.Select(area => (area.Id, area.Name))])}
        {Select(ListAddress.Policy, PageWords.FieldPolicy, filter.Policy,
            [("", PageWords.AnyPolicy), .. catalog.Policies.Select(policy => (policy.Id, $"{policy.Name} ({policy.Id})"))])}
        <label>{PageWords.FieldPerson}
        <input type="text" name="{ListAddress.Person}" value="{filter.Person}" maxlength="150" autocomplete="off"></label>
        {Select(ListAddress.Sort, PageWords.FieldSort, filter.BySubmission ? ListAddress.BySubmission : "",
            [("", PageWords.SortEnd), (ListAddress.BySubmission, PageWords.SortSent)])}
        <div class="do"><button class="primary">{PageWords.Show}</button> <a href="{RegisterAddress.Page}">{PageWords.Reset}</a></div>
        </form>
        """);

    private static Html Select(string name, string label, string chosen, IReadOnlyList<(string Value, string Title)> options)
    {
        var drawn = options.Select(option => (option, Mark: Same(option.Value, chosen) ? Html.From($" selected") : Html.Empty))
            .Select(one => Html.From($"""<option value="{one.option.Value}"{one.Mark}>{one.option.Title}</option>"""));
        return Html.From($"""<label>{label} <select name="{name}">{drawn}</select></label>""");
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static (string, string)[] States() =>
    [
        ("", PageWords.StateLive), (RegisterFilter.Any, PageWords.StateAny),
        .. Enum.GetValues<ListState>().Select(state => (Name(state), Say(state))),
    ];

    /// <summary>A state in words.</summary>
    public static string Say(ListState state) => state switch
    {
        ListState.InForce => PageWords.StateInForce,
        ListState.Expiring => PageWords.StateExpiring.With(ListQuery.SoonDays),
        ListState.Suspended => PageWords.StateSuspended,
        ListState.Open => PageWords.StateOpen,
        ListState.Ended => PageWords.StateEnded,
        ListState.Expired => PageWords.StateExpired,
        ListState.Closed => PageWords.StateClosed,
        ListState.Revoked => PageWords.StateRevoked,
        ListState.Rejected => PageWords.StateRejected,
        ListState.Withdrawn => PageWords.StateWithdrawn,
        ListState.Lapsed => PageWords.StateLapsed,
        _ => PageWords.StateRenewed,
    };

    private static (string, string)[] Risks() =>
        [("", PageWords.AnyRisk), .. Enum.GetValues<RiskLabel>().Reverse().Select(risk => (Name(risk), Capital(risk.InWords())))];

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Capital(string words) =>
        words.Length > 0 ? char.ToUpper(words[0], CultureInfo.CurrentUICulture) + words[1..] : words;

    // The roles say again what the elements say: on a phone the lines are drawn as cards, and some browsers then forget what they were.
    private static Html Rows(IReadOnlyList<RegisterRow> rows) => Html.From($"""
        <table role="table" class="list">
        <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">{PageWords.ColumnException}</th>
        <th role="columnheader" scope="col">{PageWords.FieldState}</th>
        <th role="columnheader" scope="col">{PageWords.FieldRisk}</th>
        <th role="columnheader" scope="col">{PageWords.FieldPolicy}</th>
        <th role="columnheader" scope="col">{PageWords.ColumnRequester}</th>
        <th role="columnheader" scope="col">{PageWords.ColumnOwner}</th>
        <th role="columnheader" scope="col">{PageWords.ColumnSent}</th>
        <th role="columnheader" scope="col">{PageWords.ColumnEnds}</th>
        </tr></thead>
        <tbody role="rowgroup">{rows.Select(Row)}</tbody>
        </table>
        """);

    private static Html Row(RegisterRow row) => Html.From($"""
        <tr role="row">
        <th role="rowheader" scope="row"><a href="{RecordPage.AddressOf(row.Id)}">{row.Title}</a>
        <span class="id">{row.Id.Value}</span>
        {(row.Confidential ? Html.From($"""<span class="mark">{PageWords.Confidential}</span>""") : Html.Empty)}</th>
        {Cell(PageWords.FieldState, Html.From($"{row.Status}"))}
        {Cell(PageWords.FieldRisk, Risk(row))}
        {Cell(PageWords.FieldPolicy, Html.From($"{row.Policy}"))}
        {Cell(PageWords.ColumnRequester, Html.From($"{row.Requester}"))}
        {Cell(PageWords.ColumnOwner, Html.From($"{row.Owner}"))}
        {Cell(PageWords.ColumnSent, Html.From($"{row.Sent}"))}
        {Cell(PageWords.ColumnEnds, Html.From($"{row.Ends}"))}
        </tr>
        """);

    /// <summary>The label: words, and a mark that is not only a colour.</summary>
    public static Html Risk(RegisterRow row) => row.Risk is { } risk
        ? Html.From($"""<span class="risk {Name(risk)}">{row.RiskWords}</span>""")
        : Html.From($"{(row.RiskWords.Length > 0 ? row.RiskWords : PageWords.NoRiskYet)}");

    private static Html Cell(string label, Html content) => Html.From($"""<td role="cell" data-label="{label}">{content}</td>""");

    private static Html Link(ListAddress address, string title) =>
        Html.From($"""<a class="button" href="{address.ToString()}">{title}</a>""");

    /// <summary>A number with its thousands set apart.</summary>
    public static string Number(int number) =>
        number.ToString("N0", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name));
}
