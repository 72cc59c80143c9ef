using System.Net;
using System.Text.RegularExpressions;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>What the pages show, and to whom.</summary>
public sealed partial class PageTests
{
    private static readonly ARecord[] Held =
    [
        Of(1, request => request.Granted()),
        Of(2, request => (request with { Title = "VPN for the press", Scope = "press-01", Assets = [], ExpiresOn = new(2026, 12, 5) }).Granted()),
        Of(3, request => (request with { Confidential = true }).Granted()),
        Of(4, request => (request with { Owner = Pat, Risk = RiskLabel.Low, Title = "Old scanner", Scope = "", Assets = ["scan-7"] }).InReview()),
        Of(5, request => (request with { Confidential = true, Requester = Pat }).InReview()),
        Of(6, request => (request with { Title = "Rejected key" }).InReview().After(Ana.Rejects())),
    ];

    public static TheoryData<string> Everybody => [.. People.Select(person => person.Name)];

    public static TheoryData<string, int[]> Addresses => new()
    {
        { "/register", [1, 2, 3, 4, 5] },
        { "/register?state=any", [1, 2, 3, 4, 5, 6] },
        { "/register?state=any&q=in+force", [1, 2, 3, 4, 5, 6] },
        { "/register?shown=700", [1, 2, 3, 4, 5] },
        { "/register?state=inforce", [1, 2, 3] },
        { "/register?q=in+force", [1, 2, 3] },
        { "/register?q=in+Kraft", [1, 2, 3] },
        { "/register?state=rejected", [6] },
        { "/register?risk=low", [4] },
        { "/register?risk=high&state=inforce", [1, 2, 3] },
        { "/register?policy=SEC-MFA&q=press", [2] },
        { "/register?policy=FIN-SPEND", [] },
        { "/register?area=security", [1, 2, 3, 4, 5] },
        { "/register?area=finance", [] },
        { "/register?person=pat%40contoso.example", [4, 5] },
        { "/register?person=Pat", [4, 5] },
        { "/register?q=find+scan", [4] },
        { "/register?q=PX-00000003", [3] },
        { "/register?state=nonsense&risk=nonsense&area=nonsense&shown=-1&seen=x", [1, 2, 3, 4, 5] },
    };

    [Fact]
    public async Task An_event_that_was_written_over_is_named_on_the_page_beside_the_others()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);
        var stored = (await served.Record.ReadAsync(Held[0].State.Id, default))!.Events;
        served.Record.Falsify(Held[0].State.Id, stored[1] with { Json = "{" });

        var (status, page) = await ReadAsync(browser, $"/register/{Held[0].State.Id}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Event 2 cannot be read", page, StringComparison.Ordinal);
        Assert.Equal(stored.Count, Regex.Count(page, "<li><p>"));
    }

    [Fact]
    public async Task A_fault_is_answered_with_words_and_a_number_and_the_page_is_guarded_as_any()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);
        served.Record.SpoilHead(Held[0].State.Id, new InvalidDataException("The row head has no State."));

        using var answer = await browser.GetAsync(new Uri($"/register/{Held[0].State.Id}", UriKind.Relative));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Matches("Tell an administrator this number: [0-9a-f]{8}", page);
        Assert.DoesNotContain("InvalidData", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task Everybody_sees_in_lists_and_pages_what_they_may_see_and_nothing_else(string name)
    {
        await using var served = await OpenAsync(null, Held);
        var person = People.Single(one => one.Name == name);
        if (!Access.CanOpenRegister(Subject.ForRegister(served.Catalog.Current, person.Person)))
        {
            var answer = await served.SignIn.OfferAsync(TurnOf(person), default);
            Assert.Contains("for auditors, policy owners and administrators", answer.View.Summary, StringComparison.Ordinal);
            Assert.Contains(person, new List<PersonActor> { Sal, Pat, Ana, Bo, Mallory });
            return;
        }

        using var browser = await served.EnterAsync(person);
        var list = Numbers((await ReadAsync(browser, "/register?state=any")).Page);
        foreach (var (record, number) in Held.Select((record, at) => (record, at + 1)))
        {
            var maySee = Access.CanSee(record.State, Subject.From(served.Catalog.Current, record.State, person.Person));
            var (status, page) = await ReadAsync(browser, $"/register/{record.State.Id}");
            Assert.Equal(maySee, list.Contains(number));
            Assert.Equal(maySee ? HttpStatusCode.OK : HttpStatusCode.NotFound, status);
            Assert.Equal(maySee, page.Contains(record.State.Content!.Title, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_filters_as_the_words_of_the_chat_do(string address, int[] expected)
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (status, page) = await ReadAsync(browser, address);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, Numbers(page).Order());
    }

    [Fact]
    public async Task What_may_not_be_seen_looks_as_what_there_is_not()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Iam); // the policy owner sees no confidential one

        var (hidden, none) = (await ReadAsync(browser, "/register/PX-00000003"), await ReadAsync(browser, "/register/PX-00000099"));

        Assert.Equal(none, hidden);
        Assert.Equal(HttpStatusCode.NotFound, hidden.Status);
    }

    [Fact]
    public async Task What_ends_first_comes_first_or_what_was_sent_last()
    {
        await using var served = await OpenAsync(null, Held[..3]);
        var (later, request) = (ARequest.Sent.AddHours(1), new ARequest { Id = ExceptionId.Parse("PX-00000009"), ExpiresOn = new(2027, 2, 16) });
        await served.HoldAsync(ARecord.New(request.Id, later).After(request.Submit(later)).After(Ana.Approves()));
        using var browser = await served.EnterAsync(Deputy);

        Assert.Equal(2, Numbers((await ReadAsync(browser, "/register")).Page)[0]);
        Assert.Equal(9, Numbers((await ReadAsync(browser, "/register?sort=sent")).Page)[0]);
    }

    [Fact]
    public async Task One_exception_shows_its_timeline_with_all_that_was_frozen()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        var (_, page) = await ReadAsync(browser, "/register/PX-00000001");

        foreach (var words in new[]
        {
            "The build account signs in by script", "Sign-in only from 10.0.4.12.", "svc-build, on the build server only", // as asked
            "ana@contoso.example", ARequest.CatalogHash[..12], // who decided, by which catalog
            RecordedEvent.Receipt(Held[0].Events[^1].Hash), // each event with its receipt
        })
        {
            Assert.Contains(words, page, StringComparison.Ordinal);
        }

        Assert.Equal(Held[0].Events.Count, Regex.Count(page, "<li><p>#?"));
    }

    [Fact]
    public async Task A_list_goes_on_beyond_a_page_and_beyond_what_is_looked_through()
    {
        await using var served = await OpenAsync();
        for (var number = 100; number < 700; number++)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") };
            await served.ListAsync(request.Granted().State);
        }

        using var browser = await served.EnterAsync(Deputy);
        var seen = new List<int>();
        var pages = new List<string>();
        for (var address = "/register"; address is not null;)
        {
            var (_, page) = await ReadAsync(browser, address);
            pages.Add(page);
            seen.AddRange(Numbers(page));
            address = Further().Match(page) is { Success: true } further ? further.Groups[1].Value : null;
        }

        Assert.Equal(600, seen.Distinct().Count());
        Assert.Equal(600, seen.Count);
        Assert.Equal(12, pages.Count);
        Assert.All(pages[..10], page => Assert.Contains($"{ExceptionLists.MostRead} of 600 looked through.", page, StringComparison.Ordinal));
        Assert.All(pages[10..], page => Assert.DoesNotContain("looked through", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_address_that_leads_on_names_an_exception_that_the_person_may_not_see_and_nothing_is_left_out()
    {
        await using var served = await OpenAsync();
        for (var number = 1; number <= 1_200; number++)
        {
            var isHidden = number % 500 is >= 450 or 0; // the rows at which an answer ends
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}"), Confidential = isHidden };
            await served.ListAsync(request.Granted().State);
        }

        using var browser = await served.EnterAsync(Iam);
        var (seen, places) = (new List<int>(), new HashSet<int>());
        for (var address = "/register"; address is not null;)
        {
            var (_, page) = await ReadAsync(browser, address);
            seen.AddRange(Numbers(page));
            address = Further().Match(page) is { Success: true } further ? further.Groups[1].Value : null;
            if (address is not null && Regex.Match(address, "after=[^&]*PX-([0-9]{8})") is { Success: true } place)
            {
                places.Add(int.Parse(place.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.Equal(Enumerable.Range(1, 1_200).Where(number => number % 500 is < 450 and not 0), seen.Order());
        Assert.NotEmpty(places);
        Assert.All(places, number => Assert.True(number % 500 is < 450 and not 0, $"{number} is confidential."));
    }

    [Fact]
    public async Task How_many_there_are_to_look_through_counts_only_what_the_person_may_see()
    {
        await using var served = await OpenAsync();
        for (var number = 100; number < 1_600; number++)
        {
            var request = new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}"), Confidential = number % 3 == 0 };
            await served.ListAsync(request.Granted().State);
        }

        await served.ListAsync((new ARequest { Requester = Ciso, Confidential = true }).Granted().State);
        using var auditor = await served.EnterAsync(Deputy);
        using var owner = await served.EnterAsync(Ciso); // of the area, and of one confidential exception

        Assert.Contains("500 of 1,501 looked through.", (await ReadAsync(auditor, "/register")).Page, StringComparison.Ordinal);
        var (_, page) = await ReadAsync(owner, "/register");
        Assert.Contains("167 of 1,001 looked through.", page, StringComparison.Ordinal); // 83 of the first 250 rows of the area are not shown
        var next = WebUtility.HtmlDecode(Further().Match(page).Groups[1].Value);
        for (var more = 0; more < 3; more++)
        {
            next = WebUtility.HtmlDecode(Further().Match((await ReadAsync(owner, next)).Page).Groups[1].Value); // through the lines to Go on
        }

        Assert.Contains("334 of 1,001 looked through.", (await ReadAsync(owner, next)).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_leads_to_nothing_is_named()
    {
        await using var served = await OpenAsync(null, Held);
        using var browser = await served.EnterAsync(Deputy);

        Assert.Contains("has these words: banana.", (await ReadAsync(browser, "/register?q=banana")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_reads_their_own_language()
    {
        await using var served = await OpenAsync(null, Held);
        await served.MeetAsync(Deputy, locale: "de-DE");
        using var browser = await served.EnterAsync(Deputy);

        var (list, record) = ((await ReadAsync(browser, "/register")).Page, (await ReadAsync(browser, "/register/PX-00000001")).Page);

        Assert.Contains("<html lang=\"de\">", list, StringComparison.Ordinal);
        Assert.Contains("Ausnahmen", list, StringComparison.Ordinal);
        Assert.Contains("Was geschehen ist", record, StringComparison.Ordinal);
    }

    private static ARecord Of(int number, Func<ARequest, ARecord> make) => make(new ARequest { Id = ExceptionId.Parse($"PX-{number:D8}") });

    private static List<int> Numbers(string page) =>
        [.. Links().Matches(page).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))];

    [GeneratedRegex("href=\"/register/PX-0*(\\d+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("href=\"([^\"]+)\">(?:More|Go on)<")]
    private static partial Regex Further();

    [GeneratedRegex(@"<script|<style|\sstyle=|\son\w+=", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
