using PolicyBot.Testing;
using PolicyBot.Testing.Interleaving;
using Xunit.Abstractions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>What a host left behind, or stands still over, meets another host.</summary>
public sealed class SweepInterleavingTests(ITestOutputHelper output) : InterleavingProof(output)
{
    [Fact]
    public void A_draft_is_sent_twice() => Prove(
        Unsettled(),
        host => host.PressAsync(OneSeat.Id, OneSeat.SubmitAlone(ARequest.Sent)),
        host => host.PressAsync(OneSeat.Id, OneSeat.SubmitAlone(ARequest.Sent)));

    [Fact]
    public void A_press_meets_the_sweep_of_what_another_host_left() => Prove(
        Unsettled(OneSeat.InReview()),
        host => host.SweepAsync(),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()));

    [Fact]
    public void Two_hosts_sweep_the_same() => Prove(
        Unsettled(OneSeat.InReview()),
        host => host.SweepAsync(),
        host => host.SweepAsync());

    [Fact]
    public void Two_hosts_sweep_a_review_whose_approver_cannot_be_reached() => Prove(
        Unsettled(OneSeat.InReview()) with { Reachable = [.. Everybody.Where(person => person != Bo.Person)] },
        host => host.SweepAsync(),
        host => host.SweepAsync());

    [Theory]
    [InlineData(31)]
    [InlineData(60)]
    public void An_approver_s_host_stalls(int seconds) => ProveWithStandstill(
        Settled(OneSeat.InReview()),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()),
        async host =>
        {
            await host.StallOthersAsync(TimeSpan.FromSeconds(seconds));
            await host.SweepAsync();
        });

    [Theory]
    [InlineData(31)]
    [InlineData(60)]
    public void A_requester_s_host_stalls(int seconds) => ProveWithStandstill(
        Unsettled(),
        host => host.PressAsync(OneSeat.Id, OneSeat.SubmitAlone(ARequest.Sent)),
        async host =>
        {
            await host.StallOthersAsync(TimeSpan.FromSeconds(seconds));
            await host.SweepAsync();
        });

    [Theory]
    [InlineData(31)]
    [InlineData(60)]
    public void A_host_stalls_while_another_goes_on(int seconds) => ProveWithStandstill(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        async host =>
        {
            await host.StallOthersAsync(TimeSpan.FromSeconds(seconds));
            await host.PressAsync(BothSeats.Id, Bo.Approves());
        });

    [Fact]
    public void A_store_that_forgets_what_is_to_be_looked_at_is_found_out() =>
        FindOut("The notice", (world, turns) => Host.InTurns(world, turns, work: new ForgetfulWork(world.Work)));

    [Fact]
    public void A_store_that_says_that_what_lost_was_stored_is_found_out() =>
        FindOut("The answer said", (world, turns) => Host.InTurns(world, turns, new LyingRegister(world.Register)));

    [Fact]
    public void A_store_that_lets_two_write_one_notice_is_found_out() =>
        FindOut("messages were sent twice", (world, turns) => Host.InTurns(world, turns, new CarelessRegister(world.Register)));

    private void FindOut(string what, Func<World, TurnTaker, Host> compose)
    {
        Func<Host, Task>[] presses =
            [host => host.PressAsync(BothSeats.Id, Ana.Approves()), host => host.PressAsync(BothSeats.Id, Bo.Approves())];

        var wrong = FindWrong(Settled(BothSeats.InReview()), presses, switches: 2, faults: 0, everywhere: false, compose)
            ?? FindWrong(Settled(BothSeats.InReview()), presses, switches: 1, faults: 1, everywhere: false, compose);

        Assert.Contains(what, wrong, StringComparison.Ordinal);
    }
}
