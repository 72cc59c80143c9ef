using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Each person's home page: drawn when it is opened and redrawn when something changes. Nothing waits for it.</summary>
public sealed class HomePagesTests
{
    [Fact]
    public async Task The_page_shows_what_waits_for_me_riskiest_first()
    {
        var office = await Office.OpenAsync(Sal, Bo);
        await office.HoldAsync(new ARequest { Risk = RiskLabel.Medium }.InReview());
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-AAAAAAAA"), Risk = RiskLabel.Critical }.InReview());

        var page = await PageOfAsync(office, Bo);

        Assert.Equal(["PX-AAAAAAAA", "PX-7Q2M4X9K"], page.Sections[0].Lines.Select(line => line.Open!.Id!.Value.Value));
        Assert.All(page.Sections[0].Lines, line => Assert.Equal(Verbs.Status, line.Open!.Verb));
    }

    [Fact]
    public async Task The_page_shows_what_I_asked_for_apart_from_what_is_in_force_the_next_to_end_first()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-AAAAAAAA") }.Granted());
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-BBBBBBBB"), ExpiresOn = new(2026, 12, 24) }.Granted());
        await office.HoldAsync(new ARequest().InReview());

        var page = await PageOfAsync(office, Sal);

        Assert.Equal(["PX-7Q2M4X9K"], page.Sections[1].Lines.Select(line => line.Open!.Id!.Value.Value));
        Assert.Equal(["PX-BBBBBBBB", "PX-AAAAAAAA"], page.Sections[2].Lines.Select(line => line.Open!.Id!.Value.Value));
        Assert.Equal("Multi-factor authentication (SEC-MFA), until 24 Dec 2026", page.Sections[2].Lines[0].Text);
    }

    [Fact]
    public async Task An_empty_page_says_so_and_offers_to_ask()
    {
        var office = await Office.OpenAsync(Mallory);

        var page = await PageOfAsync(office, Mallory);

        Assert.All(page.Sections, section => Assert.Empty(section.Lines));
        Assert.All(page.Sections, section => Assert.NotEmpty(section.Empty));
        Assert.Equal([Verbs.Request, Verbs.Help], page.Verbs());
    }

    [Fact]
    public async Task A_stale_hint_of_the_index_puts_nobody_elses_exception_on_the_page()
    {
        var office = await Office.OpenAsync(Sal, Mallory);
        await office.HoldAsync(new ARequest().InReview());
        await office.Index.ProjectAsync(
            [new(Application.Ports.IndexHeading.ForPerson(Mallory.Person), ARequest.Sent, new ARequest().Id),
                new(Application.Ports.IndexHeading.WaitingFor(Mallory.Person), ARequest.Sent, new ARequest().Id)], [], default);

        var page = await PageOfAsync(office, Mallory);

        Assert.DoesNotContain("PX-7Q2M4X9K", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_served_is_told_why_and_shown_no_page()
    {
        var office = await Office.OpenAsync();

        var answer = await office.Desk.HomeAsync(new Sender(Office.AccountOf(Mallory), Private: true, null), default);

        Assert.IsType<ListView>(answer.View);
    }

    [Fact]
    public async Task The_page_of_everybody_concerned_who_has_one_follows_a_decision()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        await office.Background.DrainAsync();

        await office.WishAsync(new ARequest().Id, Ana.Approves());
        await office.Background.DrainAsync();

        Assert.Equal([1, 0], office.Home.Shown.Select(shown => shown.View.Sections[0].Lines.Count));
        // Sal and Ana have no page in Teams
        Assert.All(office.Home.Shown, shown => Assert.Equal(Office.AccountOf(Bo).Account, shown.Account));
    }

    [Fact]
    public async Task A_page_that_would_show_the_same_is_not_shown_again()
    {
        var office = await Office.OpenAsync(Sal, Bo);
        await office.HoldAsync(new ARequest().InReview());
        await office.Background.DrainAsync();

        await office.WishAsync(new ARequest().Id, Sal.Says());
        await office.Background.DrainAsync();

        Assert.Single(office.Home.Shown);
    }

    [Fact]
    public async Task Several_exceptions_that_move_at_once_show_a_page_once()
    {
        var office = await Office.OpenAsync(Sal, Bo);
        await office.HoldAsync(new ARequest().InReview());
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-AAAAAAAA") }.InReview());

        await office.Background.DrainAsync();

        Assert.Equal(2, Assert.Single(office.Home.Shown).View.Sections[0].Lines.Count);
    }

    [Fact]
    public async Task An_exception_that_is_merely_looked_at_again_costs_no_look_at_pages()
    {
        var office = await Office.OpenAsync(Sal, Bo);
        await office.HoldAsync(new ARequest().InReview());
        await office.Background.DrainAsync();
        await office.WishAsync(new ARequest().Id, Sal.Withdraws());
        office.Time.Advance(HomePages.EventIsNews);
        await office.Background.DrainAsync();
        var before = office.Home.Shown.Count;

        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Throws<InvalidOperationException>(() => office.Background.Take());
        Assert.Equal(2, before);
    }

    private static async Task<HomeView> PageOfAsync(Office office, Domain.Policies.Actor person) =>
        Assert.IsType<HomeView>((await office.Desk.HomeAsync(new Sender(Office.AccountOf(person), Private: true, null), default)).View);
}
