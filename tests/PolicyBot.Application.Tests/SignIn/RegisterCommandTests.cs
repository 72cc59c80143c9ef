using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.SignIn;

/// <summary><c>register</c> in chat: a link for those who may enter, and words for the others.</summary>
public sealed class RegisterCommandTests
{
    [Fact]
    public async Task Those_who_may_enter_get_a_link_of_their_own_that_opens_in_the_browser()
    {
        var office = await OpenAsync();

        var first = Assert.IsType<ListView>((await office.SayAsync(Deputy, "register")).View);
        var second = (ListView)(await office.SayAsync(Deputy, "Export")).View; // what it exports is behind it

        var (link, other) = (first.Actions.Single().Link!, second.Actions.Single().Link!);
        Assert.StartsWith("https://bot.example/register/enter?link=", link.AbsoluteUri, StringComparison.Ordinal);
        Assert.NotEqual(link, other);
        Assert.Equal("Open the register", first.Actions[0].Title);
        Assert.DoesNotContain("link=", first.Words(), StringComparison.Ordinal); // nothing to unfurl, nothing to read out
    }

    [Fact]
    public async Task Others_are_told_who_may()
    {
        var office = await OpenAsync();

        foreach (var person in new[] { Sal, Pat, Ana, Bo, Mallory })
        {
            var said = (ListView)(await office.SayAsync(person, "register")).View;
            Assert.Contains("for auditors, policy owners and administrators", said.Summary, StringComparison.Ordinal);
            Assert.Empty(said.Actions);
        }
    }

    [Fact]
    public async Task Without_an_address_there_is_no_page_and_that_is_said()
    {
        var office = await OpenAsync();
        var without = new RegisterSignIn(
            office.PageSessions, office.Identification, null!, office.Catalog, new RegisterAddress(null), office.Time);

        var answer = await without.OfferAsync(
            new Interaction(new Sender(Office.AccountOf(Deputy), Private: true, null), Deputy), default);

        Assert.Contains("No register page is set up", answer.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_register_to_those_who_may_enter_and_only_where_there_is_a_page()
    {
        var office = await OpenAsync();
        var without = new ExceptionPages(
            null!, null!, null!, null!, office.Catalog,
            new RegisterSignIn(office.PageSessions, office.Identification, null!, office.Catalog, new RegisterAddress(null), office.Time),
            office.Time);

        Assert.Contains((await HelpAsync(Deputy)).Intro, part => part.Label == "register");
        Assert.DoesNotContain((await HelpAsync(Sal)).Intro, part => part.Label == "register");
        Assert.DoesNotContain(without.Help(Deputy.Person).Intro, part => part.Label == "register");

        async Task<ListView> HelpAsync(PersonActor person) => (ListView)(await office.SayAsync(person, "help")).View;
    }

    [Fact]
    public async Task Not_me_in_chat_ends_the_session_and_links_that_were_not_used()
    {
        var office = await OpenAsync();
        var link = LinkIn(await SaidAsync(office));
        var entered = Assert.IsType<LinkState.Entered>(await office.SignIn.EnterAsync(link, "curl/8.0", default));
        Assert.NotNull(await office.SignIn.FindVisitorAsync(entered.Session, default));
        var told = office.LastOf(Deputy);
        Assert.Contains("an unknown browser", told.View.Summary, StringComparison.Ordinal);
        var unused = LinkIn(await SaidAsync(office));

        var answer = await office.PressAsync(Deputy, told, Verbs.EndSessions);

        Assert.Contains("signed out of the register everywhere", answer.Summary, StringComparison.Ordinal);
        Assert.Null(await office.SignIn.FindVisitorAsync(entered.Session, default));
        Assert.IsType<LinkState.Unknown>(await office.SignIn.LookAsync(unused, default));
    }

    [Fact]
    public async Task A_visit_does_not_make_an_account_the_one_used_last()
    {
        var office = await OpenAsync();
        var entered = (LinkState.Entered)await office.SignIn.EnterAsync(LinkIn(await SaidAsync(office)), null, default);
        var before = (await office.People.ReadAsync(Office.AccountOf(Deputy).Account, default))!.LastSeen;
        office.Time.Advance(TimeSpan.FromHours(3));

        Assert.NotNull(await office.SignIn.FindVisitorAsync(entered.Session, default));

        Assert.Equal(before, (await office.People.ReadAsync(Office.AccountOf(Deputy).Account, default))!.LastSeen);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1", "Chrome on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("<b>Linux", "an unknown browser on Linux")]
    [InlineData("", "an unknown browser")]
    [InlineData(null, "an unknown browser")]
    public void A_browser_is_named_in_few_words_and_never_by_its_own(string? userAgent, string name) =>
        Assert.Equal(name, BrowserName.From(userAgent));

    private static PageSecret? LinkIn(CardView view) =>
        PageSecret.Find(((ListView)view).Actions.Single().Link!.Query.Split('=', 2)[1]);

    private static async Task<CardView> SaidAsync(Office office) => (await office.SayAsync(Deputy, "register")).View;

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Deputy, Mallory);
        office.Catalog.Current = office.Catalog.Current with { Roles = new CatalogRoles([Deputy.Person], []) };
        return office;
    }
}
