using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>A named owner says yes before the exception is in force.</summary>
public sealed class OwnerTests
{
    [Fact]
    public void Who_asks_for_themselves_is_the_owner_without_being_asked()
    {
        var open = new ARequest().InReview();

        Assert.Equal((Sal.Person, true), (open.State.Owner, open.State.OwnerConfirmed));
        Assert.Equal(new Refusal.OwnerHasAnswered(), open.Refuses(Sal.AcceptsOwnership()));
    }

    [Fact]
    public void An_approved_request_waits_for_the_named_owner()
    {
        var passed = new ARequest { Owner = Pat }.InReview().After(Ana.Approves());

        Assert.Equal((Status.InReview, null), (passed.State.Status, passed.State.Grant));
        Assert.True(passed.State.Review!.Passed);
        Assert.Empty(passed.State.Review.Asked);
        Assert.False(passed.State.IsInForce(passed.Now));
        Assert.Equal(new Refusal.NotUnderReview(Status.InReview), passed.Refuses(Bo.Approves()));
    }

    [Fact]
    public void The_owners_yes_after_the_approvals_grants_it()
    {
        var request = new ARequest { Owner = Pat };

        var granted = request.InReview().After(Ana.Approves(until: new(2026, 12, 24))).Later(TimeSpan.FromHours(5))
            .After(Pat.AcceptsOwnership());

        Assert.Equal(Status.Approved, granted.State.Status);
        Assert.Equal((new DateOnly(2026, 12, 24), ARequest.Sent.AddHours(5)), (granted.State.Grant!.ExpiresOn, granted.State.Grant.Since));
    }

    [Fact]
    public void The_owners_yes_before_the_approvals_is_remembered()
    {
        var accepted = new ARequest { Owner = Pat }.InReview().After(Pat.AcceptsOwnership());

        Assert.Equal(Status.InReview, accepted.State.Status);
        Assert.Equal(Status.Approved, accepted.After(Ana.Approves()).State.Status);
    }

    [Fact]
    public void The_owner_may_answer_before_the_approvers_are_known()
    {
        var accepted = new ARequest { Owner = Pat }.Submitted().After(Pat.AcceptsOwnership());

        Assert.Equal((Status.Submitted, true), (accepted.State.Status, accepted.State.OwnerConfirmed));
    }

    [Fact]
    public void The_owners_no_sends_it_back_to_the_requester()
    {
        var declined = new ARequest { Owner = Pat }.InReview().After(Pat.DeclinesOwnership());

        Assert.Equal((Status.ChangesRequested, null), (declined.State.Status, declined.State.Review));
        Assert.Equal(new Refusal.OwnerHasAnswered(), declined.Refuses(Pat.AcceptsOwnership()));
    }

    [Fact]
    public void Only_the_named_owner_answers()
    {
        var open = new ARequest { Owner = Pat }.InReview();

        Assert.All([Sal, Ana, Mallory], person =>
        {
            Assert.Equal(new Refusal.NotTheOwner(), open.Refuses(person.AcceptsOwnership()));
            Assert.Equal(new Refusal.NotTheOwner(), open.Refuses(person.DeclinesOwnership()));
        });
    }

    [Fact]
    public void The_owner_answers_once()
    {
        var accepted = new ARequest { Owner = Pat }.InReview().After(Pat.AcceptsOwnership());

        Assert.Equal(new Refusal.OwnerHasAnswered(), accepted.Refuses(Pat.AcceptsOwnership()));
        Assert.Equal(new Refusal.OwnerHasAnswered(), accepted.Refuses(Pat.DeclinesOwnership()));
    }

    [Fact]
    public void After_the_end_the_owner_has_nothing_to_answer()
    {
        var rejected = new ARequest { Owner = Pat }.InReview().After(Ana.Rejects());

        Assert.Equal(new Refusal.NotUnderReview(Status.Rejected), rejected.Refuses(Pat.AcceptsOwnership()));
    }

    [Fact]
    public void A_yes_holds_for_the_next_revision_with_the_same_owner_only()
    {
        var request = new ARequest { Owner = Pat };
        var back = request.InReview().After(Pat.AcceptsOwnership()).After(Ana.SendsBack());

        Assert.True(back.After(request.Submit(ARequest.Sent)).State.OwnerConfirmed);
        Assert.False(back.After((request with { Owner = Deputy }).Submit(ARequest.Sent)).State.OwnerConfirmed);
        Assert.True(back.After((request with { Owner = null }).Submit(ARequest.Sent)).State.OwnerConfirmed);
    }

    [Fact]
    public void Whoever_declined_is_asked_again_when_named_again()
    {
        var request = new ARequest { Owner = Pat };

        var again = request.InReview().After(Pat.DeclinesOwnership()).After(request.Submit(ARequest.Sent));

        Assert.False(again.State.OwnerConfirmed);
        Assert.True(again.After(Pat.AcceptsOwnership()).State.OwnerConfirmed);
    }
}
