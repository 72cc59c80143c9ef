using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>A channel that refuses to redraw a card, for no known reason: tried for a day, then given up and told.</summary>
public sealed class RefusedRedrawTests
{
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly SendOutcome Refused = new SendOutcome.Later(TimeSpan.FromMinutes(1), "NeverHeardOf", PauseReason.Refused);
    private static readonly SendOutcome Down = new SendOutcome.Later(TimeSpan.Zero, "Http503");

    [Fact]
    public async Task After_a_day_of_refusals_a_message_is_given_up_and_administrators_are_told_once()
    {
        var office = await OpenAsync();
        var tries = 0;
        office.Teams.OnUpdate = message => Counted(message.To.Id == "ana");
        await office.WishAsync(Id, Sal.Says());

        await PassAsync(office, TimeSpan.FromHours(23));
        var before = (await office.NoticeAsync(Id, NotificationKind.Review, Ana), office.MessagesOf(Deputy).Count);
        await PassAsync(office, TimeSpan.FromHours(49));
        var tried = tries;
        await PassAsync(office, TimeSpan.FromHours(3));

        Assert.Equal(("", 0), (before.Item1.DeadBecause, before.Count));
        Assert.Equal("NeverHeardOf", (await office.NoticeAsync(Id, NotificationKind.Review, Ana)).DeadBecause);
        Assert.Contains("was given up (NeverHeardOf)", Assert.Single(ToldOf(office)), StringComparison.Ordinal);
        Assert.InRange(tried, 20, 40);
        Assert.Equal(tried, tries);

        SendOutcome Counted(bool isAna)
        {
            tries += isAna ? 1 : 0;
            return Refused;
        }
    }

    [Fact]
    public async Task A_card_that_was_given_up_after_refusals_lives_again_once_its_person_presses_it()
    {
        var office = await OpenAsync();
        var card = office.LastOf(Ana);
        office.Teams.OnUpdate = _ => Refused;
        await office.WishAsync(Id, Sal.Says());
        await PassAsync(office, TimeSpan.FromHours(26));
        office.Teams.OnUpdate = _ => null;

        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        await office.WishAsync(Id, Bo.Rejects());

        Assert.Contains("Rejected", card.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_whose_channel_took_nothing_hear_later_of_a_card_that_was_refused_for_a_day()
    {
        var office = await OpenAsync();
        office.Teams.OnUpdate = _ => Refused;
        office.Slack.OnSend = _ => Down;
        await office.WishAsync(Id, Sal.Says());
        await PassAsync(office, TimeSpan.FromHours(26));
        office.Slack.OnSend = _ => null;

        await PassAsync(office, TimeSpan.FromHours(2));

        Assert.Contains(office.MessagesOf(Deputy), told => told.View.Words().Contains("given up (NeverHeardOf)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_failure_after_hours_of_refusals_is_no_outage_since_the_first_of_them()
    {
        var office = await OpenAsync();
        office.Teams.OnUpdate = _ => Refused;
        await office.WishAsync(Id, Sal.Says());
        await PassAsync(office, TimeSpan.FromHours(5));
        var failed = new HashSet<MessageRef>();
        office.Teams.OnUpdate = message => failed.Add(message.Message) ? Down : null;

        await PassAsync(office, TimeSpan.FromHours(3));

        Assert.Contains(office.LastOf(Ana).Message, failed);
        Assert.Empty(office.MessagesOf(Deputy));
    }

    [Fact]
    public void A_refusal_after_redraws_that_were_not_due_for_days_begins_a_day_of_its_own()
    {
        var first = MessageLife.After(Claimed(null), Refused, "", ARequest.Sent);

        var later = MessageLife.After(Claimed(first), Refused, "", ARequest.Sent.AddDays(5));
        var last = MessageLife.After(Claimed(first) with { NextTry = ARequest.Sent.AddHours(24) }, Refused, "", ARequest.Sent.AddHours(24));

        Assert.Equal(("", ARequest.Sent.AddDays(5)), (later.DeadBecause, later.RefusedSince));
        Assert.Equal("NeverHeardOf", last.DeadBecause);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_that_is_found_and_may_not_be_redrawn_yet_is_kept_and_only_redrawn(bool isWanted)
    {
        var office = await OpenAsync();
        office.Slack.CanFindSent = true;
        var (card, stored) = (office.LastOf(Bo), await office.NoticeAsync(Id, NotificationKind.Review, Bo));
        await office.Stored.TryWriteAsync(Id, stored with { Message = null, Shown = "", Attempts = 1, Unsure = true }, default);
        office.Slack.OnUpdate = _ => Refused;
        await office.WishAsync(Id, isWanted ? Sal.Says() : Ana.Rejects());
        var kept = await office.NoticeAsync(Id, NotificationKind.Review, Bo);
        office.Slack.OnFindSent = () => throw new InvalidOperationException("it is known where it is");
        office.Slack.OnUpdate = _ => null;

        await PassAsync(office, TimeSpan.FromHours(1));

        Assert.Equal((card.Message, "", false), (kept.Message, kept.Shown, kept.Unsure));
        Assert.Equal(isWanted, card.View.Verbs().Contains(Verbs.Approve));
        Assert.Equal(2, card.Shown.Count);
        Assert.Single(office.MessagesOf(Bo), message => message.NoticeId == card.NoticeId);
    }

    [Fact]
    public async Task Decided_lines_of_a_queue_card_that_is_refused_for_a_day_let_go_of_it_and_administrators_are_told_once()
    {
        var office = await OpenAsync(held: false);
        ExceptionId[] ids = [.. Enumerable.Range(1, 6).Select(number => ExceptionId.Parse($"PX-0000000{number}"))];
        foreach (var id in ids)
        {
            await office.HoldAsync((new ARequest { Id = id }).InReview());
            office.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var queue = office.MessagesOf(Ana).Last(message => message.View is ListView { Lines.Count: > 0 });
        office.Teams.OnUpdate = message => message.Message.IsSameAs(queue.Message) ? Refused : null;
        foreach (var id in ids[3..])
        {
            await office.WishAsync(id, Bo.Approves());
        }

        for (var hours = 0; hours < 30; hours++)
        {
            office.Time.Advance(TimeSpan.FromHours(1));
            foreach (var id in ids[3..])
            {
                await office.Reconciler.ReconcileAsync(id, default);
            }
        }

        foreach (var id in ids[3..])
        {
            var line = (await office.Stored.ReadAsync(id, default))!.Notices
                .Single(notice => notice.Key.Kind == NotificationKind.Review && notice.Key.Person == Ana.Person);
            Assert.Equal((false, null), (line.InQueue, line.Message));
        }

        Assert.Single(ToldOf(office));
    }

    private static IEnumerable<string> ToldOf(Office office) => office.MessagesOf(Deputy).Select(message => message.View.Words())
        .Where(words => words.Contains("given up (NeverHeardOf)", StringComparison.Ordinal));

    private static OutboxMessage Claimed(OutboxMessage? message) => (message ?? new OutboxMessage
    {
        Key = new OutboxKey(4, NotificationKind.Review, Ana.Person),
        Message = new MessageRef("teams", "", "a:1", "1"),
    }) with
    { Attempts = 1, LeasedUntil = ARequest.Sent };

    private static async Task<Office> OpenAsync(bool held = true)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Deputy);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Deputy.Person]) };
        if (held)
        {
            await office.HoldAsync(new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview());
        }

        return office;
    }

    private static async Task PassAsync(Office office, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(10))
        {
            office.Time.Advance(TimeSpan.FromMinutes(10));
            await office.Reconciler.ReconcileAsync(Id, default);
        }
    }
}
