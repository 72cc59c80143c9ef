using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>What a channel in trouble, or a host that dies, does to messages: no person is replaced, and nothing stays live.</summary>
public sealed class ChannelTroubleTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task A_channel_that_says_429_once_is_asked_again_after_the_pause_it_named_and_that_is_no_try()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Teams.OnSend = to => to.Account.Id == "ana"
            ? new SendOutcome.Later(TimeSpan.FromSeconds(1), "Throttled", PauseReason.Throttled)
            : null;
        await office.HoldAsync(new ARequest().InReview());
        var after = await office.NoticeAsync(Id, NotificationKind.Review, Ana);
        office.Teams.OnSend = _ => null;
        office.Time.Advance(TimeSpan.FromSeconds(2));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal((0, ARequest.Sent.AddSeconds(2)), (after.Attempts, after.NextTry));
        Assert.Single(office.MessagesOf(Ana));
    }

    [Fact]
    public async Task A_channel_that_goes_on_saying_429_is_asked_at_a_growing_distance_up_to_a_minute()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var tries = new List<DateTimeOffset>();
        office.Teams.OnSend = to =>
        {
            if (to.Account.Id != "ana")
            {
                return null;
            }

            tries.Add(office.Time.GetUtcNow());
            return new SendOutcome.Later(TimeSpan.FromSeconds(1), "Throttled", PauseReason.Throttled);
        };
        await office.HoldAsync(new ARequest().InReview());

        while (tries.Count < 20)
        {
            office.Time.Advance(TimeSpan.FromSeconds(1));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        var pauses = tries.Zip(tries.Skip(1), (earlier, later) => (later - earlier).TotalSeconds).ToList();
        Assert.Equal([2, 2, 2, 3, 5], pauses[..5]);
        Assert.Equal(60, pauses[^1]);
    }

    [Fact]
    public async Task A_card_that_a_channel_never_takes_replaces_nobody_who_can_be_reached()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Never("BadSyntax") : null;

        await office.HoldAsync(new ARequest().InReview());
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
        Assert.Contains("was given up (BadSyntax)", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_host_died_is_found_and_loses_its_buttons_though_it_is_not_wanted_any_more()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Slack.CanFindSent = true;
        await office.HoldAsync(new ARequest().InReview());
        var card = office.LastOf(Bo);
        var stored = await office.NoticeAsync(Id, NotificationKind.Review, Bo);
        // the host died after Slack took it, and before it heard so
        await office.Stored.TryWriteAsync(
            Id, stored with { Message = null, Shown = "", Attempts = 1, LeasedUntil = ARequest.Sent + MessageLife.Lease }, default);

        await office.WishAsync(Id, Ana.Rejects());
        var meanwhile = card.View;
        office.Time.Advance(MessageLife.Lease);
        await office.SweepAsync();

        Assert.IsType<ApprovalView>(meanwhile);
        Assert.DoesNotContain(Verbs.Approve, card.View.Verbs());
        Assert.Single(office.MessagesOf(Bo));
    }

    [Fact]
    public async Task A_message_whose_host_died_before_it_was_sent_is_not_sent_once_it_is_not_wanted()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Slack.CanFindSent = true;
        var record = new ARequest().InReview();
        await office.Stored.TryCommitAsync(new Commit("seed", record.State, null, record.Events, []), default);
        var claimed = MessageLife.Claim(new OutboxMessage { Key = new OutboxKey(4, NotificationKind.Review, Bo.Person) }, ARequest.Sent);
        await office.Stored.TryWriteAsync(Id, claimed, default);

        await office.WishAsync(Id, Ana.Rejects());
        office.Time.Advance(MessageLife.Lease);
        await office.SweepAsync();

        Assert.Empty(office.MessagesOf(Bo));
        Assert.Equal(default, (await office.NoticeAsync(Id, NotificationKind.Review, Bo)).LeasedUntil);
    }

    [Fact]
    public async Task A_message_that_may_have_arrived_is_tried_seldom_at_first_and_for_as_long_as_it_is_wanted()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var tries = new List<DateTimeOffset>();
        office.Teams.OnSend = to =>
        {
            if (to.Account.Id == "sal")
            {
                tries.Add(office.Time.GetUtcNow());
                return new SendOutcome.Unsure(TimeSpan.FromSeconds(1), "Timeout");
            }

            return null;
        };
        await office.HoldAsync(new ARequest().InReview());

        while (tries.Count < 7)
        {
            office.Time.Advance(TimeSpan.FromSeconds(5));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        Assert.Equal([15, 45, 180, 720, 2880, 3600], tries.Zip(tries.Skip(1), (earlier, later) => (int)(later - earlier).TotalSeconds));
    }

    [Fact]
    public async Task A_channel_that_is_down_for_a_day_makes_nobody_unreachable_and_administrators_hear_of_its_start_and_its_end()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unsure(TimeSpan.Zero, "Http502") : null;
        await office.HoldAsync(new ARequest().InReview());

        for (var minutes = 0; minutes < 60 * 26; minutes += 5)
        {
            office.Time.Advance(TimeSpan.FromMinutes(5));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        var began = office.MessagesOf(Deputy).Select(message => message.View.Summary).ToList();
        office.Teams.OnSend = _ => null;
        office.Time.Advance(TimeSpan.FromHours(1));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(["Teams takes no messages"], began);
        Assert.Equal("Teams takes messages again", office.LastOf(Deputy).View.Summary);
        Assert.Equal(2, office.MessagesOf(Deputy).Count);
        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Ana)).View);
        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
    }

    [Fact]
    public async Task Administrators_whose_channel_took_nothing_hear_of_a_card_that_was_given_up_at_the_next_reconciling()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Never("BadSyntax") : null;
        office.Slack.OnSend = _ => new SendOutcome.Later(TimeSpan.Zero, "Http503");
        await office.HoldAsync(new ARequest().InReview());
        office.Slack.OnSend = _ => null;

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Contains("was given up (BadSyntax)", Assert.Single(office.MessagesOf(Deputy)).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redraw_that_is_refused_for_no_known_reason_leaves_the_card_alive_until_it_is_taken_and_is_no_outage()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        await office.HoldAsync(new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview());
        var card = office.LastOf(Ana);
        office.Teams.OnUpdate = _ => new SendOutcome.Later(TimeSpan.FromMinutes(1), "NeverHeardOf", PauseReason.Refused);
        await office.WishAsync(Id, Sal.Says());
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.Reconciler.ReconcileAsync(Id, default);
        Assert.Contains(Verbs.Approve, card.View.Verbs());
        office.Teams.OnUpdate = _ => null;
        office.Time.Advance(TimeSpan.FromHours(1));

        await office.SweepAsync();

        Assert.Equal(2, card.Shown.Count);
        Assert.Empty(office.MessagesOf(Deputy));
    }

    [Fact]
    public async Task A_card_that_could_not_be_redrawn_follows_its_exception_again_once_its_person_presses_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview());
        office.Teams.OnUpdate = _ => new SendOutcome.Never("MessageSizeTooBig");
        await office.WishAsync(Id, Sal.Says());
        office.Teams.OnUpdate = _ => null;
        var card = office.LastOf(Ana);

        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        await office.WishAsync(Id, Bo.Rejects());

        Assert.Contains("Rejected", card.View.Words(), StringComparison.Ordinal);
        Assert.Single(office.MessagesOf(Ana));
    }

    [Fact]
    public async Task A_card_that_could_not_be_redrawn_twice_follows_its_exception_again_once_its_person_presses_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview());
        var card = office.LastOf(Ana);
        foreach (var verb in new[] { Verbs.Approve, Verbs.History })
        {
            office.Teams.OnUpdate = _ => new SendOutcome.Never("MessageSizeTooBig");
            await office.WishAsync(Id, Sal.Says());
            office.Teams.OnUpdate = _ => null;
            await office.AnswerAsync(
                Ana, card, new ButtonAction(verb, Id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine }));
            await office.Background.DrainAsync();
        }

        await office.WishAsync(Id, Bo.Rejects());

        Assert.Contains("Rejected", card.View.Words(), StringComparison.Ordinal);
    }
}
