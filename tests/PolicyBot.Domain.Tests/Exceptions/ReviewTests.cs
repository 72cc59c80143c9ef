using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>Approve, reject, send back.</summary>
public sealed class ReviewTests
{
    [Fact]
    public void One_approval_grants_where_one_is_needed()
    {
        var request = new ARequest();

        var granted = request.InReview().After(Bo.Approves());

        Assert.Equal(Status.Approved, granted.State.Status);
        Assert.Equal(new Grant(request.HoldsUntil, request.ExpiresOn, ARequest.Sent, GrantedBy: 6, LetToEnd: false), granted.State.Grant);
        Assert.Null(granted.State.Review);
    }

    [Fact]
    public void By_approving_somebody_accepts_a_risk_until_a_day()
    {
        var request = new ARequest { Risk = RiskLabel.Critical };

        var granted = request.InReview().After(Ana.Approves(comment: "  Fine with me, go ahead. "));

        var fact = granted.Facts.OfType<ExceptionEvent.Approved>().Single();
        Assert.Equal(
            new ExceptionEvent.Approved(1, 1, Ana.Person, Ana.Name, null, "Fine with me, go ahead.", null, null, RiskLabel.Critical,
                request.HoldsUntil, Wishes.Seen),
            fact);
    }

    [Fact]
    public void One_rejection_ends_the_request()
    {
        var rejected = new ARequest { Stages = [AStage.Needs(2, Ana, Bo, Ciso)] }.InReview().After(Ana.Approves()).After(Bo.Rejects());

        Assert.Equal((Status.Rejected, true, "Use the vault key instead."),
            (rejected.State.Status, rejected.State.HasEnded, rejected.State.EndedBecause));
        Assert.Equal(new Refusal.NotUnderReview(Status.Rejected), rejected.Refuses(Ciso.Approves()));
    }

    [Fact]
    public void One_request_for_changes_sends_it_back_with_the_open_gaps()
    {
        var back = new ARequest { Questions = ["Who is accountable for ending it?"] }.InReview().After(Ana.SendsBack());

        var fact = back.Facts.OfType<ExceptionEvent.ChangesRequested>().Single();
        Assert.Equal(("Who checks the sign-ins?", Wishes.Seen), (fact.Comment, fact.Seen));
        Assert.Equal(["Who is accountable for ending it?"], fact.Gaps);
        Assert.Equal((Status.ChangesRequested, true, false), (back.State.Status, back.State.IsOpen, back.State.HasEnded));
        Assert.Equal(new Refusal.NotUnderReview(Status.ChangesRequested), back.Refuses(Bo.Approves()));
    }

    public static TheoryData<string> Kinds => ["approve", "reject", "send back"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nobody_decides_on_their_own_exception(string kind)
    {
        var ofAna = new ARequest { Requester = Ana }.InReview();

        var refusal = ofAna.Refuses(Decides(kind, Ana));

        Assert.Equal(new Refusal.OwnRequest(), refusal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_owner_does_not_decide_even_when_listed(string kind)
    {
        var ownedByBo = new ARequest { Owner = Bo }.InReview();

        var refusal = ownedByBo.Refuses(Decides(kind, Bo));

        Assert.Equal(new Refusal.OwnRequest(), refusal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_who_is_asked_decides(string kind)
    {
        var open = new ARequest().InReview();

        Assert.All([Ciso, Iam, Mallory], person => Assert.Equal(new Refusal.NotAnApprover(), open.Refuses(Decides(kind, person))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_card_of_an_old_revision_decides_nothing(string kind)
    {
        var request = new ARequest();
        var second = request.ChangesRequested().After(request.Submit(ARequest.Sent));

        var refusal = second.Refuses(Decides(kind, Ana, revision: 1));

        Assert.Equal(new Refusal.OldRevision(2), refusal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Before_the_approvers_are_known_nobody_decides(string kind)
    {
        var submitted = new ARequest().Submitted();

        Assert.Equal(new Refusal.NotUnderReview(Status.Submitted), submitted.Refuses(Decides(kind, Ana)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_decision_needs_a_comment_of_10_characters_once_trimmed(string kind)
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: "  123456789      ")));
        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: "")));
        Assert.Equal(new Refusal.TooLong("comment", 1000), open.Refuses(Decides(kind, Ana, comment: new string('c', 1001))));
        Assert.IsType<Decision.Accepted>(open.Try(Decides(kind, Ana, comment: " 1234567890 ")));
        Assert.IsType<Decision.Accepted>(open.Try(Decides(kind, Ana, comment: string.Concat(Enumerable.Repeat("ok, ", 250)))));
        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: new string('\u200B', 10))));
        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: "ok\u2060\u3164\u2800\uFE0F\u115F\u180E\u00AD!!!")));
        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: "..........")));
        Assert.Equal(new Refusal.TooShort("comment", 10), open.Refuses(Decides(kind, Ana, comment: "aaaaaaaaaa")));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Who_has_approved_does_not_decide_again_in_that_stage(string kind)
    {
        var half = new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview().After(Ana.Approves());

        Assert.Equal(new Refusal.SeatTaken(), half.Refuses(Decides(kind, Ana)));
    }

    [Fact]
    public void Stages_run_in_their_order()
    {
        var first = new ARequest { Stages = [AStage.Needs(1, Ana, Bo), AStage.All(Ciso)] }.InReview();

        var second = first.Later(TimeSpan.FromHours(3)).After(Ana.Approves());
        var granted = second.After(Ciso.Approves());

        Assert.Equal(new Refusal.NotAnApprover(), first.Refuses(Ciso.Approves()));
        Assert.Equal((2, ARequest.Sent.AddHours(3)), (second.State.Review!.Stage, second.State.Review.OpenedAt));
        Assert.Equal([Ciso.Person], second.State.Review.Asked);
        Assert.Equal(new Refusal.NotAnApprover(), second.Refuses(Bo.Approves()));
        Assert.Equal(Status.Approved, granted.State.Status);
        Assert.Equal([1, 2], granted.Facts.OfType<ExceptionEvent.Approved>().Select(fact => fact.Stage));
    }

    [Fact]
    public void Approvals_of_an_older_revision_never_count()
    {
        var request = new ARequest { Stages = [AStage.Needs(2, Ana, Bo, Ciso)] };
        var second = request.InReview().After(Ana.Approves()).After(Bo.SendsBack()).After(request.Submit(ARequest.Sent));

        var half = second.After(Bo.Approves(revision: 2));
        var granted = half.After(Ana.Approves(revision: 2));

        Assert.Equal(Status.InReview, half.State.Status);
        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void An_approver_may_set_a_shorter_end()
    {
        var request = new ARequest();
        var day = new DateOnly(2026, 12, 24);

        var granted = request.InReview().After(Ana.Approves(until: day));

        var end = CatalogTime.EndOf(day, TestCatalog.Contoso.TimeZone);
        Assert.Equal((end, day), (granted.State.Grant!.HoldsUntil, granted.State.Grant.ExpiresOn));
        Assert.Equal(end, granted.Facts.OfType<ExceptionEvent.Approved>().Single().AcceptedUntil);
        Assert.Equal(end, granted.State.HoldsUntil);
    }

    [Fact]
    public void Of_several_shorter_ends_the_earliest_holds()
    {
        var open = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo), AStage.Needs(1, Ciso)] }.InReview();

        var granted = open.After(Ana.Approves(until: new(2027, 1, 31))).After(Bo.Approves(until: new(2026, 12, 24))).After(Ciso.Approves());

        Assert.Equal(new DateOnly(2026, 12, 24), granted.State.Grant!.ExpiresOn);
        Assert.Equal(CatalogTime.EndOf(new(2026, 12, 24), TestCatalog.Contoso.TimeZone), granted.State.Grant.HoldsUntil);
    }

    [Fact]
    public void An_approver_never_sets_a_later_end_than_what_stands()
    {
        var request = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] };
        var second = request.InReview().After(Ana.Approves(until: new(2026, 12, 24)));

        Assert.Equal(new Refusal.EndNotShorter(request.ExpiresOn), request.InReview().Refuses(Ana.Approves(until: new(2027, 2, 16))));
        Assert.Equal(new Refusal.EndNotShorter(new(2026, 12, 24)), second.Refuses(Bo.Approves(until: new(2026, 12, 25))));
        Assert.IsType<Decision.Accepted>(second.Try(Bo.Approves(until: new(2026, 12, 24))));
    }

    [Fact]
    public void An_approver_never_sets_an_end_that_has_passed()
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.EndNotShorter(new(2027, 2, 15)), open.Refuses(Ana.Approves(until: new(2026, 11, 19))));
        Assert.IsType<Decision.Accepted>(open.Try(Ana.Approves(until: new(2026, 11, 20))));
    }

    [Fact]
    public void A_shorter_end_of_an_older_revision_does_not_hold()
    {
        var request = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] };
        var second = request.InReview().After(Ana.Approves(until: new(2026, 12, 24))).After(Bo.SendsBack())
            .After(request.Submit(ARequest.Sent));

        var granted = second.After(Ana.Approves(revision: 2)).After(Bo.Approves(revision: 2));

        Assert.Equal((request.ExpiresOn, request.HoldsUntil), (granted.State.Grant!.ExpiresOn, granted.State.Grant.HoldsUntil));
    }

    [Fact]
    public void All_decisions_of_all_revisions_stay_in_sight()
    {
        var request = new ARequest();

        var granted = request.ChangesRequested().After(request.Submit(ARequest.Sent)).After(Bo.Approves(revision: 2));

        Assert.Equal(
            [(1, Ana.Person, DecisionKind.ChangesRequested), (2, Bo.Person, DecisionKind.Approved)],
            granted.State.Decisions.Select(decision => (decision.Revision, decision.By, decision.Kind)));
    }

    private static ExceptionCommand Decides(string kind, Domain.Policies.Actor by, int revision = 1, string comment = Wishes.Fine) =>
        kind switch
        {
            "approve" => by.Approves(revision, comment),
            "reject" => by.Rejects(revision, comment),
            "send back" => by.SendsBack(revision, comment),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
