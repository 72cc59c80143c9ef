using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>What a press was answered with is said by that press alone, and an older message stays a line.</summary>
public sealed class SaidOnCardsTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task What_was_done_is_not_said_any_more_once_a_later_event_has_changed_the_card()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        await office.HoldAsync(new ARequest().InReview());
        var card = office.LastOf(Ana);
        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        var said = card.View.Done;

        await office.WishAsync(Id, Ana.Revokes());

        Assert.Equal($"Approved {Id}.", said);
        Assert.Contains("Revoked", card.View.Words(), StringComparison.Ordinal);
        Assert.Null(card.View.Done);
    }

    [Fact]
    public async Task What_was_sent_is_said_until_it_was_read_also_where_the_review_begins_meanwhile()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var message = await office.PreviewAsync(Sal);

        await office.PressAsync(Sal, message, Verbs.Submit);

        Assert.Contains("In review", message.View.Words(), StringComparison.Ordinal);
        Assert.NotNull(message.View.Done);
    }

    [Fact]
    public async Task A_press_on_an_older_message_leaves_it_a_line_that_says_why_nothing_was_done()
    {
        var (office, old, living) = await ReturnedAsync();

        var answer = await office.AnswerAsync(Sal, old, new ButtonAction(Verbs.Nudge, Id.Value, 1, new Dictionary<string, string>()));
        await office.Background.DrainAsync();

        Assert.NotNull(answer.View.Fault);
        Assert.Empty(old.View.Buttons());
        Assert.Equal(answer.View.Fault, old.View.Fault);
        Assert.Contains(Verbs.Revise, living.View.Verbs()); // the living card stays where it was
        office.Time.Advance(PressedCard.SentenceStays);
        await office.Reconciler.ReconcileAsync(Id, default);
        Assert.Null(old.View.Fault);
        Assert.Empty(old.View.Buttons());
    }

    [Fact]
    public async Task Looking_from_an_older_message_leaves_it_a_line()
    {
        var (office, old, living) = await ReturnedAsync();

        await office.AnswerAsync(Sal, old, new ButtonAction(Verbs.Status, Id.Value, 1, new Dictionary<string, string>()));
        await office.Background.DrainAsync();

        Assert.Empty(old.View.Buttons());
        Assert.Contains(Verbs.Revise, living.View.Verbs());
    }

    [Fact]
    public async Task What_is_done_from_an_older_message_is_drawn_on_the_living_card_and_the_older_one_stays_a_line()
    {
        var (office, old, living) = await ReturnedAsync();

        await office.AnswerAsync(
            Sal, old, new ButtonAction(Verbs.Comment, Id.Value, 1, new Dictionary<string, string> { ["comment"] = "It is on its way." }));
        await office.Background.DrainAsync();

        Assert.Contains("It is on its way.", living.View.Words(), StringComparison.Ordinal);
        Assert.Empty(old.View.Buttons());
    }

    // Sal's message of the request is a line since the one that says that it came back.
    private static async Task<(Office Office, FakeMessage Old, FakeMessage Living)> ReturnedAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var old = office.LastOf(Sal);
        await office.WishAsync(Id, Ana.SendsBack());
        var living = office.LastOf(Sal);
        Assert.NotSame(old, living);
        Assert.Empty(old.View.Buttons());
        return (office, old, living);
    }
}
