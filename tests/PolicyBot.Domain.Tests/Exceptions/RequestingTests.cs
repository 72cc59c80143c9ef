using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>Send, revise, withdraw, say something.</summary>
public sealed class RequestingTests
{
    private static readonly ExceptionId Other = ExceptionId.Parse("PX-00000001");

    [Fact]
    public void A_request_that_is_assessed_already_goes_straight_to_its_first_approvers()
    {
        var sent = new ARequest().InReview();

        Assert.Equal(["Submitted", "Assessed", "Routed", "StageOpened"], sent.Facts.Select(fact => fact.GetType().Name));
        Assert.Equal((Status.InReview, 1, Sal.Person), (sent.State.Status, sent.State.Revision, sent.State.Requester));
        Assert.Equal([Ana.Person, Bo.Person], sent.State.Review!.Asked);
        Assert.Equal((ARequest.Sent, 4L), (sent.State.Review.OpenedAt, sent.State.Review.OpenedBy));
    }

    [Fact]
    public void A_request_waits_as_submitted_until_it_is_assessed()
    {
        var submitted = new ARequest().Submitted();

        var reviewed = submitted.After(Wishes.Triages(new ARequest()));

        Assert.Equal((Status.Submitted, null), (submitted.State.Status, submitted.State.Review));
        Assert.Equal(Status.InReview, reviewed.State.Status);
        Assert.Equal(new ARequest().InReview().State.Review!.Asked, reviewed.State.Review!.Asked);
    }

    [Fact]
    public void The_record_names_PolicyBot_for_what_it_did_itself_and_the_requester_for_the_rest()
    {
        var sent = new ARequest().InReview();

        var actors = sent.Events.Select(stored => RecordedEvent.Read(stored.Json).Actor);

        Assert.Equal([Sal, Actor.PolicyBot, Actor.PolicyBot, Actor.PolicyBot], actors);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void An_assessment_of_another_revision_changes_nothing(int revision)
    {
        var submitted = new ARequest().Submitted();

        var decision = submitted.Try(Wishes.Triages(new ARequest(), revision));

        Assert.Empty(Assert.IsType<Decision.Accepted>(decision).Facts);
    }

    [Fact]
    public void A_second_assessment_of_the_same_revision_changes_nothing()
    {
        var reviewed = new ARequest().InReview();

        var decision = reviewed.Try(Wishes.Triages(new ARequest()));

        Assert.Empty(Assert.IsType<Decision.Accepted>(decision).Facts);
    }

    [Fact]
    public void Sending_the_same_draft_twice_finds_the_first()
    {
        var request = new ARequest();

        Assert.Equal(new Refusal.AlreadySubmitted(), request.Submitted().Refuses(request.Submit(ARequest.Sent)));
        Assert.Equal(new Refusal.AlreadySubmitted(), request.InReview().Refuses(request.Submit(ARequest.Sent)));
    }

    [Fact]
    public void Nothing_can_be_done_to_an_exception_that_is_not_there()
    {
        var nothing = new ARequest().Draft();

        ExceptionCommand[] wishes =
        [
            Ana.Approves(), Ana.Rejects(), Ana.SendsBack(), Sal.Withdraws(), Sal.Says(), Pat.AcceptsOwnership(), Sal.LetsItEnd(),
                Sal.Closes(),
            Iam.Revokes(roles: Roles.PolicyOwner), Wishes.StartsRenewal(Other), Wishes.Triages(new ARequest()), Wishes.Passes(),
        ];

        Assert.All(wishes, wish => Assert.Equal(new Refusal.NotFound(), nothing.Refuses(wish)));
    }

    [Fact]
    public void Resubmitting_after_changes_makes_the_next_revision()
    {
        var back = new ARequest().ChangesRequested();
        var better = new ARequest { Title = "MFA off on svc-build, with an owner" };

        var again = back.Later(TimeSpan.FromHours(2)).After(better.Submit(ARequest.Sent.AddHours(2)));

        Assert.Equal((Status.InReview, 2, better.Title), (again.State.Status, again.State.Revision, again.State.Content!.Title));
        Assert.Equal(ARequest.Sent, again.State.SubmittedAt);
        Assert.Equal(ARequest.Sent.AddHours(2) + better.DecideWithin, again.State.DecideBy);
    }

    [Fact]
    public void A_request_has_as_many_revisions_as_its_policy_allows_and_the_last_is_approved_or_rejected()
    {
        var (request, review) = (new ARequest(), new ARequest().InReview());
        for (var revision = 1; revision < Policy.DefaultMaxRevisions; revision++)
        {
            review = review.After(Ana.SendsBack(revision)).After(request.Submit(ARequest.Sent));
        }

        Assert.Equal(5, review.State.Revision);
        Assert.Equal(new Refusal.IsLastRevision(), review.Refuses(Ana.SendsBack(5)));
        Assert.Equal(Status.Rejected, review.After(Ana.Rejects(5)).State.Status);
        Assert.Equal(Status.ChangesRequested, review.After(Ana.SendsBack(5) with { MaxRevisions = 6 }).State.Status);
    }

    [Fact]
    public void What_came_back_is_not_revised_beyond_a_limit_that_was_set_since()
    {
        var refusal = new ARequest().ChangesRequested().Refuses(new ARequest().Submit(ARequest.Sent) with { MaxRevisions = 1 });

        Assert.Equal(new Refusal.NoRevisionLeft(1), refusal);
    }

    [Fact]
    public void Another_owner_is_named_even_after_the_last_revision()
    {
        var declined = new ARequest { Owner = Pat }.InReview().After(Pat.DeclinesOwnership());

        var again = declined.After(new ARequest().Submit(ARequest.Sent) with { MaxRevisions = 1 });

        Assert.Equal((Status.InReview, 2), (again.State.Status, again.State.Revision));
    }

    [Fact]
    public void A_revision_keeps_what_it_renews_and_follows()
    {
        var back = new ARequest { Renews = Other, Renewal = 1, AsksAgain = Other }.ChangesRequested();

        var again = back.After(new ARequest { Renews = null, Renewal = 0, AsksAgain = null }.Submit(ARequest.Sent));

        Assert.Equal((Other, 1, Other), (again.State.Renews!.Value, again.State.Renewal, again.State.AsksAgain!.Value));
    }

    [Fact]
    public void Only_the_requester_revises()
    {
        var back = new ARequest { Owner = Pat }.ChangesRequested();

        var refusal = back.Refuses(new ARequest { Requester = Pat }.Submit(ARequest.Sent));

        Assert.Equal(new Refusal.NotTheRequester(), refusal);
    }

    [Fact]
    public void What_came_to_a_decision_is_not_revised()
    {
        var request = new ARequest();

        Assert.Equal(
            new Refusal.NothingToRevise(Status.Rejected), request.InReview().After(Ana.Rejects()).Refuses(request.Submit(ARequest.Sent)));
        Assert.Equal(new Refusal.NothingToRevise(Status.Approved), request.Granted().Refuses(request.Submit(ARequest.Sent)));
    }

    [Fact]
    public void The_requester_may_withdraw_as_long_as_it_is_open()
    {
        ARecord[] open = [new ARequest().Submitted(), new ARequest().InReview(), new ARequest().ChangesRequested()];

        var withdrawn = open.Select(record => record.After(Sal.Withdraws("  Not needed any more. ")));

        Assert.All(withdrawn, record =>
        {
            Assert.Equal(
                (Status.Withdrawn, true, "Not needed any more."), (record.State.Status, record.State.HasEnded, record.State.EndedBecause));
            Assert.Null(record.State.Review);
        });
    }

    [Fact]
    public void Nobody_else_withdraws()
    {
        var open = new ARequest { Owner = Pat }.InReview();

        Assert.All([Pat, Ana, Mallory], person => Assert.Equal(new Refusal.NotTheRequester(), open.Refuses(person.Withdraws())));
    }

    [Fact]
    public void What_is_granted_or_over_is_not_withdrawn()
    {
        Assert.Equal(new Refusal.NotUnderReview(Status.Approved), new ARequest().Granted().Refuses(Sal.Withdraws()));
        Assert.Equal(
            new Refusal.NotUnderReview(Status.Withdrawn), new ARequest().InReview().After(Sal.Withdraws()).Refuses(Sal.Withdraws()));
    }

    [Fact]
    public void A_withdrawal_needs_no_words_and_takes_at_most_1000_characters()
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.TooLong("comment", 1000), open.Refuses(Sal.Withdraws(new string('w', 1001))));
        Assert.Equal(Status.Withdrawn, open.After(Sal.Withdraws(new string('w', 1000))).State.Status);
    }

    [Fact]
    public void Everybody_concerned_may_comment_in_any_state()
    {
        var records = new[]
        {
            new ARequest { Owner = Pat }.InReview(), new ARequest { Owner = Pat }.InReview().After(Bo.Rejects()),
                new ARequest { Owner = Pat }.Granted().At(ARequest.Sent.AddYears(1)),
        };

        var said =
            records.Select(record =>
                record.After(Sal.Says()).After(Pat.Says()).After(Iam.Says(" As policy owner. ", roles: Roles.PolicyOwner)));

        Assert.All(said, record => Assert.Equal([Sal.Person, Pat.Person, Iam.Person], record.State.Remarks.Select(remark => remark.By)));
        Assert.All(said, record => Assert.Equal("As policy owner.", record.State.Remarks[^1].Text));
    }

    [Fact]
    public void Whoever_was_ever_asked_to_decide_may_comment()
    {
        var open = new ARequest().InReview();
        var decided = open.After(Ana.Rejects());
        var replaced = open.After(Wishes.Replaces(Bo, Ciso));

        Assert.Single(open.After(Bo.Says()).State.Remarks);
        Assert.Single(decided.After(Ana.Says()).State.Remarks);
        Assert.Single(decided.After(Bo.Says()).State.Remarks); // another command was first
        Assert.Single(replaced.After(Ana.Rejects()).After(Ciso.Says()).State.Remarks);
    }

    [Fact]
    public void A_stranger_is_not_told_that_it_exists()
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.NotFound(), open.Refuses(Mallory.Says()));
    }

    [Fact]
    public void A_comment_says_something_and_takes_at_most_1000_characters()
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.TooShort("comment", 1), open.Refuses(Sal.Says("  ")));
        Assert.Equal(new Refusal.TooLong("comment", 1000), open.Refuses(Sal.Says(new string('c', 1001))));
    }

    [Fact]
    public void A_head_keeps_the_newest_comments_and_the_record_all()
    {
        var said = Enumerable.Range(1, 7)
            .Aggregate(new ARequest().InReview(), (record, number) => record.After(Sal.Says($"Comment {number}")));

        Assert.Equal(["Comment 3", "Comment 4", "Comment 5", "Comment 6", "Comment 7"], said.State.Remarks.Select(remark => remark.Text));
        Assert.Equal(7, said.Facts.OfType<ExceptionEvent.Commented>().Count());
    }
}
