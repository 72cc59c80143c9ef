using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>Who may take which seat of a stage.</summary>
public sealed class SeatsTests
{
    [Fact]
    public void Two_seats_need_two_different_people()
    {
        var open = new ARequest { Stages = [AStage.Needs(2, Ana, Bo, Ciso)] }.InReview();

        var half = open.After(Bo.Approves());
        var whole = half.After(Ciso.Approves());

        Assert.Equal(Status.InReview, half.State.Status);
        Assert.Equal([Ana.Person, Ciso.Person], half.State.Review!.Asked);
        Assert.Equal(new Refusal.SeatTaken(), half.Refuses(Bo.Approves()));
        Assert.Equal(Status.Approved, whole.State.Status);
    }

    [Fact]
    public void Where_all_are_needed_all_of_them_must_approve()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo, Ciso)] }.InReview();

        var two = open.After(Ciso.Approves()).After(Ana.Approves());
        var all = two.After(Bo.Approves());

        Assert.Equal((Status.InReview, Status.Approved), (two.State.Status, all.State.Status));
        Assert.Equal([Bo.Person], two.State.Review!.Asked);
    }

    [Fact]
    public void The_same_person_may_sit_in_two_stages()
    {
        var open = new ARequest { Stages = [AStage.Needs(1, Ana, Bo), AStage.All(Ana, Ciso)] }.InReview();

        var granted = open.After(Ana.Approves()).After(Ana.Approves()).After(Ciso.Approves());

        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void A_stand_in_is_asked_beside_the_person_out_of_reach_where_any_seat_will_do()
    {
        var open = new ARequest().InReview();

        var more = open.After(Wishes.Replaces(Ana, Ciso));
        var granted = more.After(Ciso.Approves());

        Assert.Equal([Ana.Person, Bo.Person, Ciso.Person], more.State.Review!.Asked);
        Assert.Equal(new StandIn(Ciso.Person, Ana.Person, 5), Assert.Single(more.State.Review.StandIns));
        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void A_stand_in_takes_the_seat_of_the_one_they_stand_in_for()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Wishes.Replaces(Ana, Ciso));

        var half = open.After(Ciso.Approves());
        var granted = half.After(Bo.Approves());

        Assert.Equal(Ana.Person, half.Facts.OfType<ExceptionEvent.Approved>().Single().InPlaceOf);
        Assert.Equal(new Refusal.NotAnApprover(), half.Refuses(Ana.Approves()));
        Assert.Equal([Bo.Person], half.State.Review!.Asked);
        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void Who_is_back_takes_their_own_seat_and_the_stand_in_has_none()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Wishes.Replaces(Ana, Ciso));

        var half = open.After(Ana.Approves());

        Assert.Null(half.Facts.OfType<ExceptionEvent.Approved>().Single().InPlaceOf);
        Assert.Equal(new Refusal.NotAnApprover(), half.Refuses(Ciso.Approves()));
    }

    [Fact]
    public void A_stand_in_for_a_stand_in_takes_the_very_same_seat()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Wishes.Replaces(Ana, Ciso))
            .After(Wishes.Replaces(Ciso, Deputy));

        var half = open.After(Ana.Approves());
        var instead = open.After(Deputy.Approves());

        Assert.Equal(new Refusal.NotAnApprover(), half.Refuses(Deputy.Approves()));
        Assert.Equal([Bo.Person], half.State.Review!.Asked);
        Assert.Equal(Ana.Person, instead.Facts.OfType<ExceptionEvent.Approved>().Single().InPlaceOf);
        Assert.Equal(Status.InReview, instead.State.Status);
    }

    [Fact]
    public void Whom_routing_put_in_somebodys_place_takes_that_seat()
    {
        var stage =
            AStage.All(Bo) with
            {
                Seats = 2,
                People = [new RoutedPerson(Bo.Person, "member", null), new RoutedPerson(Ciso.Person, "for Ana", Ana.Person)]
            };

        var half = new ARequest { Stages = [stage] }.InReview().After(Ciso.Approves());

        Assert.Equal(Ana.Person, half.Facts.OfType<ExceptionEvent.Approved>().Single().InPlaceOf);
        Assert.Equal(Status.Approved, half.After(Bo.Approves()).State.Status);
    }

    [Fact]
    public void Requester_and_owner_never_stand_in()
    {
        var open = new ARequest { Owner = Pat }.InReview();

        var more = open.After(Wishes.Replaces(Ana, Sal, Pat, Ana, Bo, Ciso));

        Assert.Equal([Ciso.Person], more.Facts.OfType<ExceptionEvent.StoodIn>().Single().StandIns);
    }

    [Fact]
    public void Who_has_approved_does_not_stand_in_for_somebody_else()
    {
        var half = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Bo.Approves());

        var more = half.After(Wishes.Replaces(Ana, Bo, Ciso));

        Assert.Equal([Ciso.Person], more.Facts.OfType<ExceptionEvent.StoodIn>().Single().StandIns);
    }

    [Fact]
    public void That_nobody_stands_in_is_recorded_once()
    {
        var open = new ARequest().InReview();

        var known = open.After(Wishes.Replaces(Ana));
        var again = known.Try(Wishes.Replaces(Ana));
        var found = known.After(Wishes.Replaces(Ana, Ciso));

        Assert.Equal(
            new ExceptionEvent.StoodIn(1, 1, Ana.Person, "user_not_found", []), known.Facts[^1] as ExceptionEvent.StoodIn, SameFact);
        Assert.Equal(Decision.Nothing, again);
        Assert.Equal([Ana.Person, Bo.Person, Ciso.Person], found.State.Review!.Asked);
    }

    [Fact]
    public void Replacing_somebody_twice_adds_nobody_twice()
    {
        var more = new ARequest().InReview().After(Wishes.Replaces(Ana, Ciso));

        Assert.Equal(Decision.Nothing, more.Try(Wishes.Replaces(Ana, Ciso)));
    }

    [Fact]
    public void Nobody_is_replaced_whose_seat_is_not_wanted()
    {
        var half = new ARequest { Stages = [AStage.All(Ana, Bo), AStage.All(Ciso)] }.InReview().After(Ana.Approves());

        Assert.Equal(Decision.Nothing, half.Try(Wishes.Replaces(Ana, Deputy)));
        Assert.Equal(Decision.Nothing, half.Try(Wishes.Replaces(Mallory, Deputy)));
        Assert.Equal(Decision.Nothing, half.Try(Wishes.ReplacesIn(2, Bo, Deputy)));
        Assert.Equal(Decision.Nothing, half.After(Bo.Rejects()).Try(Wishes.Replaces(Bo, Deputy)));
    }

    [Fact]
    public void Stand_ins_end_with_their_stage()
    {
        var second = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Ana, Bo)] }.InReview().After(Wishes.Replaces(Ana, Ciso))
            .After(Ciso.Approves());

        Assert.Equal([Ana.Person, Bo.Person], second.State.Review!.Asked);
        Assert.Equal(new Refusal.NotAnApprover(), second.Refuses(Ciso.Approves()));
    }

    private static bool SameFact(ExceptionEvent.StoodIn? expected, ExceptionEvent.StoodIn? actual) =>
        expected is not null && actual is not null && expected with { StandIns = [] } == actual with { StandIns = [] }
            && expected.StandIns.SequenceEqual(actual.StandIns);
}
