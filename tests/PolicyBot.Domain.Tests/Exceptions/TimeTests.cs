using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>What time alone brings about.</summary>
public sealed class TimeTests
{
    [Fact]
    public void It_expires_when_its_last_day_is_over()
    {
        var request = new ARequest();

        var early = request.Granted().At(request.HoldsUntil.AddTicks(-1)).Try(Wishes.Passes());
        var expired = request.Granted().At(request.HoldsUntil).After(Wishes.Passes());

        Assert.Empty(Assert.IsType<Decision.Accepted>(early).Facts);
        Assert.Equal((Status.Expired, request.HoldsUntil), (expired.State.Status, expired.State.EndedAt));
    }

    [Fact]
    public void Silence_never_approves_it_only_ends_the_request()
    {
        var request = new ARequest { DecideWithin = TimeSpan.FromHours(336) };

        ARecord[] open =
            [request.Submitted(), request.InReview(), request.ChangesRequested(),
            (request with { Owner = Pat }).InReview().After(Ana.Approves())];

        Assert.All(open, record =>
        {
            Assert.Empty(Assert.IsType<Decision.Accepted>(record.At(ARequest.Sent.AddHours(336).AddTicks(-1)).Try(Wishes.Passes())).Facts);
            var lapsed = record.At(ARequest.Sent.AddHours(336)).After(Wishes.Passes());
            Assert.Equal((Status.Lapsed, null), (lapsed.State.Status, lapsed.State.Grant));
        });
    }

    [Fact]
    public void A_request_for_less_than_the_time_to_decide_lapses_at_its_own_end()
    {
        var request = new ARequest { ExpiresOn = new(2026, 11, 21) };

        var lapsed = request.InReview().At(request.HoldsUntil).After(Wishes.Passes());

        Assert.Equal(Status.Lapsed, lapsed.State.Status);
    }

    [Fact]
    public void A_shorter_end_shortens_the_time_to_decide_too()
    {
        var half = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Bo)] }.InReview()
            .After(Ana.Approves(until: new(2026, 11, 21)));

        Assert.Equal(new DateTimeOffset(2026, 11, 21, 23, 0, 0, TimeSpan.Zero), ExceptionRules.NextByTime(half.State));
    }

    [Fact]
    public void The_next_thing_time_brings_is_the_lapse_then_the_end_then_nothing()
    {
        var request = new ARequest();

        Assert.Equal(ARequest.Sent + request.DecideWithin, ExceptionRules.NextByTime(request.InReview().State));
        Assert.Equal(request.HoldsUntil, ExceptionRules.NextByTime(request.Granted().State));
        Assert.Null(ExceptionRules.NextByTime(request.Granted().After(Sal.Closes()).State));
        Assert.Null(ExceptionRules.NextByTime(request.Draft().State));
    }

    [Fact]
    public void A_decision_that_comes_too_late_finds_it_lapsed_even_before_anybody_wrote_it_down()
    {
        var late = new ARequest().InReview().At(ARequest.Sent.AddHours(336));

        Assert.Equal(new Refusal.HasEnded(Status.Lapsed), late.Refuses(Ana.Approves()));
        Assert.Equal(new Refusal.HasEnded(Status.Lapsed), late.Refuses(Sal.Withdraws()));
    }

    [Fact]
    public void What_is_wanted_after_the_last_day_finds_it_expired_even_before_anybody_wrote_it_down()
    {
        var request = new ARequest();
        var late = request.Granted().At(request.HoldsUntil);

        ExceptionCommand[] wishes =
            [Sal.Closes(), Iam.Revokes(roles: Roles.PolicyOwner), Sal.LetsItEnd(), Wishes.StartsRenewal(ExceptionId.Parse("PX-00000001"))];

        Assert.All(wishes, wish => Assert.Equal(new Refusal.HasEnded(Status.Expired), late.Refuses(wish)));
    }

    [Fact]
    public void What_has_ended_is_left_alone_by_time()
    {
        var request = new ARequest();
        var closed = request.Granted().After(Sal.Closes()).At(request.HoldsUntil.AddYears(1));

        Assert.Empty(Assert.IsType<Decision.Accepted>(closed.Try(Wishes.Passes())).Facts);
    }

    [Fact]
    public void A_new_revision_has_its_own_time_to_decide()
    {
        var request = new ARequest();
        var later = ARequest.Sent.AddHours(300);

        var second = request.ChangesRequested().At(later).After(request.Submit(later));

        Assert.Equal(later + request.DecideWithin, ExceptionRules.NextByTime(second.State));
    }
}
