using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>An approver who is away delegates their reviews, for a time and in one step.</summary>
public sealed class DelegationTests
{
    [Fact]
    public void A_delegate_may_decide_and_the_record_says_on_whose_behalf()
    {
        var open = new ARequest().InReview().After(Delegations(Ana.HandsOverTo(Deputy)));

        var granted = open.After(Deputy.Approves());

        var yes = Assert.Single(granted.Facts.OfType<ExceptionEvent.Approved>());
        Assert.Equal((Deputy.Person, Ana.Person, Ana.Person), (yes.Approver, yes.OnBehalfOf, yes.InPlaceOf));
        Assert.Equal([Ana.Person, Bo.Person, Deputy.Person], open.State.Review!.Asked);
        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void Who_handed_over_may_still_decide_and_then_the_delegate_may_not()
    {
        var open = new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview().After(Delegations(Ana.HandsOverTo(Deputy)));

        var half = open.After(Ana.Approves());

        Assert.Equal([Bo.Person], half.State.Review!.Asked);
        Assert.Equal(new Refusal.NotAnApprover(), half.Refuses(Deputy.Approves()));
    }

    [Fact]
    public void What_a_delegate_decided_is_decided_for_who_handed_over()
    {
        var open = new ARequest { Stages = [AStage.Needs(2, Ana, Bo)] }.InReview().After(Delegations(Ana.HandsOverTo(Deputy)));

        var half = open.After(Deputy.Approves());

        Assert.Equal([Bo.Person], half.State.Review!.Asked);
        Assert.Equal(new Refusal.NotAnApprover(), half.Refuses(Ana.Approves()));
    }

    [Fact]
    public void Where_all_are_needed_a_delegate_takes_the_very_seat_and_an_approver_their_own_first()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Delegations(Ana.HandsOverTo(Bo)));

        var half = open.After(Bo.Approves());

        Assert.Null(half.Facts.OfType<ExceptionEvent.Approved>().Single().OnBehalfOf);
        Assert.Equal([Ana.Person], half.State.Review!.Asked); // one person takes one seat
        Assert.Equal(new Refusal.SeatTaken(), half.Refuses(Bo.Approves()));
    }

    [Fact]
    public void It_is_one_step_a_delegate_hands_on_to_nobody()
    {
        var open = new ARequest().InReview().After(Delegations(Ana.HandsOverTo(Deputy), Deputy.HandsOverTo(Mallory)));

        Assert.Equal(new Refusal.NotAnApprover(), open.Refuses(Mallory.Approves()));
    }

    [Fact]
    public void Requester_and_owner_are_nobodys_delegate()
    {
        var open = new ARequest { Owner = Pat }.InReview();

        var same = open.After(Delegations(Ana.HandsOverTo(Sal), Bo.HandsOverTo(Pat)));

        Assert.Empty(same.State.Review!.Delegates);
        Assert.Equal(new Refusal.OwnRequest(), same.Refuses(Pat.Approves()));
    }

    [Fact]
    public void A_delegation_that_has_run_out_decides_nothing_even_before_anybody_noted_it()
    {
        var open = new ARequest().InReview().After(Delegations(Ana.HandsOverTo(Deputy, ARequest.Sent.AddHours(1))));

        var later = open.Later(TimeSpan.FromHours(1));

        Assert.Equal(new Refusal.NotAnApprover(), later.Refuses(Deputy.Approves()));
        Assert.IsType<ExceptionEvent.DelegationEnded>(
            later.After(Delegations(Ana.HandsOverTo(Deputy, ARequest.Sent.AddHours(1)))).Facts[^1]);
    }

    [Fact]
    public void What_stands_is_noted_once_and_what_ended_is_noted_too()
    {
        var standing = Ana.HandsOverTo(Deputy);
        var open = new ARequest().InReview().After(Delegations(standing));

        Assert.Empty(Assert.IsType<Decision.Accepted>(open.Try(Delegations(standing))).Facts);
        Assert.Equal([Ana.Person, Bo.Person], open.After(Delegations()).State.Review!.Asked);
    }

    [Fact]
    public void A_new_stage_asks_for_delegations_of_its_own()
    {
        var open = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Ciso)] }.InReview()
            .After(Delegations(Ana.HandsOverTo(Deputy)));

        var second = open.After(Ana.Approves());

        Assert.Empty(second.State.Review!.Delegates);
        // looked up for the stage before
        Assert.Empty(Assert.IsType<Decision.Accepted>(second.Try(Delegations(Ana.HandsOverTo(Deputy)))).Facts);
    }
}
