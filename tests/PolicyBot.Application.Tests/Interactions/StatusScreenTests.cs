using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>How one exception stands: for whom, with which buttons, and what is next.</summary>
public sealed class StatusScreenTests
{
    private static readonly PolicyCatalog Catalog =
        TestCatalog.Contoso with { Roles = new CatalogRoles([Deputy.Person], [Mallory.Person]) };
    private static readonly ARequest OfPat = new() { Owner = Pat };

    private static readonly Dictionary<string, ARecord> States = new()
    {
        ["submitted"] = OfPat.Submitted(),
        ["inReview"] = OfPat.InReview(),
        ["waitingForOwner"] = OfPat.InReview().After(Ana.Approves()),
        ["changesRequested"] = OfPat.ChangesRequested(),
        ["ownerDeclined"] = OfPat.InReview().After(Pat.DeclinesOwnership()),
        ["approved"] = OfPat.Granted(),
        ["letToEnd"] = OfPat.Granted().After(Pat.LetsItEnd()),
        ["renewing"] = OfPat.Granted().After(StartsRenewal(ExceptionId.Parse("PX-00000002"))),
        ["letToEndWhileRenewing"] = OfPat.Granted().After(StartsRenewal(ExceptionId.Parse("PX-00000002"))).After(Pat.LetsItEnd()),
        ["rejected"] = OfPat.InReview().After(Ana.Rejects()),
        ["withdrawn"] = OfPat.InReview().After(Sal.Withdraws("We found another way.")),
        ["lapsed"] = OfPat.InReview().Later(TimeSpan.FromHours(336)).After(Passes()),
        ["expired"] = OfPat.Granted().At(OfPat.HoldsUntil).After(Passes()),
        ["closed"] = OfPat.Granted().After(Pat.Closes()),
        ["revoked"] = OfPat.Granted().After(Ana.Revokes()),
        ["renewed"] = OfPat.Granted().After(StartsRenewal(ExceptionId.Parse("PX-00000002")))
            .After(FinishesRenewal(ExceptionId.Parse("PX-00000002"))),
    };

    [Fact]
    public void A_request_that_ends_before_its_time_to_decide_lapses_on_its_last_day()
    {
        var state = new ARequest { ExpiresOn = new DateOnly(2026, 11, 28) }.InReview().State;

        var words = StatusScreen.Render(state, Catalog, Sal.Person, ARequest.Sent).Words();

        Assert.Contains("Without one it lapses on 28 Nov 2026.", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("submitted", "Received", "It is being assessed. You need not wait; the approvers are asked as soon as that is done.")]
    [InlineData("inReview", "In review",
        "Next: a decision by Security leads (ana@contoso.example, bo@contoso.example), stage 1 of 1. Without one it lapses on 4 Dec 2026, 10:00.")]
    [InlineData("waitingForOwner", "Waiting for the owner",
        "The approvers agree. It becomes active once pat@contoso.example accepts to own it.")]
    [InlineData("changesRequested", "Changes requested", "Next: answer the comment and send it again.")]
    [InlineData("ownerDeclined", "Changes requested",
        "pat@contoso.example does not want to own it. Next: name somebody else, or leave the owner empty to own it yourself.")]
    [InlineData("approved", "Approved",
        "It is in force until the end of 15 Feb 2027. The owner, pat@contoso.example, is reminded before it ends.")]
    [InlineData("letToEnd", "Approved", "It ends with 15 Feb 2027. No more reminders come.")]
    [InlineData("renewing", "Approved", "PX-00000002 asks to renew it.")]
    [InlineData("letToEndWhileRenewing", "Approved", "It ends with 15 Feb 2027. No more reminders come.")]
    [InlineData("rejected", "Rejected", "You can ask again: a new request, filled in with this one.")]
    [InlineData("withdrawn", "Withdrawn", "Nothing more is to be done.")]
    [InlineData("lapsed", "Lapsed: not decided in time", "You can ask again: a new request, filled in with this one.")]
    [InlineData("expired", "Expired",
        "It ended with 15 Feb 2027. The policy applies again: what was allowed or set up for this exception is to be taken back.")]
    [InlineData("closed", "Closed: the policy is met again",
        "The policy applies again: what was allowed or set up for this exception is to be taken back.")]
    [InlineData("revoked", "Revoked", "The policy applies again: what was allowed or set up for this exception is to be taken back.")]
    [InlineData("renewed", "Renewed", "PX-00000002 has taken over.")]
    public void The_requester_reads_where_it_stands_and_what_is_next(string state, string status, string next)
    {
        var view = For(Sal, state);

        Assert.Equal($"PX-7Q2M4X9K · {status}", view.Heading);
        Assert.Contains(next, view.Parts.Select(part => part.Text));
    }

    [Theory]
    [InlineData("closed", "Ended: 20 Nov 2026, 10:00, by Pat Lind (owner)")]
    [InlineData("revoked", "Ended: 20 Nov 2026, 10:00, by Ana Silva (approver)")]
    [InlineData("withdrawn", "Asked for until: 15 Feb 2027, Ended: 20 Nov 2026, 10:00, by Sal Ortiz (requester)")]
    [InlineData("renewed", "Ended: 20 Nov 2026, 10:00")]
    [InlineData("expired", "Until: 15 Feb 2027")]
    [InlineData("approved", "Until: 15 Feb 2027")]
    public void What_has_ended_before_its_last_day_says_when_it_ended_and_not_until_when_it_would_have_run(string state, string said)
    {
        string[] about = ["Until", "Asked for until", "Ended"];

        Assert.Equal(said, string.Join(
            ", ", For(Sal, state).Parts.Where(part => about.Contains(part.Label)).Select(part => $"{part.Label}: {part.Text}")));
    }

    [Fact]
    public void What_was_shown_and_never_looked_at_is_not_called_unkept()
    {
        var revoked = new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.")).After(Sal.Proves())
            .After(Ana.Revokes());

        var texts = StatusScreen.Render(revoked.State, Catalog, Sal.Person, revoked.Now).Parts.Select(part => part.Text).ToList();

        Assert.Contains("It was shown, and no approver had looked at it when the exception ended.", texts);
        Assert.DoesNotContain("It was not kept when the exception ended.", texts);
    }

    [Fact]
    public void What_was_revoked_has_the_receipt_of_its_end_beside_that_of_the_approval_before_and_what_was_left_unkept()
    {
        var revoked = new ARequest().InReview().After(Ana.ApprovesOn(new(2026, 12, 15), "Rotate the key.")).After(Ana.Revokes());
        var (approval, end) = (revoked.State.Decisions[0], revoked.State);

        var texts = StatusScreen.Render(end, Catalog, Sal.Person, revoked.Now).Parts.Select(part => part.Text).ToList();

        Assert.Contains("It was not kept when the exception ended.", texts);
        Assert.Equal(
            [
                $"Receipt of the last decision: event {approval.Sequence}, {RecordedEvent.Receipt(approval.Hash)}",
                $"Receipt of its end: event {end.EndedBy}, {RecordedEvent.Receipt(end.LastHash)}",
            ],
            texts.TakeLast(2));
    }

    [Fact]
    public void What_ran_before_its_review_and_lapsed_says_that_the_policy_applies_again()
    {
        var runs = new ARequest().Draft();
        runs = runs.After(new ARequest().Submit(runs.Now) with
        {
            Emergency = new EmergencyStart(runs.Now.AddHours(72), runs.Now.AddHours(24)),
        });
        var lapsed = runs.Later(TimeSpan.FromHours(24)).After(Passes());

        Assert.Contains(
            "The policy applies again: what was allowed or set up for this exception is to be taken back. "
                + "You can ask again: a new request, filled in with this one.",
            StatusScreen.Render(lapsed.State, Catalog, Sal.Person, lapsed.Now).Parts.Select(part => part.Text));
    }

    [Theory]
    [InlineData("submitted", "request.askWithdraw")]
    [InlineData("inReview", "request.nudge request.askWithdraw")]
    [InlineData("waitingForOwner", "request.askWithdraw")]
    [InlineData("changesRequested", "request.revise request.askWithdraw")]
    [InlineData("ownerDeclined", "request.revise request.askWithdraw")]
    [InlineData("approved", "grant.renew grant.askClose")]
    [InlineData("letToEnd", "grant.renew grant.askClose")]
    [InlineData("renewing", "grant.askClose")]
    [InlineData("rejected", "request.again")]
    [InlineData("withdrawn", "")]
    [InlineData("lapsed", "request.again")]
    [InlineData("expired", "")]
    [InlineData("closed", "")]
    [InlineData("revoked", "")]
    [InlineData("renewed", "")]
    public void The_requester_has_just_the_buttons_that_fit(string state, string verbs) => Assert.Equal(verbs, Offered(Sal, state));

    [Theory]
    [InlineData("submitted", "owner.accept owner.decline")]
    [InlineData("inReview", "owner.accept owner.decline")]
    [InlineData("waitingForOwner", "owner.accept owner.decline")]
    [InlineData("changesRequested", "")]
    [InlineData("ownerDeclined", "")]
    [InlineData("approved", "grant.renew grant.askClose owner.askHandOver")]
    [InlineData("renewing", "grant.askClose owner.askHandOver")]
    [InlineData("rejected", "")]
    [InlineData("expired", "grant.askMet grant.notMet")]
    [InlineData("closed", "")]
    public void The_owner_has_just_the_buttons_that_fit(string state, string verbs) => Assert.Equal(verbs, Offered(Pat, state));

    [Fact]
    public void Who_approved_the_policy_owner_and_administrators_may_revoke_what_is_in_force_and_nobody_else()
    {
        var everybody = new[] { Sal, Pat, Ana, Bo, Ciso, Deputy, Iam, Mallory };

        foreach (var state in States.Keys)
        {
            var offered = everybody.Where(person => For(person, state).Verbs().Contains(Verbs.AskRevoke));
            Assert.Equal(state is "approved" or "letToEnd" or "renewing" or "letToEndWhileRenewing" ? [Ana, Iam, Mallory] : [], offered);
        }
    }

    [Fact]
    public void Everybody_who_sees_it_may_comment_and_read_its_history()
    {
        Assert.All(States.Keys, state => Assert.Equal([Verbs.AskComment, Verbs.History], For(Bo, state).Verbs().TakeLast(2)));
    }

    [Fact]
    public void An_older_message_has_no_buttons()
    {
        OutboxKey older = new(1, NotificationKind.Received, Sal.Person);

        Assert.All(States.Values, record =>
        {
            OutboxKey newer = new(record.State.Version + 1, NotificationKind.Decided, Sal.Person);
            CardView View(OutboxKey key) => NotificationViews.Render(key, [older, newer], record.State, Catalog, record.Now);
            Assert.NotEmpty(View(newer).Buttons());
            Assert.Empty(View(older).Buttons());
        });
    }

    [Fact]
    public void No_buttons_of_a_grant_are_left_at_the_instant_it_ends()
    {
        var view = StatusScreen.Render(OfPat.Granted().State, Catalog, Sal.Person, OfPat.HoldsUntil);

        Assert.Equal([Verbs.AskComment, Verbs.History], view.Verbs());
    }

    [Fact]
    public void Comments_of_decisions_reasons_of_an_end_and_the_newest_remark_are_in_sight_with_a_receipt()
    {
        var revoked = OfPat.Granted().After(Pat.Says("We rotate the password weekly.")).After(Ana.Revokes());

        var view = StatusScreen.Render(revoked.State, Catalog, Sal.Person, revoked.Now);

        Assert.Contains(view.Parts, part =>
            part.Text == Fine && part.Label.Contains("approved on", StringComparison.Ordinal) && part.Quoted);
        Assert.Equal("The account was misused.", view.Part("Because"));
        Assert.Contains(view.Parts, part => part.Text == "We rotate the password weekly." && part.Quoted);
        Assert.StartsWith("Receipt of its end: event ", view.Parts[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_approver_who_cannot_be_reached_is_named_with_who_is_asked_instead()
    {
        var replaced = new ARequest().InReview().After(Replaces(Ana, Ciso));
        var alone = new ARequest().InReview().After(Replaces(Ana));

        Assert.StartsWith(
            "ana@contoso.example cannot be reached; asked instead: ciso@contoso.example. Next:", Next(replaced), StringComparison.Ordinal);
        Assert.StartsWith(
            "ana@contoso.example cannot be reached, and there is nobody to ask instead. The administrators have been told. Next:",
            Next(alone), StringComparison.Ordinal);
    }

    [Fact]
    public void A_grant_shorter_than_asked_for_shows_its_own_end()
    {
        var shorter = new ARequest().InReview().After(Ana.Approves(until: new(2026, 12, 24)));

        Assert.Equal("24 Dec 2026", StatusScreen.Render(shorter.State, Catalog, Sal.Person, shorter.Now).Part("Until"));
    }

    [Fact]
    public void Every_message_names_the_exception()
    {
        Assert.All(States.Keys, state => Assert.Contains("PX-7Q2M4X9K", For(Sal, state).Summary, StringComparison.Ordinal));
    }

    private static string Next(ARecord record) =>
        StatusScreen.Render(record.State, Catalog, Sal.Person, record.Now).Parts.Single(part =>
            part.Text.Contains("Next:", StringComparison.Ordinal)).Text;

    private static StatusView For(Actor person, string state) =>
        StatusScreen.Render(States[state].State, Catalog, person.Person, States[state].Now);

    private static string Offered(Actor person, string state) =>
        string.Join(' ', For(person, state).Verbs().Where(verb => verb is not (Verbs.AskComment or Verbs.History or Verbs.AskRevoke)));
}
