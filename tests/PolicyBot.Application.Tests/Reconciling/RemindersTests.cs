using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Approvers are reminded of all that waits for them by one message a day.</summary>
public sealed class RemindersTests
{
    private static readonly ExceptionId First = ExceptionId.Parse("PX-00000001");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-00000002");

    [Fact]
    public async Task After_its_hours_an_approver_is_reminded_and_the_requester_is_not()
    {
        var office = await WithOneAsync();

        await LookAsync(office, after: TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var early = office.MessagesOf(Ana).Count;
        await LookAsync(office, after: TimeSpan.FromSeconds(1));

        Assert.Equal((1, 2, 1), (early, office.MessagesOf(Ana).Count, office.MessagesOf(Sal).Count));
        Assert.Contains("Still waiting for you", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        Assert.Equal([Verbs.QueueNext], office.LastOf(Ana).View.Verbs());
    }

    [Fact]
    public async Task It_is_one_message_a_person_and_day_never_one_a_request()
    {
        var office = await WithOneAsync();
        await office.HoldAsync(new ARequest { Id = Second }.InReview());

        await LookAsync(office, TimeSpan.FromHours(24), First, Second, First);

        Assert.Equal(3, office.MessagesOf(Ana).Count); // two cards, one reminder
        Assert.Contains("2 requests wait for your decision.", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_again_the_next_day_at_the_same_hour_and_not_when_somebody_looks_at_night()
    {
        var office = await WithOneAsync();
        await LookAsync(office, TimeSpan.FromHours(24));

        await LookAsync(office, TimeSpan.FromHours(15)); // 00:00 UTC, 01:00 in Berlin: the daily look
        var atNight = office.MessagesOf(Ana).Count;
        await LookAsync(office, TimeSpan.FromHours(9));

        Assert.Equal((2, 3), (atNight, office.MessagesOf(Ana).Count));
        Assert.Equal(office.Time.GetUtcNow().AddDays(1),
            Reminders.NextFor(await office.StateAsync(First), office.Catalog.Current, office.Time.GetUtcNow()));
    }

    [Fact]
    public async Task A_reminder_over_which_a_host_died_is_sent_by_whoever_looks_after_it()
    {
        var office = await WithOneAsync();
        office.Time.Advance(TimeSpan.FromHours(24)); // here the sweep began, and planned the next look
        var nextLook = office.Time.GetUtcNow() + DueWorkProcessor.Reach;
        office.Time.Advance(TimeSpan.FromSeconds(40)); // it had much to reconcile before
        Assert.True(await office.People.TryClaimAsync(Ana.Person, "reminder|2026-11-21", default)); // and here it died

        await LookAsync(office, nextLook - office.Time.GetUtcNow());

        Assert.Contains("Still waiting for you", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_decided_is_not_reminded()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Id = First, Stages = [AStage.All(Ana, Bo)] }.InReview());
        await office.WishAsync(First, Ana.Approves());

        await LookAsync(office, TimeSpan.FromHours(24));

        Assert.DoesNotContain("Still waiting", office.LastOf(Ana).View.Words(), StringComparison.Ordinal);
        Assert.Contains("Still waiting", office.LastOf(Bo).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_sent_is_tried_again_and_what_may_have_arrived_is_not()
    {
        var office = await WithOneAsync();
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Later(TimeSpan.FromSeconds(5), "Throttled") : null;
        await LookAsync(office, TimeSpan.FromHours(24));
        var tries = 0;
        office.Teams.OnSend = to =>
            to.Account.Id == "ana" && ++tries > 0 ? new SendOutcome.Unsure(TimeSpan.FromSeconds(5), "Timeout") : null;

        await LookAsync(office, TimeSpan.FromMinutes(1));
        await LookAsync(office, TimeSpan.FromMinutes(1));

        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData(PauseReason.Trouble, 60)]
    [InlineData(PauseReason.Throttled, 5)]
    public async Task A_channel_in_trouble_is_left_alone_for_a_minute_and_one_that_is_busy_for_as_long_as_it_says(
        PauseReason because, int seconds)
    {
        var office = await WithOneAsync();
        office.Teams.OnSend = to =>
            to.Account.Id == "ana" ? new SendOutcome.Later(TimeSpan.FromSeconds(5), "code", because) : null;
        await LookAsync(office, TimeSpan.FromHours(24));

        Assert.Contains(office.Work.All, row => row.Due == office.Time.GetUtcNow().AddSeconds(seconds));
    }

    [Fact]
    public async Task A_reminder_over_which_the_store_or_the_host_died_comes_all_the_same()
    {
        var office = await WithOneAsync();
        office.Teams.OnSend = to => to.Account.Id == "ana" ? throw new StoreUnavailableException("Down just then.") : null;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => LookAsync(office, TimeSpan.FromHours(24)));
        office.Teams.OnSend = _ => null;

        await LookAsync(office, TimeSpan.FromMinutes(1));
        var early = office.MessagesOf(Ana).Count;
        await LookAsync(office, TimeSpan.FromMinutes(1));
        await LookAsync(office, TimeSpan.FromMinutes(5));

        Assert.Equal((1, 2), (early, office.MessagesOf(Ana).Count));
    }

    [Fact]
    public async Task A_reminder_leads_to_the_request_and_stays_true()
    {
        var office = await WithOneAsync();
        await LookAsync(office, TimeSpan.FromHours(24));
        var reminder = office.LastOf(Ana);

        var opened = await office.PressAsync(Ana, reminder, Verbs.QueueNext);
        await office.WishAsync(First, Sal.Withdraws());

        Assert.Equal(First, ((ApprovalView)opened).Id);
        Assert.DoesNotContain(Verbs.Approve, reminder.View.Verbs());
    }

    [Fact]
    public async Task Nobody_is_reminded_of_what_is_not_under_review()
    {
        var office = await WithOneAsync();
        await office.WishAsync(First, Ana.SendsBack());
        var before = office.MessagesOf(Ana).Count;

        await LookAsync(office, TimeSpan.FromHours(24));

        Assert.Equal(before, office.MessagesOf(Ana).Count);
        Assert.Null(Reminders.NextFor(await office.StateAsync(First), office.Catalog.Current, office.Time.GetUtcNow()));
    }

    private static async Task<Office> WithOneAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest { Id = First, Stages = [AStage.Needs(1, Ana)] }.InReview());
        return office;
    }

    private static async Task LookAsync(Office office, TimeSpan after, params ExceptionId[] at)
    {
        office.Time.Advance(after);
        foreach (var id in at.Length == 0 ? [First] : at)
        {
            await office.Reconciler.ReconcileAsync(id, default);
        }
    }
}
