using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Six requests wait for one approver: three cards, and one that lists the others.</summary>
public sealed class QueueCardTests
{
    private static readonly List<ARequest> Six =
        [.. Enumerable.Range(1, 6).Select(number => new ARequest { Id = ExceptionId.Parse($"PX-0000000{number}"), Title = $"Wish {number}" })];

    [Fact]
    public async Task The_fourth_and_later_stand_in_one_card_and_each_is_told_at_once()
    {
        var office = await WithSixAsync();

        var queue = Queue(office);

        Assert.Equal([Id(1), Id(2), Id(3)], Cards(office));
        Assert.Equal(["Wish 4", "Wish 5", "Wish 6"], queue.Lines.Select(line => line.Title.Split(" · ")[1]));
        Assert.All(queue.Lines, line => Assert.Equal("Open", line.Open!.Title));
        Assert.Equal(
            [
                "Added to your queue above: PX-00000005 · Wish 5. With it, 2 stood there.", // true also once it was decided
                "Added to your queue above: PX-00000006 · Wish 6. With it, 3 stood there.",
            ],
            office.MessagesOf(Ana).Where(message => message.View.Summary.StartsWith("Added to your queue", StringComparison.Ordinal))
                .Select(message => message.View.Summary));
        Assert.Equal(6, office.MessagesOf(Ana).Count);
    }

    [Fact]
    public async Task A_reminder_of_the_requester_says_that_it_is_one_and_from_whom()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await HoldAsync(office, 1);
        var first = office.LastOf(Ana).View;
        office.Time.Advance(TimeSpan.FromHours(1));

        await office.WishAsync(Id(1), Sal.Nudges());

        Assert.Null(first.Done);
        Assert.Equal(
            "Sal Ortiz reminds you: this still waits for your decision.", Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Done);
    }

    [Fact]
    public async Task What_is_in_force_before_its_review_is_a_card_of_its_own_and_first_of_all_that_waits()
    {
        var office = await WithSixAsync();
        var runs = new ARequest { Id = Id(7), Title = "Wish 7", Risk = RiskLabel.Low };
        var at = ARequest.Sent.AddMinutes(7);

        await office.HoldAsync(ARecord.New(runs.Id, at).After(
            runs.Submit(at) with { Emergency = new EmergencyStart(at.AddHours(72), at.AddHours(24)) }));

        const string Runs = "Started at once on 20 Nov 2026, 10:07, before its review. It ends on 21 Nov 2026, 10:07 unless it is approved.";
        Assert.Equal(runs.Id, Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
        Assert.EndsWith(Runs, office.LastOf(Ana).View.Summary, StringComparison.Ordinal);
        var first = Assert.Single(((ListView)(await office.SayAsync(Ana, "approvals")).View).Lines);
        Assert.StartsWith("PX-00000007", first.Title, StringComparison.Ordinal);
        Assert.Contains(Runs, first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_one_sends_its_full_card_and_the_list_shrinks_where_it_stands()
    {
        var office = await WithSixAsync();
        var message = QueueMessage(office);

        var list = await OpenAsync(office, message, 5);

        Assert.Equal("PX-00000005 comes as a card of its own below.", list.Done);
        Assert.Equal(["Wish 4", "Wish 6"], ((ListView)list).Lines.Select(line => line.Title.Split(" · ")[1]));
        await office.SweepDueAsync();
        Assert.Equal(Id(5), Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
        Assert.Equal(2, Queue(office).Lines.Count);
        await office.SweepAsync();
        Assert.Equal([Id(1), Id(2), Id(3), Id(5)], Cards(office));
        Assert.Equal(7, office.MessagesOf(Ana).Count);
    }

    [Fact]
    public async Task What_another_approver_decides_leaves_the_list_and_an_empty_one_says_so()
    {
        var office = await WithSixAsync();

        foreach (var number in (int[])[4, 6, 5])
        {
            await office.WishAsync(Id(number), Bo.Approves());
            await office.Reconciler.ReconcileAsync(Id(number), default);
        }

        Assert.Equal("Nothing is left in this queue.", QueueMessage(office).View.Summary);
        Assert.Empty(QueueMessage(office).View.Buttons());
    }

    [Fact]
    public async Task The_queue_of_all_that_waits_still_leads_through_every_one()
    {
        var office = await WithSixAsync();

        var queue = await office.SayAsync(Ana, "approvals");

        Assert.Contains("6 requests wait for your decision.", queue.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_was_deleted_comes_anew_with_all_that_stood_in_it()
    {
        var office = await WithSixAsync();
        var lost = QueueMessage(office).Message;
        office.Teams.OnUpdate = message => message.Message.IsSameAs(lost) ? new SendOutcome.Gone("deleted") : null;

        await office.WishAsync(Id(4), Bo.Approves());
        foreach (var number in (int[])[4, 5, 6, 5, 6])
        {
            await office.Reconciler.ReconcileAsync(Id(number), default);
        }

        var anew = office.MessagesOf(Ana).Where(message => !message.Message.IsSameAs(lost) && message.View is ListView { Lines.Count: > 0 });
        Assert.Equal(["Wish 5", "Wish 6"], ((ListView)Assert.Single(anew).View).Lines.Select(line => line.Title.Split(" · ")[1]));
    }

    [Fact]
    public async Task A_queue_card_that_cannot_be_redrawn_keeps_no_request_from_its_approver()
    {
        var office = await WithSixAsync(5);
        office.Teams.OnUpdate = _ => new SendOutcome.Later(TimeSpan.FromMinutes(1), "NeverHeardOf", PauseReason.Refused);

        await HoldAsync(office, 6);

        var anew = Assert.IsType<ListView>(office.LastOf(Ana).View);
        Assert.Contains("Wish 6", anew.Lines.Select(line => line.Title.Split(" · ")[1]));
    }

    [Fact]
    public async Task A_sentence_that_a_channel_cannot_take_now_is_told_later()
    {
        var office = await WithSixAsync(5);
        office.Teams.OnSend = _ => new SendOutcome.Later(TimeSpan.FromSeconds(5), "busy");
        await HoldAsync(office, 6);
        office.Teams.OnSend = _ => null;
        Assert.Equal(5, office.MessagesOf(Ana).Count);

        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SweepDueAsync();

        Assert.StartsWith("Added to your queue above: PX-00000006 · Wish 6.", office.LastOf(Ana).View.Summary, StringComparison.Ordinal);
        Assert.Equal(3, Queue(office).Lines.Count);
    }

    private static async Task<Office> WithSixAsync(int count = 6)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        for (var number = 1; number <= count; number++)
        {
            await HoldAsync(office, number);
        }

        return office;
    }

    private static Task HoldAsync(Office office, int number)
    {
        var (wish, at) = (Six[number - 1], ARequest.Sent.AddMinutes(number));
        return office.HoldAsync(ARecord.New(wish.Id, at).After(wish.Submit(at)));
    }

    private static ExceptionId Id(int number) => ExceptionId.Parse($"PX-0000000{number}");

    private static IEnumerable<ExceptionId> Cards(Office office) =>
        office.MessagesOf(Ana).Select(message => message.View).OfType<ApprovalView>().Select(view => view.Id);

    private static FakeMessage QueueMessage(Office office) =>
        office.MessagesOf(Ana).Single(message => message.Shown[0] is ListView { Lines.Count: > 0 });

    private static ListView Queue(Office office) => (ListView)QueueMessage(office).View;

    private static async Task<CardView> OpenAsync(Office office, FakeMessage message, int number)
    {
        var open = message.View.Buttons().First(button => button.Id == Id(number));
        var press = new ButtonAction(
            open.Verb, open.Id!.Value.Value, open.Revision, new Dictionary<string, string> { [CardAction.ValueInput] = open.Value! });
        return (await office.AnswerAsync(Ana, message, press)).View;
    }
}
