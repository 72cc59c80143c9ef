using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The queue of an approver: one card, the riskiest first.</summary>
public sealed class QueueTests
{
    private static readonly ARequest High = new() { Id = ExceptionId.Parse("PX-00000010"), Title = "High and new" };
    private static readonly ARequest Older = new() { Id = ExceptionId.Parse("PX-00000020"), Title = "Low and old", Risk = RiskLabel.Low };
    private static readonly ARequest Newer = new() { Id = ExceptionId.Parse("PX-00000030"), Title = "Low and new", Risk = RiskLabel.Low };

    private static async Task<Office> WithQueueAsync(params Domain.Policies.Actor[] also)
    {
        var office = await Office.OpenAsync([Sal, Ana, .. also]);
        await office.HoldAsync(Older.InReview());
        await office.HoldAsync(ARecord.New(Newer.Id, ARequest.Sent.AddMinutes(1)).After(Newer.Submit(ARequest.Sent.AddMinutes(1))));
        await office.HoldAsync(ARecord.New(High.Id, ARequest.Sent.AddMinutes(2)).After(High.Submit(ARequest.Sent.AddMinutes(2))));
        return office;
    }

    private static ButtonAction Decides(string verb, ARequest request, int revision = 1, string end = "") =>
        new(verb, request.Id.Value, revision, new Dictionary<string, string> { ["comment"] = Wishes.Fine, ["expiresOn"] = end });

    [Fact]
    public async Task Approvals_with_nothing_waiting_says_so()
    {
        var office = await Office.OpenAsync(Ana);

        var message = await office.SayAsync(Ana, "approvals");

        Assert.Contains("Nothing waits for your decision.", message.View.Words(), StringComparison.Ordinal);
        Assert.Empty(message.View.Buttons());
    }

    [Fact]
    public async Task Approvals_with_one_waiting_shows_it_at_once()
    {
        var office = await Office.OpenAsync(Sal, Ana);
        await office.HoldAsync(new ARequest().InReview());

        var message = await office.SayAsync(Ana, "approvals");

        Assert.Equal(new ARequest().Id, Assert.IsType<ApprovalView>(message.View).Id);
    }

    [Fact]
    public async Task The_queue_is_one_card_riskiest_first_then_oldest()
    {
        var office = await WithQueueAsync();

        var queue = await office.SayAsync(Ana, "approvals");
        var second = await office.PressAsync(Ana, queue, Verbs.QueueSkip);
        var third = await office.PressAsync(Ana, queue, Verbs.QueueSkip);
        var first = await office.PressAsync(Ana, queue, Verbs.QueueSkip);

        Assert.Contains(
            "3 requests wait for your decision. The riskiest comes first, then the oldest.", first.Words(), StringComparison.Ordinal);
        Assert.Equal(["High and new", "Low and old", "Low and new"],
            new[] { first, second, third }.Select(view => ((ListView)view).Lines.Single().Title.Split(" · ")[1]));
        Assert.Equal(
            (null, null, "That was the last one. Those that you skipped are still open, and come again from the first."),
            (((ListView)second).Done, ((ListView)third).Done, ((ListView)first).Done));
    }

    [Fact]
    public async Task Next_after_a_decision_never_leads_back_to_what_was_just_decided()
    {
        // both stages are Ana's: what she approved in the first waits for her again in the second
        var office = await WithQueueAsync();
        var twice = new ARequest
        {
            Id = ExceptionId.Parse("PX-00000040"),
            Risk = RiskLabel.Critical,
            Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Ana)],
        };
        await office.HoldAsync(twice.InReview());
        var card = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, card, Verbs.QueueNext);
        var done = (await office.AnswerAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine))).View;
        var button = done.Buttons().Single(button => button.Verb == Verbs.QueueNext);

        var next = await office.AnswerAsync(Ana, card, Office.Press(button));

        Assert.Equal(High.Id, ((ApprovalView)next.View).Id);
    }

    [Fact]
    public async Task Next_is_offered_as_long_as_more_waited_and_stays_through_a_redraw()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        var offered = new List<bool>();
        for (var left = 3; left > 0; left--)
        {
            await office.PressAsync(Ana, queue, Verbs.QueueNext);
            await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine));
            await office.Background.DrainAsync();
            offered.Add(queue.View.Verbs().Contains(Verbs.QueueNext));
        }

        Assert.Equal([true, true, false], offered);
        Assert.Contains("0 left.", queue.View.Done, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_by_itself_says_what_was_decided_and_looks_at_nothing_else_that_waits()
    {
        var office = await WithQueueAsync();

        var done = await office.PressAsync(Ana, office.MessagesOf(Ana)[0], Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Matches(@"^Approved PX-\w+\.$", done.Done);
        Assert.DoesNotContain(Verbs.QueueNext, done.Verbs());
    }

    [Fact]
    public async Task A_decision_that_was_refused_on_a_card_of_the_queue_still_leads_to_the_next()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);
        await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", ""));

        var done = await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine));

        Assert.Equal($"Approved {High.Id}. 2 left.", done.Done);
    }

    [Fact]
    public async Task A_card_of_the_queue_is_not_redrawn_for_what_its_buttons_carry()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);

        await office.Reconciler.ReconcileAsync(High.Id, default);

        Assert.Equal(ApprovalView.FromQueue, ((ApprovalView)queue.View).Actions[0].Value);
    }

    [Fact]
    public async Task Next_opens_what_is_on_top()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueSkip);

        var opened = await office.PressAsync(Ana, queue, Verbs.QueueNext);

        Assert.Equal(Older.Id, ((ApprovalView)opened).Id);
    }

    [Fact]
    public async Task A_decision_says_how_many_are_left_and_leads_to_the_next()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);

        var done = (await office.AnswerAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine))).View;
        var next = await office.PressAsync(Ana, queue, Verbs.QueueNext);

        Assert.Equal($"Approved {High.Id}. 2 left.", done.Done);
        Assert.Equal(Older.Id, ((ApprovalView)next).Id);
    }

    [Fact]
    public async Task Next_after_a_decision_does_not_lead_back_to_what_was_skipped_before_the_others_are_through()
    {
        var office = await WithQueueAsync();
        office.Time.Advance(TimeSpan.FromMinutes(5));
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueSkip); // the riskiest
        await office.PressAsync(Ana, queue, Verbs.QueueNext);
        await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine));

        var next = await office.PressAsync(Ana, queue, Verbs.QueueNext);
        await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine));
        var last = await office.PressAsync(Ana, queue, Verbs.QueueNext);

        Assert.Equal((Newer.Id, High.Id), (((ApprovalView)next).Id, ((ApprovalView)last).Id));
    }

    [Fact]
    public async Task Next_leads_to_what_is_riskier_and_came_in_since_the_decision()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);
        await office.PressAsync(Ana, queue, Verbs.Approve, ("comment", Wishes.Fine));
        var came = new ARequest { Id = ExceptionId.Parse("PX-00000050"), Risk = RiskLabel.Critical };
        await office.HoldAsync(ARecord.New(came.Id, ARequest.Sent.AddMinutes(9)).After(came.Submit(ARequest.Sent.AddMinutes(9))));

        var next = await office.PressAsync(Ana, queue, Verbs.QueueNext);

        Assert.Equal(came.Id, ((ApprovalView)next).Id);
    }

    [Fact]
    public async Task That_the_rest_of_the_queue_cannot_be_read_does_not_make_a_decision_look_undone()
    {
        var office = await WithQueueAsync();
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);
        office.Index.IsOut = true;

        var done = await office.AnswerAsync(Ana, queue, Verbs.Reject, ("comment", "Use the vault key instead."));

        Assert.Equal((Status.Rejected, false), ((await office.StateAsync(High.Id)).Status, done.LeavesCardUnchanged));
        Assert.Equal($"Rejected {High.Id}.", done.View.Done);
    }

    [Fact]
    public async Task A_queue_card_that_shows_a_request_loses_its_buttons_when_somebody_else_decides()
    {
        var office = await WithQueueAsync(Bo);
        var queue = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, queue, Verbs.QueueNext);

        await office.WishAsync(High.Id, Bo.Approves());

        Assert.DoesNotContain(Verbs.Approve, queue.View.Verbs());
        Assert.Contains($"{High.Id} · Approved", queue.View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_went_on_to_the_next_request_is_not_taken_back_by_the_one_before()
    {
        var office = await WithQueueAsync(Bo);
        var card = await office.SayAsync(Ana, "approvals");
        await office.PressAsync(Ana, card, Verbs.QueueNext);
        await office.PressAsync(Ana, card, Verbs.Approve, ("comment", Wishes.Fine));
        await office.PressAsync(Ana, card, Verbs.QueueNext);

        await office.WishAsync(High.Id, Sal.Says());

        Assert.Equal(Older.Id, Assert.IsType<ApprovalView>(card.View).Id);
    }

    [Fact]
    public async Task A_request_that_was_decided_while_it_was_opened_is_not_left_with_live_buttons()
    {
        var office = await WithQueueAsync(Bo);
        var queue = await office.SayAsync(Ana, "approvals");
        await office.AnswerAsync(Ana, queue, Verbs.QueueNext);

        await office.WishAsync(High.Id, Bo.Rejects()); // before this message is recorded as showing it
        await office.Background.DrainAsync();

        Assert.DoesNotContain(Verbs.Approve, queue.View.Verbs());
    }

    [Theory]
    [InlineData(0, "today")]
    [InlineData(14, "1 day ago")] // past midnight in Berlin
    [InlineData(24 * 9, "9 days ago")]
    public async Task The_queue_says_for_how_long_a_request_has_waited(int hours, string words)
    {
        var office = await WithQueueAsync();
        office.Time.Advance(TimeSpan.FromHours(hours));

        var queue = await office.SayAsync(Ana, "approvals");

        Assert.EndsWith(words, ((ListView)queue.View).Lines.Single().Text, StringComparison.Ordinal);
    }
}
