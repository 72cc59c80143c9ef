using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>Who decides on a renewal reads how the exception stands that it is to renew.</summary>
public sealed class RenewalCardTests
{
    private static readonly ARequest Old = new() { ExpiresOn = new(2026, 12, 31) };
    private static readonly ARequest Renewal =
        new() { Id = ExceptionId.Parse("PX-00000002"), Renews = Old.Id, Renewal = 1, Stages = [AStage.Needs(1, Ana, Bo)] };

    [Theory]
    [InlineData("English", "The exception that this one renews was revoked: 20 Nov 2026, 10:00.")]
    [InlineData("deutsch", "Die Ausnahme, die verlängert werden soll, wurde widerrufen: 20. November 2026, 10:00 Uhr.")]
    public async Task The_card_of_a_renewal_says_in_both_channels_that_what_it_renews_was_revoked_meanwhile(string language, string said)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.SayAsync(Ana, language);
        await office.SayAsync(Bo, language);
        await office.HoldAsync(Old.Granted());
        await office.HoldAsync(Renewal.InReview());
        await office.SweepAsync(); // the renewed one knows its renewal
        Assert.DoesNotContain(said, office.LastOf(Ana).View.Words(), StringComparison.Ordinal);

        await office.WishAsync(Old.Id, Ana.Revokes());
        await office.SweepAsync();

        var cards = new[] { Ana, Bo }.Select(approver => office.MessagesOf(approver).Select(message => message.View)
            .OfType<ApprovalView>().Single(card => card.Id == Renewal.Id));
        Assert.All(cards, card => Assert.Contains(said, card.Parts.Select(part => part.Text)));
    }

    [Fact]
    public async Task The_first_card_and_the_status_say_that_what_it_renews_is_suspended_and_stop_once_it_is_not()
    {
        const string Said = "The exception that this one renews is suspended, since 19 Dec 2026, 00:00: a condition was not kept.";
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var missed = Old.InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key."))
            .At(new(2026, 12, 15, 23, 0, 0, TimeSpan.Zero)).After(Wishes.Passes());
        var suspended = missed.At(missed.State.Promises[0].SuspendsAt!.Value).After(Wishes.Passes());
        office.Time.Advance(suspended.Now - ARequest.Sent);
        await office.HoldAsync(suspended);

        await office.HoldAsync(ARecord.New(Renewal.Id, suspended.Now).After(Renewal.Submit(suspended.Now)));

        Assert.Contains(Said, Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Parts.Select(part => part.Text));
        Assert.Contains(Said, (await office.SayAsync(Sal, $"status {Renewal.Id}")).View.Words(), StringComparison.Ordinal);

        await office.WishAsync(Old.Id, Sal.Proves());
        await office.WishAsync(Old.Id, Ana.AcceptsProof());
        await office.Reconciler.ReconcileAsync(Renewal.Id, default);

        Assert.DoesNotContain(Said, office.LastOf(Bo).View.Words(), StringComparison.Ordinal);
        Assert.Contains("is in force again", (await office.SayAsync(Sal, $"history {Renewal.Id}")).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_approver_decided_on_names_what_they_saw_of_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(Old.Granted());
        await office.HoldAsync(Renewal.InReview());
        await office.SweepAsync();
        var before = (await office.StateAsync(Renewal.Id)).Version;
        await office.WishAsync(Old.Id, Ana.Revokes());
        await office.SweepAsync();

        await office.PressAsync(Bo, office.LastOf(Bo), Verbs.Approve, ("comment", Wishes.Fine));

        var facts = (await office.Stored.ReadAsync(Renewal.Id, default))!.Events.Select(stored => RecordedEvent.Read(stored.Json).Fact);
        Assert.Contains(facts.Skip((int)before), fact => fact is ExceptionEvent.RenewedNoted { Status: Status.Revoked });
        Assert.Null((await office.StateAsync(Renewal.Id)).Ender);
        Assert.Equal(Status.Approved, (await office.StateAsync(Renewal.Id)).Status);
    }
}
