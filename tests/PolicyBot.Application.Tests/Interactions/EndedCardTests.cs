using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What cards and lists say of an exception that a person ended, and of one that ends by the clock.</summary>
public sealed class EndedCardTests
{
    private static readonly ARequest OfPat = new() { Owner = Pat };

    public static TheoryData<string, string, string> Enders => new()
    {
        { "policy owner", "en", "20 Nov 2026, 10:00, by Iam Aziz (policy owner)" },
        { "policy owner", "de", "20. November 2026, 10:00 Uhr, durch Iam Aziz (verantwortlich für die Richtlinie)" },
        { "administrator", "en", "20 Nov 2026, 10:00, by Mallory Moss (administrator)" },
        { "administrator", "de", "20. November 2026, 10:00 Uhr, durch Mallory Moss (Administration)" },
        { "approver", "de", "20. November 2026, 10:00 Uhr, durch Ana Silva (hat darüber entschieden)" },
        { "owner", "de", "20. November 2026, 10:00 Uhr, durch Pat Lind (verantwortlich)" },
        { "requester", "de", "20. November 2026, 10:00 Uhr, durch Sal Ortiz (hat sie beantragt)" },
    };

    [Theory]
    [MemberData(nameof(Enders))]
    public void The_ended_card_says_who_ended_it_as_what_and_when_with_their_comment(string role, string language, string ended)
    {
        using var spoken = Languages.Use(language);
        var granted = OfPat.Granted();
        var record = role switch
        {
            "policy owner" => granted.After(Iam.Revokes(roles: Roles.PolicyOwner)),
            "administrator" => granted.After(Mallory.Revokes(roles: Roles.Administrator)),
            "approver" => granted.After(Ana.Revokes()),
            "owner" => granted.After(Pat.Closes()),
            _ => granted.After(Sal.Closes()),
        };

        var view = StatusScreen.Render(record.State, TestCatalog.Contoso, Bo.Person, record.Now);

        Assert.Contains(view.Parts, part => part.Text == ended);
        Assert.Contains(view.Parts, part => part.Quoted && part.Text == record.State.EndedBecause);
    }

    [Theory]
    [InlineData("en", "Ended: 20 Nov 2026, 10:00, by Ana Silva (approver)")]
    [InlineData("de", "Beendet: 20. November 2026, 10:00 Uhr, durch Ana Silva (hat darüber entschieden)")]
    public void The_post_in_a_channel_says_so_too_and_not_until_when_it_would_have_run(string language, string said)
    {
        using var spoken = Languages.Use(language);
        var revoked = new ARequest().Granted().After(Ana.Revokes());

        var view = (StatusView)ChannelPostScreen.Render(revoked.State, TestCatalog.Contoso, openedBy: 4);

        Assert.Contains(said, view.Parts.Select(part => $"{part.Label}: {part.Text}"));
        Assert.DoesNotContain("2027", view.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_say_of_what_ended_sooner_when_it_ended_and_not_until_when_it_would_have_run()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted().After(Ana.Revokes()));

        var mine = (ListView)(await office.SayAsync(Sal, "my requests")).View;
        var all = (ListView)(await office.SayAsync(Sal, "list all")).View;
        await office.SayAsync(Sal, "deutsch");
        var german = (ListView)(await office.SayAsync(Sal, "meine anträge")).View;

        Assert.All([mine, all], list => Assert.StartsWith(
            "HIGH: MFA off on svc-build, Sal Ortiz, ended 20 Nov 2026\n", Assert.Single(list.Lines).Text, StringComparison.Ordinal));
        Assert.Contains("beendet am 20. November 2026", Assert.Single(german.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_say_of_what_waits_for_a_decision_when_it_lapses_which_is_what_they_are_in_order_by()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var list = (ListView)(await office.SayAsync(Sal, "list open")).View;

        Assert.Equal(
            "HIGH: MFA off on svc-build, Sal Ortiz, until 15 Feb 2027\nLapses 4 Dec 2026, 10:00 unless somebody decides.\n"
            + "Multi-factor authentication (SEC-MFA)",
            Assert.Single(list.Lines).Text);
    }

    [Fact]
    public async Task The_register_shows_the_day_that_it_is_in_order_by()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        ARecord[] held =
        [
            new ARequest { Id = ExceptionId.Parse("PX-00000001") }.Granted(),
            new ARequest { Id = ExceptionId.Parse("PX-00000002") }.InReview(),
            new ARequest { Id = ExceptionId.Parse("PX-00000003"), ExpiresOn = new(2026, 11, 28) }.InReview(),
            new ARequest { Id = ExceptionId.Parse("PX-00000004") }.Granted().Later(TimeSpan.FromDays(3)).After(Ana.Revokes()),
            new ARequest { Id = ExceptionId.Parse("PX-00000005") }.Granted().After(Sal.Closes()),
        ];
        foreach (var record in held)
        {
            await office.HoldAsync(record);
        }

        var pages = new RegisterPages(
            office.Register, new ExceptionLists(office.Listings, office.Drafts, office.Counts, office.Catalog, office.Time),
            new RetiredExceptions(office.Stored, office.Catalog), office.Catalog, office.Time);
        var list = await pages.ListAsync(Sal.Person, new ListQuery { Text = "list all", Ended = true }, "", 0, default);

        Assert.Equal(
            ["28 Nov 2026, unless decided", "4 Dec 2026, unless decided", "15 Feb 2027", "23 Nov 2026", "20 Nov 2026"],
            list.Rows.Select(row => row.Ends));
    }

    [Theory]
    [InlineData("en", "21 Nov 2026, 10:00", "15 Feb 2027")]
    [InlineData("de", "21. November 2026, 10:00 Uhr", "15. Februar 2027")]
    public void What_was_started_before_its_review_shows_its_own_end_and_until_when_it_is_asked_for(
        string language, string until, string asked)
    {
        using var spoken = Languages.Use(language);
        var started = Started();

        var parts = StatusScreen.Render(started.State, TestCatalog.Contoso, Sal.Person, started.Now).Parts.Select(part => part.Text);

        Assert.Equal([until, asked], parts.Skip(2).Take(2));
    }

    [Theory]
    [InlineData("English", "when does my exception end?", "ends 21 Nov 2026, 10:00, in 1 day")]
    [InlineData("deutsch", "wann endet meine Ausnahme?", "endet 21. November 2026, 10:00 Uhr, in 1 Tag")]
    public async Task When_does_it_end_names_the_end_of_what_was_started_before_its_review(string language, string question, string said)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(Started());
        await office.SayAsync(Sal, language);

        var answer = await office.SayAsync(Sal, question);

        Assert.Contains(said, answer.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_its_last_day_it_ends_today()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { ExpiresOn = new(2026, 11, 20) }.Granted());

        var answer = await office.SayAsync(Sal, "when does my exception end?");

        Assert.Contains("ends Fri 20 Nov 2026, today", answer.View.Words(), StringComparison.Ordinal);
    }

    private static ARecord Started()
    {
        var draft = new ARequest().Draft();
        return draft.After(new ARequest().Submit(draft.Now) with
        {
            Emergency = new EmergencyStart(draft.Now.AddHours(72), draft.Now.AddHours(24)),
        });
    }
}
