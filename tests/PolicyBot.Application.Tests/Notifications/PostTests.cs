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

/// <summary>The card of a stage in a shared channel: one card, kept current. The person who presses counts, never the channel.</summary>
public sealed class PostTests
{
    private const string Place = "C0123ABCD";
    private static readonly ExceptionId Id = new ARequest().Id;
    private static readonly RoutedStage Stage = AStage.Needs(1, Ana, Bo) with { Channel = $"slack:{Place}" };

    [Fact]
    public async Task The_card_is_posted_once_besides_the_direct_messages()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<ApprovalView>(Assert.Single(PostsOf(office)).View);
        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
        Assert.IsType<ApprovalView>(office.LastOf(Bo).View);
    }

    [Fact]
    public async Task Nothing_of_a_confidential_request_is_posted()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var record = new ARequest { Stages = [Stage] }.InReview();
        var confidential = record.State with { Content = record.State.Content! with { Confidential = true } };

        Assert.DoesNotContain(NotificationPlan.For(confidential, TestCatalog.Contoso, ARequest.Sent), key =>
            key.Kind == NotificationKind.Post);
        Assert.DoesNotContain(
            "svc-build",
                NotificationViews.Render(new OutboxKey(confidential.Review!.OpenedBy, NotificationKind.Post, default), [], confidential,
                TestCatalog.Contoso, ARequest.Sent).Words(), StringComparison.Ordinal);
        Assert.Empty(PostsOf(office));
    }

    [Fact]
    public async Task A_decision_in_a_direct_chat_takes_the_buttons_off_the_post()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        await office.PressAsync(Ana, office.LastOf(Ana), Verbs.Approve, ("comment", Wishes.Fine));

        var post = Assert.Single(PostsOf(office)).View;
        Assert.Empty(post.Buttons());
        Assert.Contains("PX-7Q2M4X9K · Approved", post.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(Wishes.Fine, post.Words(), StringComparison.Ordinal); // reasons are for the requester and the auditor
    }

    [Fact]
    public async Task A_post_follows_its_own_stage_and_the_next_stage_has_one_of_its_own()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        await office.HoldAsync(new ARequest { Stages = [Stage, AStage.Needs(1, Ciso) with { Channel = $"slack:{Place}" }] }.InReview());

        await office.WishAsync(Id, Ana.Approves());

        Assert.Equal([typeof(StatusView), typeof(ApprovalView)], PostsOf(office).Select(post => post.View.GetType()));
    }

    [Fact]
    public async Task An_approver_decides_on_the_post_and_it_changes_for_everybody_without_anything_of_their_own()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var answer = await PressOnPostAsync(office, Bo, Verbs.Approve, Wishes.Fine);
        await office.Background.DrainAsync();

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Equal("Approved PX-7Q2M4X9K.", answer.View.Summary);
        Assert.Equal(Status.Approved, (await office.StateAsync(Id)).Status);
        Assert.Empty(Assert.Single(PostsOf(office)).View.Buttons());
    }

    [Fact]
    public async Task A_press_of_somebody_who_is_not_asked_changes_nothing_that_others_see()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Mallory);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var answer = await PressOnPostAsync(office, Mallory, Verbs.Approve, Wishes.Fine);
        await office.Background.DrainAsync();

        Assert.True(answer.LeavesCardUnchanged);
        Assert.Equal("You are not asked to decide on this now.", answer.View.Summary);
        Assert.Single(Assert.Single(PostsOf(office)).Shown);
        Assert.Empty((await office.StateAsync(Id)).Decisions);
    }

    [Fact]
    public async Task A_post_whose_answer_is_lost_appears_once_more_at_the_most_and_the_older_one_follows_whoever_presses_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var posts = 0;
        office.Slack.OnSend = to =>
        {
            if (to.Account.Id == Place && ++posts == 1)
            {
                return new SendOutcome.Unsure(TimeSpan.FromSeconds(1), "http_502"); // and it is there
            }

            return null;
        };
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());
        var orphan = await PostedAsync(office, Place);
        office.Time.Advance(MessageLife.OutageAfter);
        await office.SweepAsync();
        await office.WishAsync(Id, Ana.Approves());
        var before = PostsOf(office).Select(post => post.View.Buttons().Count).ToList();

        var answer = await PressOnPostAsync(office, Bo, Verbs.Approve, Wishes.Fine, orphan);
        await office.Background.DrainAsync();

        Assert.Equal(2, before.Count);
        Assert.NotEqual(0, before.Sum()); // nothing knows of the older one
        Assert.True(answer.LeavesCardUnchanged);
        Assert.All(PostsOf(office), post => Assert.Empty(post.View.Buttons()));
    }

    [Fact]
    public async Task A_post_whose_answer_is_lost_every_time_is_tried_twice()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var posts = 0;
        office.Slack.OnSend = to =>
            to.Account.Id == Place && ++posts > 0 ? new SendOutcome.Unsure(TimeSpan.FromSeconds(1), "http_502") : null;
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        for (var minutes = 0; minutes < 120; minutes++)
        {
            office.Time.Advance(TimeSpan.FromMinutes(1));
            await office.Reconciler.ReconcileAsync(Id, default);
        }

        Assert.Equal(2, posts);
    }

    [Fact]
    public async Task The_requester_does_not_decide_on_the_post_either()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var answer = await PressOnPostAsync(office, Sal, Verbs.Approve, Wishes.Fine);

        Assert.Equal(
            (true, "Requester and owner do not decide on their own exception."), (answer.LeavesCardUnchanged, answer.View.Summary));
    }

    [Fact]
    public async Task A_comment_that_is_too_short_is_said_to_the_approver_alone_and_the_post_stays()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var answer = await PressOnPostAsync(office, Bo, Verbs.Approve, "ok");

        Assert.Equal((true, "Please write at least 10 characters."),
            (answer.LeavesCardUnchanged, answer.View.Summary));
    }

    [Fact]
    public async Task Nothing_but_a_decision_is_answered_in_front_of_others()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var answer = await PressOnPostAsync(office, Bo, Verbs.History, "");

        Assert.True(answer.LeavesCardUnchanged);
        Assert.StartsWith("Let us go on in our direct chat", answer.View.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialog_that_was_opened_from_the_post_is_the_approvers_own()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());

        var sender = new Sender(Office.AccountOf(Bo), Private: false, null) { Dialog = new MessageRef("slack", "", "", "V0123") };
        var answer = await office.Desk.PressAsync(sender, PressOf(Verbs.Approve, Wishes.Fine), default);

        Assert.False(answer.LeavesCardUnchanged);
        Assert.IsType<StatusView>(answer.View);
    }

    [Fact]
    public async Task A_post_that_cannot_be_posted_harms_no_direct_message_and_administrators_are_told()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Iam.Person]) };
        office.Slack.OnSend = to => to.Account.Id == Place ? new SendOutcome.Unreachable("channel_not_found") : null;

        await office.HoldAsync(new ARequest { Stages = [Stage] }.InReview());
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<ApprovalView>(office.LastOf(Bo).View);
        Assert.Contains(
            $"The card of {Id} could not be posted in {Stage.Channel}, the channel of stage 1 (Security leads): channel_not_found.",
            Assert.Single(office.MessagesOf(Iam)).View.Words(), StringComparison.Ordinal);
        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
    }

    [Fact]
    public async Task A_place_in_a_channel_that_is_switched_off_is_left_out()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);

        await office.HoldAsync(new ARequest { Stages = [Stage with { Channel = "irc:security" }] }.InReview());

        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
        Assert.DoesNotContain((await office.Stored.ReadAsync(Id, default))!.Notices, notice => notice.Key.Kind == NotificationKind.Post);
    }

    private static IReadOnlyList<FakeMessage> PostsOf(Office office) => [.. office.Slack.Sent.Where(message => message.To.Id == Place)];

    /// <summary>A message that shows Bo's card, and of which nothing is known.</summary>
    private static async Task<FakeMessage> PostedAsync(Office office, string place)
    {
        await office.Slack.PostAsync(place, office.Slack.Draw(office.LastOf(Bo).View), "", default);
        return office.Slack.Sent[^1];
    }

    private static ButtonAction PressOf(string verb, string comment) =>
        new(verb, Id.Value, 1, new Dictionary<string, string> { ["comment"] = comment });

    private static Task<Answer> PressOnPostAsync(Office office, Actor person, string verb, string comment, FakeMessage? post = null) =>
        office.Desk.PressAsync(
            new Sender(Office.AccountOf(person), Private: false, (post ?? PostsOf(office)[0]).Message), PressOf(verb, comment), default);
}
