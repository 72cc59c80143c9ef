using PolicyBot.Application.Notifications;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Which message shows what, so that none keeps a live button it should not have, and none is drawn over a form.</summary>
public sealed class ShownMessagesTests
{
    [Fact]
    public async Task A_form_that_is_open_in_a_message_is_not_drawn_over()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.AskClose);

        await office.WishAsync(new ARequest().Id, Ana.Says());

        Assert.IsType<FormView>(card.View);
    }

    [Fact]
    public async Task A_form_that_was_left_is_drawn_over_at_once()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.AskClose);
        await office.PressAsync(Sal, card, Verbs.Status); // Back

        await office.WishAsync(new ARequest().Id, Ana.Says());

        Assert.Contains("The vendor has moved the date.", card.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_nobody_comes_back_to_gives_way_after_half_an_hour()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.AskClose);
        await office.WishAsync(new ARequest().Id, Ana.Revokes());
        var planned = office.Work.All.Any(item => item.Due == office.Time.GetUtcNow() + ShownMessages.FormStays);

        office.Time.Advance(ShownMessages.FormStays);
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.True(planned);
        Assert.Contains("Revoked", card.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_a_form_is_drawn_on_every_device()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().Granted());
        var card = office.LastOf(Sal);
        await office.PressAsync(Sal, card, Verbs.AskClose);

        await office.PressAsync(Sal, card, Verbs.Close, ("comment", "The vendor's keys are in use."));

        Assert.Contains("Closed", card.View.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain((await office.Stored.ReadAsync(new ARequest().Id, default))!.Notices, notice =>
            notice.NextTry > office.Time.GetUtcNow());
    }

    [Fact]
    public async Task What_an_approver_was_told_stays_long_enough_to_be_read_whatever_happens_meanwhile()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var card = office.LastOf(Ana);

        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        await office.WishAsync(new ARequest().Id, Sal.Says());
        var meanwhile = (card.View.Done, Words: card.View.Words());
        office.Time.Advance(PressedCard.SentenceStays);
        await office.Reconciler.ReconcileAsync(new ARequest().Id, default);

        Assert.Equal("Approved PX-7Q2M4X9K.", meanwhile.Done);
        Assert.Contains("The vendor has moved the date.", meanwhile.Words, StringComparison.Ordinal);
        Assert.Null(card.View.Done);
    }

    [Fact]
    public async Task A_card_that_keeps_standing_stays_known()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var shown = await office.SayAsync(Ana, "status PX-7Q2M4X9K");
        office.Register.IsOut = method => method == "TryCommitAsync";
        await office.PressAsync(Ana, shown, Verbs.Approve, ("comment", Wishes.Fine));
        office.Register.IsOut = _ => false;

        await office.WishAsync(new ARequest().Id, Bo.Rejects());

        Assert.DoesNotContain(Verbs.Approve, shown.View.Verbs());
    }

    [Fact]
    public async Task Looking_at_an_exception_does_not_draw_it_twice()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        var shown = await office.SayAsync(Ana, "status PX-7Q2M4X9K");

        Assert.Single(shown.Shown);
    }

    [Fact]
    public async Task A_message_that_shows_what_was_decided_between_reading_and_sending_is_drawn_again()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var stale = office.LastOf(Ana).View;
        await office.WishAsync(new ARequest().Id, Bo.Rejects());
        var sent = await office.SayAsync(Ana, "help"); // the newest message, as if it showed the stale view

        office.Teams.Answered(sent.Message, stale);
        await office.Shown.ShowAsync(Ana.Person, sent.Message, new ARequest().Id, stale, null, default);

        Assert.DoesNotContain(Verbs.Approve, sent.View.Verbs());
    }
}
