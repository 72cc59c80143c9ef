using System.Globalization;
using System.Text.RegularExpressions;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>The figures, the tables behind them, and of what they are.</summary>
public sealed partial class OverviewTests
{
    private const string Address = "/register/overview";

    private static readonly ARecord[] Held =
    [
        Of(1, request => request.Granted()),
        Of(2, request => (request with { ExpiresOn = new(2026, 12, 5), Renewal = 1, Renews = ExceptionId.Parse("PX-00000090") }).Granted()),
        Of(3, request => (request with { Confidential = true, Risk = RiskLabel.Critical }).Granted()),
        Of(4, request => (request with { Risk = RiskLabel.Low }).InReview()),
        Of(5, request => (request with { Confidential = true }).InReview()),
        Of(6, request => request.InReview().Later(TimeSpan.FromDays(5)).After(Ana.Rejects())),
    ];

    [Theory]
    [InlineData("Iam Aziz")] // owns the policies
    [InlineData("Cis Okafor")] // owns the area
    [InlineData("Dep Uty")] // audits
    [InlineData("Lee Adler")] // administers
    public async Task Each_role_counts_what_it_may_see_and_confidential_ones_only_who_sees_them(string name)
    {
        await using var served = await OpenAsync(null, Held);
        var person = People.Single(one => one.Name == name);
        using var browser = await served.EnterAsync(person);

        var (_, page) = await ReadAsync(browser, Address);

        var seen = Held.Select(record => record.State)
            .Where(state => Access.CanSee(state, Subject.From(served.Catalog.Current, state, person.Person))).ToList();
        Assert.Equal(name is "Iam Aziz" or "Cis Okafor" ? 4 : 6, seen.Count);
        Assert.Equal(
            [seen.Count(state => state.IsActive), seen.Count(state => !state.HasEnded), seen.Count(state => state.HasEnded)],
            Sums().Matches(page).Select(match => Number(match.Groups[1].Value)));
        var active = seen.Where(state => state.IsActive).ToList();
        Assert.Equal(
            [0, .. new[] { RiskLabel.Critical, RiskLabel.High, RiskLabel.Medium, RiskLabel.Low }
                .Select(label => active.Count(state => state.Assessment!.Label == label)).Append(active.Count)],
            Figure(page, "In force, by area and risk").Single(row => row.Label == "Security").Numbers.Prepend(0));
        Assert.Equal(seen.Count, Figure(page, "All, by state").Sum(row => row.Numbers[0]));
        Assert.Equal(active.Count(state => state.Renewal == 1), Figure(page, "Granted, by renewals").Single(row => row.Label == "once").Numbers[0]);
        Assert.Equal(active.Count, Figure(page, "In force, by age").Sum(row => row.Numbers[0]));
        Assert.Equal(active.Count, Figure(page, "Ending within 90 days").Sum(row => row.Numbers[0]));
        Assert.Equal(1, Figure(page, "Time from sending to the decision").Single(row => row.Label == "up to 7 days").Numbers[0]);
        Assert.Equal([active.Count, 0, active.Count], Assert.Single(Figure(page, "Most excepted policies")).Numbers);
        Assert.Equal(seen.Count == 6, page.Contains("confidential ones too", StringComparison.Ordinal));
        Assert.DoesNotContain("retired", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Iam Aziz", "1 more were retired")] // of an area or a policy, without confidential ones
    [InlineData("Cis Okafor", "1 more were retired")]
    [InlineData("Dep Uty", "2 more were retired")]
    public async Task How_many_were_retired_is_said_and_no_figure_counts_them(string name, string said)
    {
        await using var served = await OpenAsync(null, Held);
        foreach (var record in new[] { Held[5], Held[2] })
        {
            await served.Counts.PutAsync(record.State.ToRetired(TestCatalog.Contoso), default);
        }

        using var browser = await served.EnterAsync(People.Single(one => one.Name == name));

        var (_, page) = await ReadAsync(browser, Address);

        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(0, Number(Sums().Matches(page)[2].Groups[1].Value));
    }

    [Fact]
    public async Task Who_owns_another_policy_counts_nothing_of_it()
    {
        await using var served = await OpenAsync(null, Held);
        var catalog = served.Catalog.Current;
        served.Catalog.Current = catalog with
        {
            Areas = [new Area("security", "Security", Ciso.Person), new Area("finance", "Finance", Pat.Person)],
            Policies = [catalog.Policy("SEC-MFA")! with { Owner = Ciso.Person }, catalog.Policy("FIN-SPEND")!],
        };
        using var browser = await served.EnterAsync(Iam); // owns FIN-SPEND alone

        var (_, page) = await ReadAsync(browser, Address);

        Assert.Equal([0, 0, 0], Sums().Matches(page).Select(match => Number(match.Groups[1].Value)));
        Assert.All(Figures().Matches(page), figure => Assert.Contains("Nothing to count yet.", figure.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_each_figure_stands_a_table_with_a_line_for_each_bar()
    {
        await using var served = await OpenAsync(null, Held);
        await served.Counts.PutAsync(
            CountKey.CountSpared(TestCatalog.Contoso.Policy("SEC-MFA")!, Sal.Person, new DateOnly(2026, 11, 20)), default);
        using var browser = await served.EnterAsync(Deputy);

        var (_, page) = await ReadAsync(browser, Address);

        var figures = Figures().Matches(page);
        Assert.Equal(8, figures.Count);
        Assert.All(figures, figure =>
        {
            var title = figure.Groups["title"].Value;
            Assert.Contains($"<caption class=\"hidden\">{title}</caption>", figure.Value, StringComparison.Ordinal);
            Assert.Equal(Bars().Count(figure.Value), Figure(page, title).Count);
            Assert.NotEmpty(Figure(page, title));
        });
        Assert.Equal(("Multi-factor authentication (SEC-MFA)", 1), Figure(page, "Requests spared by an answer").Select(row => (row.Label, row.Numbers[0])).Single());
    }

    [Fact]
    public async Task An_owner_reads_the_figures_in_German()
    {
        await using var served = await OpenAsync(null, Held);
        await served.MeetAsync(Iam, locale: "de-DE");
        using var browser = await served.EnterAsync(Iam);

        var (_, page) = await ReadAsync(browser, Address);

        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);
        Assert.Contains("ohne vertrauliche Ausnahmen", page, StringComparison.Ordinal);
        Assert.Equal(2, Figure(page, "Alle, nach Stand").Single(row => row.Label == "In Kraft").Numbers[0]);
    }

    private static ARecord Of(int number, Func<ARequest, ARecord> make) => make(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") });

    // What stands in the table behind a figure.
    private static List<(string Label, int[] Numbers)> Figure(string page, string title)
    {
        var figure = Figures().Matches(page).Single(figure => figure.Groups["title"].Value == title).Value;
        return
        [
            .. Rows().Matches(figure).Select(row => (
                row.Groups["label"].Value, row.Groups["number"].Captures.Select(number => Number(number.Value)).ToArray())),
        ];
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex("<dd><a href=\"/register[^\"]*\">([\\d,.]+)</a></dd>")]
    private static partial Regex Sums();

    [GeneratedRegex("<figure>.*?<h2>(?<title>[^<]+)</h2>.*?</figure>", RegexOptions.Singleline)]
    private static partial Regex Figures();

    [GeneratedRegex("<tr><th scope=\"row\">(?<label>[^<]*)</th>(?:<td>(?<number>[^<]*)</td>)+</tr>")]
    private static partial Regex Rows();

    [GeneratedRegex("<div class=\"bar\">")]
    private static partial Regex Bars();
}
