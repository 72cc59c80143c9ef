using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling;

/// <summary>
/// A person who is unreachable in one channel is reached in another, or a stand-in is asked. A person who returns gets what waited.
/// </summary>
public sealed class ReachedElsewhereTests
{
    private static readonly ExceptionId Id = new ARequest().Id;

    [Fact]
    public async Task Who_cannot_be_reached_in_one_channel_is_reached_in_the_next_at_once()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        // Ana has Slack too
        await office.People.WriteAsync(
            Office.AccountOf(Deputy) with { Person = Ana.Person, LastSeen = ARequest.Sent.AddDays(-1) }, default);
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;

        await office.HoldAsync(new ARequest().InReview());

        Assert.IsType<ApprovalView>(office.MessagesOf(Deputy).Single().View);
        Assert.Equal("BotNotInConversationRoster", (await office.People.ReadAsync(Office.AccountOf(Ana).Account, default))!.DeadBecause);
        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
    }

    [Fact]
    public async Task A_message_lives_on_in_the_channel_that_took_it()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.People.WriteAsync(
            Office.AccountOf(Deputy) with { Person = Ana.Person, LastSeen = ARequest.Sent.AddDays(-1) }, default);
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;
        await office.HoldAsync(new ARequest().InReview());

        await office.WishAsync(Id, Bo.Rejects());

        Assert.Contains("Rejected", office.MessagesOf(Deputy).Single().View.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approver_whom_no_channel_reaches_is_replaced_at_once_and_requester_and_administrators_are_told()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso, Iam);
        office.Catalog.Current = office.Catalog.Current with { Roles = new([], [Iam.Person]) };
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;

        await office.HoldAsync(new ARequest().InReview());

        Assert.IsType<ApprovalView>(office.LastOf(Ciso).View);
        Assert.All([Sal, Iam], person =>
            Assert.Contains("ana@contoso.example cannot be reached; asked instead: ciso@contoso.example.",
            office.LastOf(person).View.Words(), StringComparison.Ordinal));
        Assert.Single((await office.StateAsync(Id)).Review!.Unreached);
    }

    [Fact]
    public async Task An_approver_who_comes_back_can_be_written_to_again()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        await office.SayAsync(Ana, "help");
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;
        await office.HoldAsync(new ARequest().InReview());
        var gone = await office.Reachability.AccountsAsync(Ana.Person, default);
        office.Teams.OnSend = _ => null;

        await office.SayAsync(Ana, "help");

        Assert.Empty(gone);
        Assert.Single(await office.Reachability.AccountsAsync(Ana.Person, default));
    }

    [Fact]
    public async Task What_was_given_up_because_nobody_could_be_reached_goes_out_once_they_write_again()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;
        await office.HoldAsync(new ARequest().InReview());
        office.Teams.OnSend = _ => null;
        office.Time.Advance(TimeSpan.FromHours(2));

        await office.SayAsync(Ana, "help");
        Assert.Contains(new WakeUp(office.Time.GetUtcNow(), Id.Value, WakeUp.Wake), office.Work.All);
        await office.Reconciler.ReconcileAsync(Id, default);
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Single(office.MessagesOf(Ana), message => message.View is ApprovalView);
    }

    [Fact]
    public async Task What_was_given_up_and_is_no_longer_wanted_stays_given_up()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;
        await office.HoldAsync(new ARequest().InReview());
        office.Teams.OnSend = _ => null;
        await office.WishAsync(Id, Bo.Rejects());

        await office.SayAsync(Ana, "help");
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<ListView>(Assert.Single(office.MessagesOf(Ana)).View);
    }

    [Fact]
    public async Task Who_was_never_met_gets_what_waits_for_them_at_their_first_word()
    {
        var office = await Office.OpenAsync(Sal, Bo, Ciso);
        await office.HoldAsync(new ARequest().InReview());
        office.Teams.Directory["ana"] = new DirectoryAnswer(DirectoryVerdict.Member, Ana.Person.Value, Ana.Person.Value, Ana.Name);

        await office.SayAsync(Ana, "hello");
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<ApprovalView>(office.LastOf(Ana).View);
    }

    [Fact]
    public async Task A_message_waits_for_a_directory_that_does_not_answer_and_nobody_is_asked_in_the_place_of_who_cannot_be_found_meanwhile()
    {
        var office = await Office.OpenAsync(Sal, Ana, Ciso);
        office.Slack.Findable[Bo.Person] = new FoundAccount.Unavailable("ratelimited");
        await office.HoldAsync(new ARequest().InReview());
        var meanwhile = (await office.StateAsync(Id)).Review!.Unreached.Count;
        office.Slack.Findable[Bo.Person] = new FoundAccount.Here(Office.AccountOf(Bo));

        office.Time.Advance(TimeSpan.FromSeconds(10));
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.Equal(0, meanwhile);
        Assert.Empty(office.MessagesOf(Ciso));
        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Bo)).View);
    }

    [Fact]
    public async Task Who_cannot_be_reached_where_they_were_met_is_looked_for_elsewhere_at_once()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        office.Slack.Findable[Ana.Person] = new FoundAccount.Here(Office.AccountOf(Deputy)); // Ana has Slack too
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;

        await office.HoldAsync(new ARequest().InReview());

        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Deputy)).View);
        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
    }

    [Fact]
    public async Task An_approver_whose_account_dies_after_the_card_arrived_is_asked_where_they_can_be_reached()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        await office.HoldAsync(new ARequest().InReview());
        office.Slack.Findable[Ana.Person] = new FoundAccount.Here(Office.AccountOf(Deputy));
        office.Teams.OnUpdate = message => message.To.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;
        office.Teams.OnSend = to => to.Account.Id == "ana" ? new SendOutcome.Unreachable("BotNotInConversationRoster") : null;

        await office.WishAsync(Id, Sal.Says());
        await office.Reconciler.ReconcileAsync(Id, default);

        Assert.IsType<ApprovalView>(Assert.Single(office.MessagesOf(Deputy)).View);
    }

    [Fact]
    public async Task A_card_that_cannot_be_redrawn_makes_nobody_unreachable()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo, Ciso);
        await office.HoldAsync(new ARequest().InReview());
        office.Teams.OnUpdate = _ => new SendOutcome.Never("MessageSizeTooBig");

        await office.WishAsync(Id, Sal.Says());

        Assert.Empty((await office.StateAsync(Id)).Review!.Unreached);
        Assert.Empty(office.MessagesOf(Ciso));
        Assert.Equal("MessageSizeTooBig", (await office.NoticeAsync(Id, NotificationKind.Review, Ana)).DeadBecause);
    }
}
