using System.Globalization;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Where buttons answer a question, the card asks it, and says what is due, by when and by whom.</summary>
public sealed class QuestionsOnCardsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task The_status_after_the_end_asks_what_Yes_and_Not_yet_answer()
    {
        var office = await OpenAsync(new ARequest().Granted());
        await LookAtAsync(office, "2027-02-15T23:00:00Z");

        var status = (await office.SayAsync(Sal, $"status {Id}")).View;
        var others = (await office.SayAsync(Ana, $"status {Id}")).View;

        Assert.Contains(Verbs.AskMet, status.Verbs());
        Assert.Contains("Is the policy met again? Please answer by", status.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Is the policy met again?", others.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_of_who_is_named_owner_asks_what_I_accept_answers()
    {
        var office = await OpenAsync(new ARequest { Owner = Pat }.InReview());

        var status = (await office.SayAsync(Pat, $"status {Id}")).View;

        Assert.Contains(Verbs.OwnerAccept, status.Verbs());
        Assert.Contains(Words.OwnerAskText.Replace("{0}", Sal.Name, StringComparison.Ordinal), status.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_one_whose_condition_was_shown_says_that_an_approver_has_yet_to_take_the_proof()
    {
        var office = await OpenAsync(new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.")));
        await LookAtAsync(office, "2026-12-15T23:00:00Z");
        await LookAtAsync(office, "2026-12-18T23:00:00Z");
        var before = office.LastOf(Ana).View.Words();

        await office.WishAsync(Id, Sal.Proves());

        Assert.Contains("is suspended until", before, StringComparison.Ordinal);
        Assert.All(new[] { office.LastOf(Ana), office.LastOf(Iam), office.LastOf(Sal) }, message =>
            Assert.DoesNotContain("suspended until", message.View.Words(), StringComparison.Ordinal));
        Assert.Contains("Take the proof, and it is in force again; or send it back.", office.LastOf(Ana).View.Words(),
            StringComparison.Ordinal);
        Assert.Contains("an approver has yet to take the proof", (await office.SayAsync(Sal, $"status {Id}")).View.Words(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ping_offers_to_show_the_condition_that_is_still_open_and_says_who_shows_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview().After(Ana.ApprovesOn(new(2027, 2, 12), "Rotate the key.")));

        await LookAtAsync(office, "2027-02-01T08:00:00Z");

        var ping = Assert.IsType<StatusView>(office.LastOf(Sal).View);
        Assert.Contains("Ends in 14 days", ping.Heading, StringComparison.Ordinal);
        Assert.Equal(["Renew", "Show that it is kept", "Close: fixed", "Let it end"], ping.Actions.Select(action => action.Title));
        Assert.Equal("Rotate the key.", ping.Part("Condition 1, due 12 Feb 2027"));
        Assert.Contains($"{Sal.Person} shows by the end of that day that it is kept.", ping.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_due_says_in_a_line_what_and_by_when()
    {
        var catalog = TestCatalog.Contoso with
        {
            Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 30 })],
        };
        var state = new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 18), "Rotate the key.")).State;
        var now = new DateTimeOffset(2026, 12, 21, 8, 0, 0, TimeSpan.Zero);

        string What(OwnerQuestion question) => OwnerScreens.What(state, new OwnerAsk(question, 1, now), catalog, now);

        Assert.Equal("Ends on 15 Feb 2027: until then renew it, close it or let it end", What(OwnerQuestion.Renew));
        Assert.Equal("Show by 18 Dec 2026 that its condition is kept", What(OwnerQuestion.ShowPromise));
        Assert.Equal("Say by 23 Dec 2026, 09:00 that it is still needed, or close it", What(OwnerQuestion.Attest));
    }

    [Fact]
    public async Task Still_needed_is_answered_with_what_was_noted_and_when_it_is_asked_again()
    {
        var office = await OpenAsync(new ARequest().Granted());
        await LookAtAsync(office, "2026-12-20T08:00:00Z");
        var asked = office.LastOf(Sal);
        Assert.Contains("Please say by 23 Dec 2026, 09:00 that it is still needed", asked.View.Words(), StringComparison.Ordinal);

        await office.PressAsync(Sal, asked, Verbs.AskAttest);
        var answer = await office.PressAsync(Sal, asked, Verbs.Attest, ("comment", "The alert fired in the last test."));

        Assert.Equal($"Noted: {Id} is still needed. You are asked again on 19 Jan 2027.", answer.Done);
    }

    [Fact]
    public async Task The_last_Still_needed_is_answered_with_the_end()
    {
        var office = await OpenAsync(new ARequest().Granted());
        await LookAtAsync(office, "2027-01-19T08:00:00Z");

        await office.PressAsync(Sal, office.LastOf(Sal), Verbs.AskAttest);
        var answer = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Attest, ("comment", "The alert fired in the last test."));

        Assert.Equal($"Noted: {Id} is still needed. You are not asked again before its end on 15 Feb 2027.", answer.Done);
    }

    [Fact]
    public void An_attestation_that_was_missed_says_so_and_not_by_when()
    {
        var catalog = TestCatalog.Contoso with
        {
            Policies = [.. TestCatalog.Contoso.Policies.Select(policy => policy with { ReviewEveryDays = 30 })],
        };
        var missed = new ARequest().Granted().After(Wishes.MissesAttestation(new(2026, 12, 20))).State;

        var words = OwnerScreens.Agenda(missed, catalog, new(2026, 12, 23, 9, 0, 0, TimeSpan.Zero))!.Words();

        Assert.Contains("It was due by 23 Dec 2026, 09:00 and counts as missed", words, StringComparison.Ordinal);
    }

    private static async Task<Office> OpenAsync(ARecord record)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Pat, Iam);
        office.Catalog.Current = office.Catalog.Current with
        {
            Policies = [.. office.Catalog.Current.Policies.Select(policy => policy with { ReviewEveryDays = 30 })],
        };
        await office.HoldAsync(record);
        return office;
    }

    private static async Task LookAtAsync(Office office, string instant)
    {
        office.Time.Advance(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture) - office.Time.GetUtcNow());
        await office.Reconciler.ReconcileAsync(Id, default);
    }
}
