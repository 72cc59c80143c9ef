using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Domain.Tests.Exceptions;

/// <summary>Conditions of an approval are dated promises.</summary>
public sealed class PromiseTests
{
    private static readonly DateOnly Due = new(2026, 12, 15);
    private static readonly DateTimeOffset DueBy = new(2026, 12, 15, 23, 0, 0, TimeSpan.Zero); // the end of that day in Berlin
    private static readonly ARecord Promised = new ARequest { Owner = Pat }.InReview().After(Pat.AcceptsOwnership())
        .After(Ana.ApprovesOn(Due, "Rotate the key.", "Alert on every use."));

    [Fact]
    public void Conditions_of_every_approval_are_promises_once_it_is_in_force()
    {
        var open = new ARequest { Stages = [AStage.Needs(1, Ana), AStage.Needs(1, Ciso)] }.InReview()
            .After(Ana.ApprovesOn(Due, "Rotate the key."));
        var granted = open.After(Ciso.ApprovesOn(Due.AddDays(1), "Alert on every use."));

        Assert.Empty(open.State.Promises);
        Assert.Equal([(1, "Rotate the key.", Due, Ana.Person), (2, "Alert on every use.", Due.AddDays(1), Ciso.Person)],
            granted.State.Promises.Select(promise => (promise.Number, promise.Text, promise.DueOn, promise.SetBy)));
    }

    [Fact]
    public void A_proof_in_time_is_enough_until_somebody_has_looked_at_it()
    {
        var shown = Promised.After(Pat.Proves(1)).After(Pat.Proves(2));

        var late = shown.At(DueBy.AddDays(30)).After(Wishes.Passes());

        Assert.Equal(shown.Events.Count, late.Events.Count);
        Assert.True(late.State.IsInForce(late.Now));
    }

    [Fact]
    public void A_missed_promise_warns_first_and_suspends_three_days_later_to_the_second()
    {
        var missed = Promised.After(Pat.Proves(2)).At(DueBy).After(Wishes.Passes());
        var suspended = missed.Later(TimeSpan.FromDays(3)).After(Wishes.Passes());

        Assert.Equal(new ExceptionEvent.PromiseMissed(1, DueBy.AddDays(3)), missed.Facts[^1]);
        Assert.True(missed.State.IsInForce(DueBy.AddDays(3).AddTicks(-1)));
        Assert.False(missed.State.IsInForce(DueBy.AddDays(3))); // before it is recorded
        Assert.Equal(DueBy.AddDays(3), ExceptionRules.NextByTime(missed.State));
        Assert.Equal(Status.Suspended, suspended.State.Status);
    }

    [Fact]
    public void Who_was_warned_late_because_nobody_looked_has_their_three_days_all_the_same()
    {
        var missed = Promised.At(DueBy.AddDays(7)).After(Wishes.Passes());

        Assert.True(missed.State.IsInForce(missed.Now));
        Assert.All(missed.Facts.OfType<ExceptionEvent.PromiseMissed>(), fact => Assert.Equal(DueBy.AddDays(10), fact.SuspendsAt));
    }

    [Fact]
    public void What_is_suspended_is_in_force_again_once_everything_missed_is_kept_and_not_merely_shown()
    {
        var suspended = Promised.At(DueBy).After(Wishes.Passes()).Later(TimeSpan.FromDays(3)).After(Wishes.Passes());

        var shown = suspended.After(Pat.Proves(1)).After(Pat.Proves(2));
        var half = shown.After(Ana.AcceptsProof(1));
        var kept = half.After(Ana.AcceptsProof(2));

        Assert.Equal(
            [Status.Suspended, Status.Suspended, Status.Approved], new[] { shown, half, kept }.Select(record => record.State.Status));
        Assert.True(kept.State.IsInForce(kept.Now));
    }

    [Fact]
    public void A_proof_that_is_sent_back_after_its_day_warns_anew()
    {
        var returned = Promised.After(Pat.Proves(1)).After(Pat.Proves(2)).At(DueBy.AddDays(5)).After(Ana.ReturnsProof(1))
            .After(Wishes.Passes());

        Assert.Equal(new ExceptionEvent.PromiseMissed(1, DueBy.AddDays(8)), returned.Facts[^1]);
        Assert.True(returned.State.IsInForce(returned.Now));
    }

    [Fact]
    public void What_is_suspended_ends_on_its_day_too()
    {
        var suspended = Promised.At(DueBy).After(Wishes.Passes()).Later(TimeSpan.FromDays(3)).After(Wishes.Passes());

        var over = suspended.At(new ARequest().HoldsUntil).After(Wishes.Passes());

        Assert.Equal(Status.Expired, over.State.Status);
    }

    [Fact]
    public void Only_the_owner_shows_and_only_who_approved_takes_or_returns()
    {
        var shown = Promised.After(Pat.Proves());

        Assert.Equal(new Refusal.NotTheOwner(), Promised.Refuses(Sal.Proves()));
        Assert.Equal(new Refusal.NotAnApproverOfRecord(), shown.Refuses(Bo.AcceptsProof()));
        Assert.Equal(new Refusal.NotAnApproverOfRecord(), shown.Refuses(Pat.AcceptsProof()));
        Assert.Equal(new Refusal.NothingToAccept(), shown.Refuses(Ana.AcceptsProof(2)));
        Assert.Equal(new Refusal.NoSuchPromise(), shown.Refuses(Pat.Proves(3)));
        Assert.Equal(new Refusal.NoSuchPromise(), shown.After(Ana.AcceptsProof()).Refuses(Pat.Proves()));
    }

    [Theory]
    [InlineData("the vault", "It is in the vault.")]
    [InlineData("javascript:alert(1)", "It is in the vault.")]
    [InlineData("https://vault.example/7", "done")]
    public void A_proof_needs_a_comment_and_a_link(string link, string comment)
    {
        Assert.IsType<Decision.Refused>(Promised.Try(Pat.Proves(1, link, comment)));
    }

    [Fact]
    public void Conditions_are_due_between_today_and_the_end()
    {
        var open = new ARequest().InReview();

        Assert.Equal(new Refusal.ConditionsDueOutside(new(2027, 2, 15)), open.Refuses(Ana.ApprovesOn(new(2027, 2, 16), "Rotate the key.")));
        Assert.Equal(
            new Refusal.ConditionsDueOutside(new(2027, 2, 15)), open.Refuses(Ana.ApprovesOn(new(2026, 11, 19), "Rotate the key.")));
        Assert.Equal(new Refusal.TooManyConditions(10), open.Refuses(Ana.ApprovesOn(Due, [.. Enumerable.Repeat("Rotate the key.", 11)])));
        Assert.Equal(new Refusal.TooLong("conditions", 300), open.Refuses(Ana.ApprovesOn(Due, new string('x', 301))));
        Assert.IsType<Decision.Accepted>(open.Try(Ana.ApprovesOn(new(2027, 2, 15), "Rotate the key.")));
    }
}
