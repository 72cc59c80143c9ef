using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>What becomes of a line of the queue card when its request is asked about anew, decided, or told in another way.</summary>
public sealed class QueueLineTests
{
    private static readonly SendOutcome Busy = new SendOutcome.Later(TimeSpan.FromSeconds(5), "busy");

    [Fact]
    public async Task Opening_one_after_the_requester_asked_again_sends_its_card()
    {
        var office = await WithAsync(6);
        await office.WishAsync(Id(5), Sal.Nudges());

        await AssertOpensAsync(office, 5);
    }

    [Fact]
    public async Task Opening_one_while_the_second_asking_could_not_be_told_sends_its_card()
    {
        var office = await WithAsync(6);
        office.Teams.OnSend = _ => Busy;
        await office.WishAsync(Id(5), Sal.Nudges());
        office.Teams.OnSend = _ => null;

        await AssertOpensAsync(office, 5);
    }

    [Fact]
    public async Task Opening_a_second_revision_sends_its_card()
    {
        var office = await WithAsync(6);
        await office.WishAsync(Id(5), Bo.SendsBack());
        Assert.Equal(["Wish 4", "Wish 6"], Lines(office));
        await office.WishAsync(Id(5), Wish(5).Submit(office.Time.GetUtcNow()));

        await AssertOpensAsync(office, 5);
    }

    [Fact]
    public async Task Opening_one_in_a_later_stage_sends_its_card()
    {
        var office = await WithAsync(5);
        await HoldAsync(office, Wish(6) with { Stages = [AStage.Needs(1, Ana, Bo), AStage.Needs(1, Ana, Ciso)] }, 6);
        await office.WishAsync(Id(6), Bo.Approves());

        await AssertOpensAsync(office, 6);
    }

    [Fact]
    public async Task Asking_again_about_the_only_line_sends_no_second_card()
    {
        var office = await WithAsync(4);

        await office.WishAsync(Id(4), Sal.Nudges());

        Assert.Single(office.MessagesOf(Ana), message => message.View is ListView { Lines.Count: > 0 });
        Assert.StartsWith("Added to your queue above: PX-00000004 · Wish 4.", office.LastOf(Ana).View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_with_nothing_left_stays_so_when_a_new_one_lists_what_came_later()
    {
        var office = await WithAsync(5);
        await office.WishAsync(Id(4), Bo.Approves());
        await office.WishAsync(Id(5), Bo.Approves());
        var old = QueueMessage(office);
        Assert.Equal("Nothing is left in this queue.", old.View.Summary);

        await HoldAsync(office, Wish(6), 6);
        foreach (var id in (ExceptionId[])[Id(4), Id(5), Id(4), Id(5), Id(6)])
        {
            await office.Reconciler.ReconcileAsync(id, default);
        }

        Assert.Equal("Nothing is left in this queue.", old.View.Summary);
        Assert.Equal(["Wish 6"], Lines(office, office.LastOf(Ana)));
    }

    [Fact]
    public async Task A_decided_request_redraws_the_card_once_and_reads_no_queue_any_more()
    {
        var office = await WithAsync(6);
        await office.WishAsync(Id(4), Bo.Approves());
        await office.Reconciler.ReconcileAsync(Id(4), default);
        await office.WishAsync(Id(5), Bo.Approves());
        var reads = 0;
        office.Register.IsOut = method => method == nameof(IEventStore.ReadHeadAsync) && ++reads < 0;
        var shown = QueueMessage(office).Shown.Count;

        await office.Reconciler.ReconcileAsync(Id(4), default);

        Assert.Equal(1, reads); // its own head
        Assert.Equal(shown, QueueMessage(office).Shown.Count);
        await office.Reconciler.ReconcileAsync(Id(6), default);
        Assert.Equal(3, reads); // and the only one that is left in the queue
    }

    [Fact]
    public async Task What_waits_no_longer_is_not_looked_at_for_the_queue()
    {
        var office = await WithAsync(6);

        await office.WishAsync(Id(4), Bo.Approves());
        await office.WishAsync(Id(5), Bo.SendsBack());

        Assert.Equal([Id(6)], Queued(office));
    }

    [Fact]
    public async Task One_that_could_not_be_told_and_then_has_a_card_of_its_own_leaves_the_list()
    {
        var office = await WithAsync(5);
        office.Teams.OnSend = _ => Busy;
        await HoldAsync(office, Wish(6), 6);
        office.Teams.OnSend = _ => null;
        foreach (var number in (int[])[1, 2, 3])
        {
            await office.WishAsync(Id(number), Bo.Approves());
        }

        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SweepDueAsync();

        Assert.Equal(Id(6), Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
        Assert.Equal([Id(5), Id(4)], Queued(office));
    }

    [Fact]
    public async Task One_that_is_asked_about_anew_in_a_card_of_its_own_leaves_the_list()
    {
        var office = await WithAsync(5);
        foreach (var number in (int[])[1, 2])
        {
            await office.WishAsync(Id(number), Bo.Approves());
        }

        await office.WishAsync(Id(4), Sal.Nudges());
        await office.SweepAsync();

        Assert.Equal(Id(4), Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
        Assert.Equal([Id(5)], Queued(office));
        Assert.Equal(["Wish 5"], Lines(office));
    }

    [Fact]
    public async Task Opening_one_that_is_no_line_any_more_takes_it_from_the_list()
    {
        var office = await WithAsync(6);
        var waiting = office.Index.All.First(entry => entry.Id == Id(1) && entry.Heading == IndexHeading.WaitingFor(Ana.Person));
        await office.Index.ProjectAsync([waiting with { Heading = IndexHeading.QueuedFor(Ana.Person) }], [], default);
        await office.Reconciler.ReconcileAsync(Id(6), default);
        Assert.Contains("Wish 1", Lines(office));

        var list = await OpenAsync(office, 1);

        Assert.Null(list.Done);
        Assert.Equal(["Wish 4", "Wish 5", "Wish 6"], Lines(office));
    }

    [Fact]
    public async Task Opening_one_that_was_just_decided_says_how_it_stands()
    {
        var office = await WithAsync(6);
        await office.Commits.CommitAsync(Id(5), _ => Bo.Approves(), null, default);

        var list = await OpenAsync(office, 5);
        await office.SweepAsync();

        Assert.Equal("PX-00000005: Approved. Wish 5", list.Done);
        Assert.Equal(["Wish 4", "Wish 6"], Lines(office));
        Assert.Equal(6, office.MessagesOf(Ana).Count);
    }

    [Fact]
    public async Task The_list_is_never_taken_for_the_card_of_its_first_line()
    {
        var office = await WithAsync(4);
        office.Teams.CanFindSent = true;
        await HoldAsync(office, Wish(5), 5);
        office.Teams.OnSend = _ => new SendOutcome.Unsure(TimeSpan.Zero, "lost");

        await OpenAsync(office, 4);
        await office.SweepDueAsync();
        office.Teams.OnSend = _ => null;
        office.Time.Advance(TimeSpan.FromMinutes(1));
        await office.SweepDueAsync();

        Assert.Equal(["Wish 5"], Lines(office));
        Assert.Equal(Id(4), Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
    }

    private static async Task AssertOpensAsync(Office office, int number)
    {
        var list = await OpenAsync(office, number);
        await office.SweepAsync();

        Assert.Equal($"{Id(number)} comes as a card of its own below.", list.Done);
        Assert.Equal(Id(number), Assert.IsType<ApprovalView>(office.LastOf(Ana).View).Id);
        Assert.DoesNotContain($"Wish {number}", Lines(office));
        Assert.DoesNotContain(Id(number), Queued(office));
        Assert.All((await office.Stored.ReadAsync(Id(number), default))!.Notices, notice => Assert.False(notice.InQueue));
    }

    private static async Task<Office> WithAsync(int count)
    {
        var office = await Office.OpenAsync(Sal, Ana);
        for (var number = 1; number <= count; number++)
        {
            await HoldAsync(office, Wish(number), number);
        }

        office.Time.Advance(TimeSpan.FromHours(1));
        return office;
    }

    private static Task HoldAsync(Office office, ARequest wish, int number)
    {
        var at = ARequest.Sent.AddMinutes(number);
        return office.HoldAsync(ARecord.New(wish.Id, at).After(wish.Submit(at)));
    }

    private static ARequest Wish(int number) => new() { Id = Id(number), Title = $"Wish {number}" };

    private static ExceptionId Id(int number) => ExceptionId.Parse($"PX-0000000{number}");

    private static FakeMessage QueueMessage(Office office) =>
        office.MessagesOf(Ana).First(message => message.Shown[0] is ListView { Lines.Count: > 0 });

    private static IEnumerable<string> Lines(Office office, FakeMessage? message = null) =>
        ((ListView)(message ?? QueueMessage(office)).View).Lines.Select(line => line.Title.Split(" · ")[1]);

    private static IEnumerable<ExceptionId> Queued(Office office) =>
        office.Index.All.Where(entry => entry.Heading == IndexHeading.QueuedFor(Ana.Person)).OrderByDescending(entry => entry.At)
            .Select(entry => entry.Id);

    private static async Task<CardView> OpenAsync(Office office, int number)
    {
        var message = QueueMessage(office);
        var open = Office.Press(message.View.Buttons().First(button => button.Id == Id(number)));
        return (await office.AnswerAsync(Ana, message, open)).View;
    }
}
