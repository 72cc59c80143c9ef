using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Reviews that wait while an approver is away, over the whole product on fakes.</summary>
public sealed class DelegationCommandTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task A_delegation_applies_to_reviews_that_are_open_and_to_those_to_come()
    {
        var office = await OpenAsync();

        var answer = await office.SayAsync(Ana, "delegate to deputy@contoso.example until 2026-11-30");
        await SweepAsync(office);
        await office.HoldAsync(new ARequest { Id = ExceptionId.Parse("PX-00000002") }.InReview());

        Assert.Contains("Until the end of 30 Nov 2026, deputy@contoso.example may decide", answer.View.Words(), StringComparison.Ordinal);
        Assert.All(office.MessagesOf(Deputy), message => Assert.IsType<ApprovalView>(message.View));
        Assert.Equal(2, office.MessagesOf(Deputy).Count);
        Assert.Contains("deputy@contoso.example may decide for Ana Silva until 1 Dec 2026, 00:00.",
            office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_handed_over_sees_what_was_decided_on_their_behalf()
    {
        var office = await OpenAsync();
        await office.SayAsync(Ana, "Delegate to <mailto:Deputy@contoso.example|Deputy@contoso.example> until 30 Nov 2026");
        await SweepAsync(office);

        await office.PressAsync(Deputy, office.LastOf(Deputy), Verbs.Approve, ("comment", "Covered by the vault key for now."));

        var anas = office.MessagesOf(Ana)[0].View;
        Assert.Contains("Dep Uty (for Ana Silva) approved on", anas.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(Verbs.Approve, anas.Verbs());
    }

    [Fact]
    public async Task Delegate_off_takes_the_buttons_away_again()
    {
        var office = await OpenAsync();
        await office.SayAsync(Ana, "delegate to deputy@contoso.example until 2026-11-30");
        await SweepAsync(office);

        await office.SayAsync(Ana, "delegate off");
        await SweepAsync(office);

        Assert.DoesNotContain(Verbs.Approve, office.LastOf(Deputy).View.Verbs());
        Assert.Equal([Ana.Person, Bo.Person], (await office.StateAsync(Id)).Review!.Asked);
        Assert.Contains("Nobody decides for you.", (await office.SayAsync(Ana, "delegate")).View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("until Friday", "27 Nov 2026")]
    [InlineData("until 3 January", "3 Jan 2027")]
    [InlineData("until 15 February 2027", "15 Feb 2027")]
    [InlineData("till 31/01/2027", "31 Jan 2027")]
    [InlineData("until end of next month", "31 Dec 2026")]
    [InlineData("bis Ende Januar", "31 Jan 2027")]
    [InlineData("bis zum 15.12.", "15 Dec 2026")]
    [InlineData("for two weeks", "4 Dec 2026")]
    public async Task Reviews_are_handed_over_until_a_day_as_people_say_it(string typed, string day)
    {
        var office = await OpenAsync();

        var answer = await office.SayAsync(Ana, $"delegate to deputy@contoso.example {typed}");

        Assert.Contains($"Until the end of {day}, deputy@contoso.example may decide", answer.View.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delegate to deputy@contoso.example until 03/04/2027", "3 Apr 2027 or 4 Mar 2027")]
    [InlineData("delegate to deputy@contoso.example until 30 February", "There is no such day. The nearest is Sun 28 Feb 2027.")]
    [InlineData("delegate to deputy@contoso.example", "Write for example")]
    [InlineData("delegate deputy", "Write for example")]
    [InlineData("delegate to deputy@contoso.example until soon", "Write for example")]
    [InlineData("delegate to ANA@contoso.example until 2026-11-30", "You decide for yourself already.")]
    [InlineData("delegate to deputy@contoso.example until 2026-11-19", "Choose a day from 20 Nov 2026 to 21 Nov 2027.")]
    [InlineData("delegate to deputy@contoso.example until 2027-11-22", "Choose a day from")]
    [InlineData("delegate to nobody@contoso.example until 2026-11-30", "nobody@contoso.example cannot be reached")]
    public async Task What_cannot_be_is_said_and_changes_nothing(string typed, string said)
    {
        var office = await OpenAsync();

        var answer = await office.SayAsync(Ana, typed);

        Assert.Contains(said, answer.View.Words(), StringComparison.Ordinal);
        Assert.Null(await office.Delegations.OfAsync(Ana.Person, default));
    }

    [Fact]
    public async Task A_delegate_is_reminded_and_who_handed_over_is_not()
    {
        var office = await OpenAsync();
        await office.SayAsync(Ana, "delegate to deputy@contoso.example until 2026-11-30");
        await SweepAsync(office);
        var before = office.MessagesOf(Ana).Count;

        office.Time.Advance(TimeSpan.FromHours(24));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(before, office.MessagesOf(Ana).Count);
        Assert.Contains("Still waiting", office.LastOf(Deputy).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_takes_too_long_is_asked_of_others_once_at_its_hour()
    {
        var office = await OpenAsync();
        office.Catalog.Current = TestCatalog.Contoso with { Review = new ReviewSettings(24, 72, "ciso-office") };
        office.Time.Advance(TimeSpan.FromHours(72) - TimeSpan.FromSeconds(1));
        await office.Reconciler.ReconcileAsync(Id, default);
        var early = office.MessagesOf(Ciso).Count;
        Assert.Contains(office.Work.All, item => item.Due == ARequest.Sent.AddHours(72));

        office.Time.Advance(TimeSpan.FromSeconds(1));
        await office.Reconciler.ReconcileAsync(Id, default);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal((0, 1), (early, office.MessagesOf(Ciso).Count));
        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.Contains("Nobody decided in time, so these are asked too: ciso@contoso.example.", office.LastOf(Sal).View.Words(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nudge_is_a_new_card_for_who_must_decide_and_the_old_one_shrinks()
    {
        var office = await OpenAsync();

        var answer = await office.PressAsync(Sal, office.LastOf(Sal), Verbs.Nudge);

        Assert.Equal("Asked once more: ana@contoso.example, bo@contoso.example.", answer.Done);
        Assert.DoesNotContain(Verbs.Nudge, office.LastOf(Sal).View.Verbs());
        Assert.Equal([false, true], office.MessagesOf(Ana).Select(message => message.View.Verbs().Contains(Verbs.Approve)));
        Assert.Single(office.MessagesOf(Sal));
    }

    [Fact]
    public async Task An_approver_who_leaves_is_replaced_by_the_fallback()
    {
        var office = await OpenAsync();

        await office.AccountRemoval.LeftAsync(Office.AccountOf(Ana).Account, "removed", default);
        await SweepAsync(office);

        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.Contains("ana@contoso.example cannot be reached; asked instead: ciso@contoso.example.", office.LastOf(Sal).View.Words(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approver_whose_account_takes_no_reminder_any_more_is_replaced_too()
    {
        var office = await OpenAsync();
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("MessageWritesBlocked") : null;

        office.Time.Advance(TimeSpan.FromHours(24));
        await office.Reconciler.ReconcileAsync(Id, default);
        await SweepAsync(office);

        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.DoesNotContain(office.Work.All, item => item.Due <= office.Time.GetUtcNow()); // it comes to rest
    }

    private static async Task<Office> OpenAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Deputy);
        await office.HoldAsync(new ARequest().InReview());
        return office;
    }

    /// <summary>Processes what is due now.</summary>
    private static async Task SweepAsync(Office office)
    {
        for (var round = 0; round < 5 && await office.Work.DueAsync(office.Time.GetUtcNow(), 100, default) is { Count: > 0 } due; round++)
        {
            foreach (var item in due)
            {
                await office.Work.RemoveAsync(item, default);
                await office.Reconciler.ReconcileAsync(ExceptionId.Parse(item.Subject), default);
            }
        }
    }
}
