using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>What cannot wait for its review starts at once, and ends unless it is reviewed.</summary>
public sealed class EmergencyTests
{
    private static readonly EmergencyStart Hours = new(ARequest.Sent.AddHours(72), ARequest.Sent.AddHours(24));

    [Fact]
    public void It_is_in_force_and_under_review_at_once()
    {
        var started = Start(new ARequest());

        Assert.Equal(Status.InReview, started.State.Status);
        Assert.True(started.State.IsInForce(started.Now));
        Assert.Equal([Ana.Person, Bo.Person], started.State.Review!.Asked);
    }

    [Fact]
    public void No_review_in_time_ends_it_to_the_second()
    {
        var started = Start(new ARequest());

        Assert.True(started.State.IsInForce(Hours.ReviewBy.AddTicks(-1)));
        Assert.False(started.State.IsInForce(Hours.ReviewBy));
        Assert.Equal(Status.Lapsed, started.At(Hours.ReviewBy).After(Wishes.Passes()).State.Status);
    }

    [Fact]
    public void A_reject_ends_it_and_so_do_a_withdrawal_and_a_revocation()
    {
        var started = Start(new ARequest());

        foreach (
            var ended in new[] { started.After(Ana.Rejects()), started.After(Sal.Withdraws()),
            started.After(Iam.Revokes(roles: Roles.PolicyOwner)), started.After(Sal.Closes()) })
        {
            Assert.True(ended.State.HasEnded);
            Assert.False(ended.State.IsInForce(ended.Now));
        }
    }

    [Fact]
    public void An_approval_makes_it_last_until_its_day_and_it_stays_marked()
    {
        var granted = Start(new ARequest()).After(Ana.Approves());

        Assert.True(granted.State.IsInForce(new ARequest().HoldsUntil.AddTicks(-1)));
        Assert.NotNull(granted.State.Emergency);
    }

    [Fact]
    public void What_was_sent_back_in_time_holds_for_its_hours_and_no_longer_whatever_is_sent_again()
    {
        var back = Start(new ARequest()).Later(TimeSpan.FromHours(20)).After(Ana.SendsBack());

        var again = back.After(new ARequest().Submit(back.Now));

        Assert.True(again.State.IsInForce(Hours.HoldsUntil.AddTicks(-1)));
        Assert.False(again.State.IsInForce(Hours.HoldsUntil));
        Assert.Equal(Status.Lapsed, again.At(Hours.HoldsUntil).After(Wishes.Passes()).State.Status);
        Assert.Equal(Status.Lapsed, back.At(Hours.HoldsUntil).After(Wishes.Passes()).State.Status);
    }

    [Fact]
    public void Nothing_critical_nothing_renewed_and_nothing_that_another_must_own_starts_at_once()
    {
        ExceptionCommand.Submit Wish(ARequest request) => request.Submit(ARequest.Sent) with { Emergency = Hours };

        Assert.Equal(new Refusal.EmergencyTooRisky(), new ARequest().Draft().Refuses(Wish(new ARequest { Risk = RiskLabel.Critical })));
        Assert.Equal(new Refusal.NoEmergency(), new ARequest().Draft().Refuses(Wish(new ARequest { Owner = Pat })));
        Assert.Equal(
            new Refusal.NoEmergency(), new ARequest().Draft().Refuses(Wish(new ARequest { Renews = ExceptionId.Parse("PX-00000001") })));
        Assert.Equal(new Refusal.NoEmergency(),
            new ARequest().Draft().Refuses(new ARequest().SubmitAlone(ARequest.Sent) with { Emergency = Hours }));
    }

    private static ARecord Start(ARequest request) => request.Draft().After(request.Submit(ARequest.Sent) with { Emergency = Hours });
}
