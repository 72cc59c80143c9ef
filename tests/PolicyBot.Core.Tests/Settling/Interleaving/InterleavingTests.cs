using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Testing;
using Xunit.Abstractions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Core.Tests.Settling.Interleaving;

/// <summary>
/// Commits and settlings of two hosts in every order of their calls to store and chat, up to so many switches from one host to the other, with every call
/// spoilt in every way: what was answered is in the record, and soon after the world matches the record.
/// </summary>
public sealed class InterleavingTests(ITestOutputHelper output)
{
    private static readonly PersonId[] Everybody = [Sal.Person, Pat.Person, Ana.Person, Bo.Person, Ciso.Person, Iam.Person];
    private static readonly ExceptionId Renewed = ExceptionId.Parse("PX-00000002");
    private static readonly ARequest OneSeat = new();
    private static readonly ARequest BothSeats = new() { Stages = [AStage.All(Ana, Bo)] };

    [Fact]
    public void Two_approvers_press_for_the_only_seat() => Prove(
        Settled(OneSeat.InReview()),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()),
        host => host.PressAsync(OneSeat.Id, Bo.Approves()));

    [Fact]
    public void An_approver_presses_twice() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()));

    [Fact]
    public void Two_approvers_press_for_a_seat_each() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Bo.Approves()));

    [Fact]
    public void An_approver_approves_while_the_requester_withdraws() => Prove(
        Settled(OneSeat.InReview()),
        host => host.PressAsync(OneSeat.Id, Ana.Approves()),
        host => host.PressAsync(OneSeat.Id, Sal.Withdraws()));

    [Fact]
    public void An_approver_rejects_while_another_approves() => Prove(
        Settled(BothSeats.InReview()),
        host => host.PressAsync(BothSeats.Id, Ana.Approves()),
        host => host.PressAsync(BothSeats.Id, Bo.Rejects()));

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

    [Fact]
    public void A_renewal_is_approved_while_its_owner_closes_what_it_renews()
    {
        var renewal = OneSeat with { Id = Renewed, Renews = OneSeat.Id, Renewal = 1 };
        Prove(
            Settled(OneSeat.Granted(), renewal.InReview()),
            host => host.PressAsync(Renewed, Ana.Approves()),
            host => host.PressAsync(OneSeat.Id, Sal.Closes()));
    }

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
        Func<Host, Task>[] presses = [host => host.PressAsync(BothSeats.Id, Ana.Approves()), host => host.PressAsync(BothSeats.Id, Bo.Approves())];

        var wrong = FindWrong(Settled(BothSeats.InReview()), presses, switches: 2, faults: 0, everywhere: false, compose)
            ?? FindWrong(Settled(BothSeats.InReview()), presses, switches: 1, faults: 1, everywhere: false, compose);

        Assert.Contains(what, wrong, StringComparison.Ordinal);
    }

    private void Prove(Situation situation, params Func<Host, Task>[] hosts)
    {
        Assert.Null(FindWrong(situation, hosts, switches: 2, faults: 0, everywhere: false, (world, turns) => Host.InTurns(world, turns)));
        Assert.Null(FindWrong(situation, hosts, switches: 1, faults: 1, everywhere: false, (world, turns) => Host.InTurns(world, turns)));
    }

    // A standstill is an accident too. Two accidents at once may leave a message that shows what was; its buttons then say what is.
    private void ProveWithStandstill(Situation situation, params Func<Host, Task>[] hosts) =>
        Assert.Null(FindWrong(situation, hosts, switches: 2, faults: 0, everywhere: true, (world, turns) => Host.InTurns(world, turns)));

    private string? FindWrong(
        Situation situation, Func<Host, Task>[] hosts, int switches, int faults, bool everywhere, Func<World, TurnTaker, Host> compose)
    {
        SynchronizationContext.SetSynchronizationContext(null); // what waits for its turn goes on where the turn is given
        var choices = new Choices();
        var runs = 0;
        do
        {
            runs++;
            var world = new World(situation);
            var turns = new Turns(choices, switches, faults, everywhere);
            var takers = hosts.Select((_, number) => turns.Add($"host {number + 1}")).ToList();
            var running = hosts.Zip(takers, (work, taker) => work(compose(world, taker))).ToList();
            turns.Run();
            Aftermath.SweepAsync(world, Host.Alone(world)).GetAwaiter().GetResult();
            var wrong = takers.Zip(running).Where(host => !host.First.IsDead && !host.Second.IsCompletedSuccessfully)
                .Select(host => $"{host.First.Name} did not come to an end: {host.Second.Exception}")
                .Concat(Aftermath.Faults(world, turns.Faults)).ToList();
            if (wrong.Count > 0)
            {
                return $"{string.Join("\n", wrong)}\nafter\n{string.Join("\n", turns.Story)}";
            }
        }
        while (choices.Next());
        output.WriteLine($"{runs} runs with up to {switches} switches and {faults} faults.");
        return null;
    }

    private static Situation Settled(params ARecord[] records)
    {
        var world = new World(Unsettled(records));
        Aftermath.SweepAsync(world, Host.Alone(world)).GetAwaiter().GetResult();
        Assert.Empty(Aftermath.Faults(world, 0));
        return world.Stands();
    }

    private static Situation Unsettled(params ARecord[] records) => new(
        records.Select(record => record.Now).DefaultIfEmpty(ARequest.Sent).Max(),
        [.. records.Select(record => new ExceptionRecord(new Head(record.State, ""), record.Events, []))],
        [],
        [.. records.Select(record => new WorkItem(record.Now, record.State.Id.Value, record.State.CommitId))],
        [],
        Everybody);
}
