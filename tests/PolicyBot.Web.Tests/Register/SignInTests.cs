using System.Net;
using PolicyBot.Application.Ports;
using PolicyBot.Application.SignIn;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Register.ServedRegister;

namespace PolicyBot.Web.Tests.Register;

/// <summary>Into the register by a link from the chat, and out again.</summary>
public sealed partial class SignInTests
{
    private const string List = RegisterAddress.Page;

    [Fact]
    public async Task A_link_that_a_scanner_opened_first_still_lets_its_person_in()
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        using var scanner = served.NewBrowser();
        for (var opened = 0; opened < 3; opened++)
        {
            var (status, page) = await ReadAsync(scanner, link);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("Sign in as Dep Uty?", page, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(scanner, List)).Status);
        using var browser = served.NewBrowser();
        using var entered = await PressAsync(browser, link);

        Assert.Equal((HttpStatusCode.SeeOther, List), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, List)).Status);
    }

    [Fact]
    public async Task A_link_that_was_used_lets_nobody_in_again_and_says_so()
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        using var browser = served.NewBrowser();
        using var first = await PressAsync(browser, link);
        using var other = served.NewBrowser();

        using var second = await PressAsync(other, link);

        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
        Assert.Contains("was used already", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("was used already", (await ReadAsync(other, link)).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(other, List)).Status);
    }

    [Fact]
    public async Task Of_two_who_press_at_once_one_gets_in()
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        using var one = served.NewBrowser();
        using var other = served.NewBrowser();

        var answers = await Task.WhenAll(PressAsync(one, link), PressAsync(other, link));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Gone], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_link_is_good_for_five_minutes()
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        using var browser = served.NewBrowser();
        served.Time.Advance(RegisterSignIn.LinkHolds - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, link)).Status);

        served.Time.Advance(TimeSpan.FromSeconds(1));

        var (status, page) = await ReadAsync(browser, link);
        using var pressed = await PressAsync(browser, link);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (status, pressed.StatusCode));
        Assert.Contains("good for 5 minutes", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/register/enter")]
    [InlineData("/register/enter?link=")]
    [InlineData("/register/enter?link=abc")]
    [InlineData("/register/enter?link=00000000000000000000000000000000AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_link_is_refused_with_words(string address)
    {
        await using var served = await OpenAsync();
        using var browser = served.NewBrowser();

        var (status, page) = await ReadAsync(browser, address);

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such link", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_tries_links_that_there_are_not_keeps_nobody_else_out()
    {
        await using var served = await OpenAsync();
        using var stranger = served.NewBrowser();
        for (var tried = 0; tried < 100; tried++)
        {
            Assert.Equal(
                HttpStatusCode.NotFound, (await ReadAsync(stranger, $"/register/enter?link={PageSecret.Draw(Ana.Person).Text}")).Status);
        }

        using var browser = await served.EnterAsync(Deputy); // from the same address, as behind one proxy

        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, List)).Status);
    }

    [Fact]
    public async Task Who_is_signed_in_hears_of_it_though_the_chat_takes_nothing_at_first()
    {
        await using var served = await OpenAsync();
        var (link, tried) = (await served.AskAsync(Deputy), 0);
        served.Chat.OnSend = _ => tried++ < 2 ? new SendOutcome.Later(TimeSpan.FromMilliseconds(1), "429", PauseReason.Throttled) : null;
        using var browser = served.NewBrowser();

        using var entered = await PressAsync(browser, link);

        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        Assert.Contains("Firefox on Windows", served.LastTold(Deputy).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("later")]
    [InlineData("refused")]
    [InlineData("unreachable")]
    [InlineData("fault")]
    public async Task Nobody_is_signed_in_whose_person_cannot_be_told(string what)
    {
        await using var served = await OpenAsync();
        var link = await served.AskAsync(Deputy);
        served.Chat.OnSend = _ => what switch
        {
            "later" => new SendOutcome.Later(TimeSpan.FromMinutes(1), "503"),
            "refused" => new SendOutcome.Never("TooLarge"),
            "unreachable" => new SendOutcome.Unreachable("Blocked"),
            _ => throw new StoreUnavailableException("The test says so."),
        };
        using var browser = served.NewBrowser();

        using var pressed = await PressAsync(browser, link);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, pressed.StatusCode);
        Assert.False(pressed.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain(served.Sessions.All, entry => entry.Kind == PageEntryKind.Session);
        if (what != "fault")
        {
            Assert.Contains("You were not signed in", await pressed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        served.Chat.OnSend = _ => null;
        await served.MeetAsync(Deputy);
        using var again = await served.EnterAsync(Deputy);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(again, List)).Status);
    }

    [Fact]
    public async Task A_refusal_is_in_the_language_of_whom_the_link_was_for_and_else_in_the_browsers()
    {
        await using var served = await OpenAsync();
        await served.MeetAsync(Deputy, locale: "de-AT");
        var link = await served.AskAsync(Deputy);
        using var browser = served.NewBrowser();
        Assert.Contains("Als Dep Uty anmelden?", (await ReadAsync(browser, link)).Page, StringComparison.Ordinal);
        served.Time.Advance(RegisterSignIn.LinkHolds);

        Assert.Contains("Dieser Link galt 5 Minuten", (await ReadAsync(browser, link)).Page, StringComparison.Ordinal);
        browser.DefaultRequestHeaders.Add("Accept-Language", "fr;q=0.9, de-DE;q=0.8, en;q=0.1");
        Assert.Contains("Diesen Link gibt es nicht", (await ReadAsync(browser, "/register/enter")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_person_is_told_in_chat_from_which_browser_and_Not_me_ends_all_their_sessions()
    {
        await using var served = await OpenAsync();
        using var first = await served.EnterAsync(Deputy);
        using var second = await served.EnterAsync(Deputy);
        using var other = await served.EnterAsync(Iam);
        var unused = await served.AskAsync(Deputy);

        var told = Assert.IsType<ListView>(served.LastTold(Deputy));
        Assert.Contains("Firefox on Windows", told.Summary, StringComparison.Ordinal);
        Assert.Equal(["Not me"], told.Actions.Select(action => action.Title));
        await served.SignIn.EndAllAsync(TurnOf(Deputy), default);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(first, List)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(second, List)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(other, List)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(first, unused)).Status);
    }

    [Fact]
    public async Task A_session_is_good_for_eight_hours()
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);
        served.Time.Advance(RegisterSignIn.SessionHolds - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, List)).Status);

        served.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("This session is over", (await ReadAsync(browser, List)).Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DirectoryVerdict.Deactivated)]
    [InlineData(DirectoryVerdict.Guest)]
    [InlineData(DirectoryVerdict.Unknown)]
    public async Task A_session_goes_with_its_account_and_does_not_come_back_with_it(DirectoryVerdict verdict)
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);
        served.Chat.Directory[Deputy.Name] = served.Chat.Directory[Deputy.Name] with { Verdict = verdict };
        served.Time.Advance(TimeSpan.FromMinutes(15)); // as long as the directory's answer is taken for true

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(browser, List)).Status);
        await served.MeetAsync(Deputy);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(browser, List)).Status);
    }

    [Fact]
    public async Task A_session_lasts_through_an_outage_of_the_directory_but_opens_nothing_meanwhile()
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);
        served.Chat.Directory[Deputy.Name] = served.Chat.Directory[Deputy.Name] with { Verdict = DirectoryVerdict.Unavailable };
        served.Time.Advance(TimeSpan.FromMinutes(15));

        using var during = await browser.GetAsync(new Uri(List, UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, during.StatusCode);
        served.Chat.Directory[Deputy.Name] = served.Chat.Directory[Deputy.Name] with { Verdict = DirectoryVerdict.Member };

        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, List)).Status);
    }

    [Fact]
    public async Task Who_loses_the_right_to_the_register_is_out_at_the_next_request()
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);
        var link = await served.AskAsync(Deputy);

        served.Catalog.Current = served.Catalog.Current with { Roles = new CatalogRoles([], [Lee.Person]) };

        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(browser, List)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ReadAsync(browser, link)).Status);
    }

    [Fact]
    public async Task Who_leaves_is_out_and_a_form_from_elsewhere_does_neither()
    {
        await using var served = await OpenAsync();
        using var browser = await served.EnterAsync(Deputy);
        var proof = System.Text.RegularExpressions.Regex.Match((await ReadAsync(browser, List)).Page, "name=\"proof\" value=\"([^\"]+)\"").Groups[1].Value;

        Assert.Equal(HttpStatusCode.Forbidden, await LeaveAsync(browser, ""));
        Assert.Equal(HttpStatusCode.Forbidden, await LeaveAsync(browser, PageSecret.Draw(Deputy.Person).Sign("proof")));
        Assert.Equal(HttpStatusCode.OK, (await ReadAsync(browser, List)).Status);
        Assert.Equal(HttpStatusCode.OK, await LeaveAsync(browser, proof));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReadAsync(browser, List)).Status);
    }

    private static async Task<HttpStatusCode> LeaveAsync(HttpClient browser, string proof)
    {
        using var answer = await browser.PostAsync(
            new Uri("/register/leave", UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("proof", proof)]));
        return answer.StatusCode;
    }
}
