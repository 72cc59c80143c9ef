namespace PolicyBot.Web.Register;

/// <summary>A line of a figure.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Parts">Its numbers, side by side in one bar.</param>
/// <param name="All">Their sum.</param>
internal sealed record FigureRow(string Label, IReadOnlyList<int> Parts, int All);

/// <summary>Bars, drawn by the server as SVG, and behind them the same as numbers.</summary>
internal static class Figure
{
    /// <summary>The figure.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="columns">The headings of the numbers: of the line, of each part, and of the sum where there are several parts.</param>
    /// <param name="lines">The lines, from the top.</param>
    /// <param name="looks">The look of each part; none for a single one.</param>
    public static Html Render(string title, IReadOnlyList<string> columns, IEnumerable<FigureRow> lines, IEnumerable<string> looks)
    {
        var (rows, classes) = (lines.ToList(), looks.ToList());
        var most = Math.Max(1, rows.Select(row => row.All).DefaultIfEmpty(0).Max());
        return Html.From($"""
            <figure>
            <figcaption><h2>{title}</h2></figcaption>
            {(rows.Sum(row => row.All) == 0 ? Html.From($"<p>{PageWords.NothingToCount}</p>") : Html.From($"""
            {(classes.Count > 0 ? Legend(columns, classes) : Html.Empty)}
            <div class="bars" aria-hidden="true">{rows.Select(row => Bar(row, most, classes))}</div>
            """))}
            <details><summary>{PageWords.Numbers}<span class="hidden">: {title}</span></summary>{Numbers(title, columns, rows)}</details>
            </figure>
            """);
    }

    private static Html Legend(IReadOnlyList<string> columns, List<string> looks)
    {
        var parts = looks.Select((look, at) => Html.From($"""<span class="{look}">{columns[at + 1]}</span> """));
        return Html.From($"""<p class="legend" aria-hidden="true">{parts}</p>""");
    }

    private static Html Bar(FigureRow row, int most, List<string> looks)
    {
        var start = 0.0;
        var parts = new List<Html>();
        for (var at = 0; at < row.Parts.Count; at++)
        {
            var width = 100.0 * row.Parts[at] / most;
            if (width > 0)
            {
                var look = looks.Count > 0 ? looks[at] : "one";
                parts.Add(Html.From($"""<rect x="{start}%" width="{width}%" height="100%" class="{look}"/>"""));
            }

            start += width;
        }

        return Html.From($"""
            <div class="bar"><span>{row.Label}</span><svg role="presentation" focusable="false">{parts}</svg>
            <span class="n">{ListPage.Number(row.All)}</span></div>
            """);
    }

    private static Html Numbers(string title, IReadOnlyList<string> columns, List<FigureRow> rows) => Html.From($"""
        <table><caption class="hidden">{title}</caption>
        <thead><tr>{columns.Select(column => Html.From($"""<th scope="col">{column}</th>"""))}</tr></thead>
        <tbody>{rows.Select(row => Html.From($"""
        <tr><th scope="row">{row.Label}</th>{row.Parts.Select(Cell)}{(row.Parts.Count > 1 ? Cell(row.All) : Html.Empty)}</tr>
        """))}</tbody></table>
        """);

    private static Html Cell(int number) => Html.From($"""<td>{ListPage.Number(number)}</td>""");
}
