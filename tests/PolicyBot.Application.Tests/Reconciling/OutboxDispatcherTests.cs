using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>Every message arrives once, or its failure is reported.</summary>
public sealed class OutboxDispatcherTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task Settling_twice_sends_nothing_twice()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal((1, 1, 1), (office.MessagesOf(Sal).Count, office.MessagesOf(Ana).Count, office.MessagesOf(Bo).Count));
        Assert.All(office.Teams.Sent.Concat(office.Slack.Sent), message => Assert.Single(message.Shown));
    }

    [Fact]
    public async Task A_message_has_the_same_id_at_every_try()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());

        Assert.Equal($"{Id}|4|review|ana@contoso.example", office.LastOf(Ana).NoticeId);
    }

    [Fact]
    public async Task What_cannot_go_now_is_tried_again_after_growing_waits_and_never_sooner_than_the_channel_asked()
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
            return new SendOutcome.Later(TimeSpan.FromSeconds(tries.Count == 3 ? 90 : 2), "Throttled");
        };
        await office.HoldAsync(new ARequest().InReview());

        while (tries.Count < 6)
        {
            office.Time.Advance(TimeSpan.FromSeconds(1));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        Assert.Equal([5, 5, 90, 100, 200], tries.Zip(tries.Skip(1), (earlier, later) => (int)(later - earlier).TotalSeconds));
        Assert.Empty(office.MessagesOf(Ana));
    }

    [Fact]
    public async Task What_our_own_pace_holds_back_counts_as_no_try_and_goes_out_as_soon_as_it_may()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var held = new List<DateTimeOffset>();
        office.Teams.OnSend = to =>
        {
            if (to.Account.Id != "ana" || held.Count == 40)
            {
                return null;
            }

            held.Add(office.Time.GetUtcNow());
            return new SendOutcome.Later(TimeSpan.FromSeconds(3), "Paced", PauseReason.Held);
        };
        await office.HoldAsync(new ARequest().InReview());

        while (office.MessagesOf(Ana).Count == 0)
        {
            office.Time.Advance(TimeSpan.FromSeconds(1));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        Assert.All(held.Zip(held.Skip(1), (earlier, later) => (later - earlier).TotalSeconds), pause => Assert.Equal(3, pause));
        Assert.Equal(0, (await office.NoticeAsync(Id, NotificationKind.Review, Ana)).Attempts);
    }

    [Fact]
    public async Task Somebody_looks_again_when_a_message_was_put_off()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Later(TimeSpan.FromSeconds(30), "Throttled") : null;

        await office.HoldAsync(new ARequest().InReview());

        Assert.Contains(office.Work.All, item => item.Subject == Id.Value && item.Due == ARequest.Sent.AddSeconds(30));
    }

    [Fact]
    public async Task A_message_that_went_well_after_all_starts_anew_with_its_tries()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var first = true;
        office.Teams.OnSend = to => to.Account.Id == "ana" && first ? new SendOutcome.Later(TimeSpan.Zero, "Throttled") : null;
        await office.HoldAsync(new ARequest().InReview());
        first = false;

        office.Time.Advance(TimeSpan.FromSeconds(5));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Single(office.MessagesOf(Ana));
        Assert.Equal(0, (await office.NoticeAsync(Id, NotificationKind.Review, Ana)).Attempts);
    }

    [Fact]
    public async Task An_ask_that_is_no_longer_true_is_not_sent()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Slack.OnSend = _ => new SendOutcome.Later(TimeSpan.FromSeconds(10), "ratelimited");
        await office.HoldAsync(new ARequest().InReview());
        office.Slack.OnSend = _ => null;

        await office.WishAsync(Id, Ana.Rejects());
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Empty(office.MessagesOf(Bo));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_sent_anew_once()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var lost = office.LastOf(Sal);
        office.Teams.OnUpdate = message => message == lost ? new SendOutcome.Gone("MessageGone") : null;

        await office.WishAsync(Id, Bo.Says());
        await office.Reconciler.ReconcileAsync(Id, default);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(2, office.MessagesOf(Sal).Count);
        Assert.Contains("The vendor has moved the date.", office.LastOf(Sal).View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_looked_at_by_request_that_is_gone_is_not_sent_anew()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        var looked = await office.SayAsync(Bo, $"history {Id}");
        looked = await office.SayAsync(Bo, $"status {Id}");
        var count = office.MessagesOf(Bo).Count;
        office.Slack.OnUpdate = message => message == looked ? new SendOutcome.Gone("message_not_found") : null;

        await office.WishAsync(Id, Ana.Rejects());
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(count, office.MessagesOf(Bo).Count);
    }

    [Fact]
    public async Task A_poisoned_message_dies_alone_and_administrators_are_told_once()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Iam.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "sal" ? new SendOutcome.Never("BadSyntax") : null;

        await office.HoldAsync(new ARequest().InReview());
        await office.WishAsync(Id, Ana.Says());

        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
        Assert.Contains($"A message about {Id} was given up (BadSyntax).", Assert.Single(office.MessagesOf(Iam)).View.Words(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_try_is_counted_and_claimed_before_it_is_made()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        OutboxMessage? during = null;
        office.Teams.OnSend = to =>
        {
            during ??= to.Account.Id == "ana" ? office.NoticeAsync(Id, NotificationKind.Review, Ana).Result : null;
            return null;
        };

        await office.HoldAsync(new ARequest().InReview());

        Assert.Equal((1, ARequest.Sent + MessageLife.Lease, null), (during!.Attempts, during.LeasedUntil, during.Message));
    }

    [Fact]
    public async Task Nobody_sends_what_somebody_else_is_at()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var record = new ARequest().InReview();
        await office.Stored.TryCommitAsync(new Commit("seed", record.State, null, record.Events, []), default);
        await office.Stored.TryWriteAsync(Id,
            new OutboxMessage
            {
                Key = new OutboxKey(4, NotificationKind.Review, Ana.Person),
                Attempts = 1,
                LeasedUntil = ARequest.Sent.AddSeconds(30)
            }, default);

        await office.Reconciler.ReconcileAsync(Id, default);
        var meanwhile = office.MessagesOf(Ana).Count;
        office.Time.Advance(MessageLife.Lease);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal((0, 1), (meanwhile, office.MessagesOf(Ana).Count));
    }

    [Fact]
    public async Task What_could_outlast_the_claim_is_not_begun()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        office.Teams.OnSend = _ =>
        {
            office.Time.Advance(TimeSpan.FromSeconds(11));
            return null;
        };
        await office.HoldAsync(new ARequest { Stages = [AStage.Needs(1, Ana)] }.InReview());
        var sent = office.Teams.Sent.Count;

        office.Time.Advance(TimeSpan.FromSeconds(3));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal((1, 2), (sent, office.Teams.Sent.Count));
    }
}
