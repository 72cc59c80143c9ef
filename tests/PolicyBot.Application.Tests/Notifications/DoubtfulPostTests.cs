using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Posts that may be there twice, and what a press makes them show.</summary>
public sealed class DoubtfulPostTests
{
    private const string Place = "C0123ABCD";
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly RoutedStage Stage = AStage.Needs(1, Ana, Bo) with { Channel = $"slack:{Place}" };

    [Fact]
    public async Task A_post_stays_with_its_own_exception_whatever_number_a_press_on_it_names()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var other = new ARequest { Id = ExceptionId.Parse("PX-00000002"), Stages = [Stage] };
        await office.HoldAsync(other.InReview());
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());
        var post = PostsOf(office)[0];

        await PressAsync(office, Bo, post);
        await office.Background.DrainAsync();

        Assert.IsType<ApprovalView>(post.View);
        Assert.All(post.View.Buttons(), button => Assert.Equal(other.Id, button.Id));
    }

    [Fact]
    public async Task A_press_makes_no_message_show_an_exception_that_is_not_posted_there()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());
        var elsewhere = await PostedAsync(office, "C9");

        await PressAsync(office, Bo, elsewhere);
        await office.Background.DrainAsync();

        Assert.Single(elsewhere.Shown);
    }

    [Fact]
    public async Task A_press_of_somebody_who_may_not_see_the_exception_makes_no_message_show_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Mallory);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());
        var unknown = await PostedAsync(office, Place);

        await PressAsync(office, Mallory, unknown);
        await office.Background.DrainAsync();

        Assert.Single(unknown.Shown);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_post_over_which_hosts_die_appears_once_more_at_the_most(bool diedTwice, int more)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var record = new ARequest { Stages = [Stage] }.InReview();
        await office.Stored.TryCommitAsync(new Commit("seed", record.State, null, record.Events, []), default);
        var claimed = MessageLife.Claim(
            new OutboxMessage { Key = new OutboxKey(record.State.Review!.OpenedBy, NotificationKind.Post, default) }, ARequest.Sent);
        var stored = diedTwice ? MessageLife.Claim(claimed, ARequest.Sent) : claimed;
        await office.Stored.TryWriteAsync(Id, stored, default);

        for (var rounds = 0; rounds < 3; rounds++)
        {
            office.Time.Advance(MessageLife.Lease);
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        Assert.Equal(more, PostsOf(office).Count);
    }

    /// <summary>A message that shows Bo's card, and of which nothing is known.</summary>
    private static async Task<FakeMessage> PostedAsync(Office office, string place)
    {
        await office.Slack.PostAsync(place, office.Slack.Draw(office.LastOf(Bo).View), "", default);
        return office.Slack.Sent[^1];
    }

    private static IReadOnlyList<FakeMessage> PostsOf(Office office) => [.. office.Slack.Sent.Where(message => message.To.Id == Place)];

    private static Task<Answer> PressAsync(Office office, Actor person, FakeMessage post) => office.Desk.PressAsync(
        new Sender(Office.AccountOf(person), Private: false, post.Message),
        new ButtonAction(Verbs.Approve, Id.Value, 1, new Dictionary<string, string> { ["comment"] = Wishes.Fine }),
        default);
}
