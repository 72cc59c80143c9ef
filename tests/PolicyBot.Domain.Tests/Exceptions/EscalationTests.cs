using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Testing.Wishes;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>What is not decided in time is asked of more people; and who asked may ask once more.</summary>
public sealed class EscalationTests
{
    [Fact]
    public void Who_joins_may_decide_and_who_was_asked_before_still_may()
    {
        var open = new ARequest().InReview().After(EscalatesTo(Ciso));

        Assert.Equal([Ana.Person, Bo.Person, Ciso.Person], open.State.Review!.Asked);
        Assert.Equal(Status.Approved, open.After(Ciso.Approves()).State.Status);
        Assert.Equal(Status.Approved, open.After(Bo.Approves()).State.Status);
    }

    [Fact]
    public void Where_all_are_needed_who_joins_takes_a_seat_that_is_left_and_the_record_says_whose()
    {
        var open = new ARequest { Stages = [AStage.All(Ana, Bo)] }.InReview().After(Ana.Approves()).After(EscalatesTo(Ciso, Deputy));

        var granted = open.After(Ciso.Approves());

        Assert.Equal(Bo.Person, granted.Facts.OfType<ExceptionEvent.Approved>().Last().InPlaceOf);
        Assert.Equal(Status.Approved, granted.State.Status);
    }

    [Fact]
    public void A_stage_is_escalated_once()
    {
        var open = new ARequest().InReview().After(EscalatesTo(Ciso));

        Assert.Equal(Decision.Nothing, open.Try(EscalatesTo(Deputy)));
    }

    [Fact]
    public void Requester_owner_and_who_is_asked_already_do_not_join()
    {
        var open = new ARequest { Owner = Pat }.InReview().After(EscalatesTo(Sal, Pat, Ana, Ciso));

        Assert.Equal([Ciso.Person], open.State.Review!.Joined);
    }

    [Fact]
    public void Nobody_to_join_is_on_the_record_and_not_tried_again()
    {
        var open = new ARequest().InReview().After(EscalatesTo(Sal));

        Assert.Empty(Assert.IsType<ExceptionEvent.Escalated>(open.Facts[^1]).Added);
        Assert.Equal(Decision.Nothing, open.Try(EscalatesTo(Ciso)));
    }

    [Fact]
    public void A_requester_nudges_at_most_once_a_day()
    {
        var open = new ARequest().InReview();

        var nudged = open.After(Sal.Nudges());

        Assert.Equal(new Refusal.NudgedToday(), nudged.Later(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1)).Refuses(Sal.Nudges()));
        Assert.IsType<Decision.Accepted>(nudged.Later(TimeSpan.FromHours(24)).Try(Sal.Nudges()));
    }

    [Fact]
    public void Only_the_requester_nudges_and_only_while_somebody_must_decide()
    {
        Assert.Equal(new Refusal.NotTheRequester(), new ARequest { Owner = Pat }.InReview().Refuses(Pat.Nudges()));
        Assert.Equal(new Refusal.NotUnderReview(Status.ChangesRequested), new ARequest().ChangesRequested().Refuses(Sal.Nudges()));
        Assert.Equal(new Refusal.NotUnderReview(Status.InReview),
            new ARequest { Owner = Pat }.InReview().After(Ana.Approves()).Refuses(Sal.Nudges()));
    }
}
