using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>Life after approval, and every end.</summary>
public sealed class GrantTests
{
    private static readonly ExceptionId First = ExceptionId.Parse("PX-00000001");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-00000002");

    [Fact]
    public void It_is_in_force_until_its_last_day_is_over_and_not_an_instant_longer()
    {
        var request = new ARequest();
        var granted = request.Granted();

        Assert.True(granted.State.IsInForce(request.HoldsUntil.AddTicks(-1)));
        Assert.False(granted.State.IsInForce(request.HoldsUntil));
        Assert.Equal(new DateTimeOffset(2027, 2, 15, 23, 0, 0, TimeSpan.Zero), request.HoldsUntil);
    }

    [Fact]
    public void Only_what_is_granted_is_in_force()
    {
        ARecord[] others =
        [
            new ARequest().Submitted(), new ARequest().InReview(), new ARequest().ChangesRequested(),
                new ARequest().InReview().After(Ana.Rejects()),
            new ARequest().Granted().After(Sal.Closes()), new ARequest().Granted().After(Ana.Revokes()),
        ];

        Assert.All(others, record => Assert.False(record.State.IsInForce(record.Now)));
    }

    [Fact]
    public void Owner_and_requester_may_close_it_and_say_how_it_was_fixed()
    {
        var granted = new ARequest { Owner = Pat }.Granted();

        var closed = new[] { granted.After(Pat.Closes()), granted.After(Sal.Closes(" The vendor's keys are in use. ")) };

        Assert.All(closed, record =>
            Assert.Equal((Status.Closed, "The vendor's keys are in use."), (record.State.Status, record.State.EndedBecause)));
        Assert.All([Ana, Iam, Mallory], person => Assert.Equal(new Refusal.NotTheOwner(), granted.Refuses(person.Closes())));
        Assert.Equal(new Refusal.TooShort("comment", 10), granted.Refuses(Sal.Closes("fixed")));
        Assert.Equal(new Refusal.TooLong("comment", 1000), granted.Refuses(Sal.Closes(new string('h', 1001))));
    }

    [Fact]
    public void Policy_owner_administrators_and_who_approved_may_revoke_with_a_reason()
    {
        var granted = new ARequest { Owner = Pat, Stages = [AStage.Needs(1, Ana, Bo), AStage.All(Ciso)] }.Granted();

        var revoked =
            new[] { granted.After(Ana.Revokes()), granted.After(Ciso.Revokes()),
            granted.After(Iam.Revokes(" The account was misused. ", roles: Roles.PolicyOwner)) };

        Assert.All(revoked, record =>
            Assert.Equal((Status.Revoked, "The account was misused."), (record.State.Status, record.State.EndedBecause)));
        Assert.All([Sal, Pat, Bo, Mallory], person => Assert.Equal(new Refusal.NotEntitled(), granted.Refuses(person.Revokes())));
        Assert.Equal(new Refusal.TooShort("comment", 10), granted.Refuses(Ana.Revokes("misused")));
    }

    [Fact]
    public void Who_only_sent_it_back_once_may_not_revoke()
    {
        var request = new ARequest();
        var granted = request.ChangesRequested().After(request.Submit(ARequest.Sent)).After(Bo.Approves(revision: 2));

        Assert.Equal(new Refusal.NotEntitled(), granted.Refuses(Ana.Revokes()));
    }

    [Fact]
    public void Only_the_owner_lets_it_end_and_once_is_enough()
    {
        var granted = new ARequest { Owner = Pat }.Granted();

        var left = granted.After(Pat.LetsItEnd());

        Assert.Equal((true, Status.Approved), (left.State.Grant!.LetToEnd, left.State.Status));
        Assert.Equal(Decision.Nothing, left.Try(Pat.LetsItEnd()));
        Assert.Equal(new Refusal.NotTheOwner(), granted.Refuses(Sal.LetsItEnd()));
    }

    [Fact]
    public void What_is_not_granted_cannot_be_closed_revoked_left_or_renewed()
    {
        var open = new ARequest().InReview();

        ExceptionCommand[] wishes =
            [Sal.Closes(), Iam.Revokes(roles: Roles.PolicyOwner), Sal.LetsItEnd(), Wishes.StartsRenewal(First),
            Wishes.FinishesRenewal(First)];

        Assert.All(wishes, wish => Assert.Equal(new Refusal.NotInForce(Status.InReview), open.Refuses(wish)));
    }

    [Fact]
    public void What_has_ended_stays_ended()
    {
        var closed = new ARequest().Granted().After(Sal.Closes());

        Assert.Equal(new Refusal.NotInForce(Status.Closed), closed.Refuses(Iam.Revokes(roles: Roles.PolicyOwner)));
        Assert.Equal(new Refusal.NotInForce(Status.Closed), closed.Refuses(Sal.Closes()));
        Assert.Equal(new Refusal.NotInForce(Status.Closed), closed.Refuses(Sal.LetsItEnd()));
        Assert.Equal(new Refusal.NotInForce(Status.Closed), closed.Refuses(Wishes.StartsRenewal(First)));
        Assert.Equal(Decision.Nothing, closed.Try(Wishes.FinishesRenewal(First)));
        Assert.Equal(Decision.Nothing, closed.Try(Wishes.DropsRenewal(First)));
    }

    [Fact]
    public void A_renewal_takes_over_once_it_is_approved()
    {
        var started = new ARequest().Granted().After(Wishes.StartsRenewal(First));

        var renewed = started.After(Wishes.FinishesRenewal(First));

        Assert.Equal((Status.Approved, First), (started.State.Status, started.State.RenewedBy));
        Assert.Equal((Status.Renewed, First, true), (renewed.State.Status, renewed.State.RenewedBy, renewed.State.HasEnded));
    }

    [Fact]
    public void Nothing_outlives_its_end_for_a_renewal_that_is_not_decided_yet()
    {
        var over = new ARequest().Granted().After(Wishes.StartsRenewal(First)).At(new ARequest().HoldsUntil).After(Wishes.Passes());

        Assert.Equal(Status.Expired, over.State.Status);
        Assert.Equal(Decision.Nothing, over.Try(Wishes.FinishesRenewal(First))); // approved after all: it begins when it is approved
    }

    [Fact]
    public void There_is_one_renewal_at_a_time()
    {
        var started = new ARequest().Granted().After(Wishes.StartsRenewal(First));

        Assert.Equal(Decision.Nothing, started.Try(Wishes.StartsRenewal(First)));
        Assert.Equal(new Refusal.RenewalPending(First), started.Refuses(Wishes.StartsRenewal(Second)));
        Assert.Equal(new Refusal.RenewalPending(First), started.Refuses(Wishes.FinishesRenewal(Second)));
        Assert.Equal(Decision.Nothing, started.Try(Wishes.DropsRenewal(Second)));
    }

    [Fact]
    public void A_renewal_that_was_not_approved_makes_room_for_another()
    {
        var dropped = new ARequest().Granted().After(Wishes.StartsRenewal(First)).After(Wishes.DropsRenewal(First));

        Assert.Equal((Status.Approved, null), (dropped.State.Status, dropped.State.RenewedBy));
        Assert.Equal(Second, dropped.After(Wishes.StartsRenewal(Second)).State.RenewedBy);
    }

    [Fact]
    public void Taking_over_needs_no_announcement()
    {
        var renewed = new ARequest().Granted().After(Wishes.FinishesRenewal(First));

        Assert.Equal((Status.Renewed, First), (renewed.State.Status, renewed.State.RenewedBy));
        Assert.Equal(Decision.Nothing, renewed.Try(Wishes.FinishesRenewal(First)));
    }
}
