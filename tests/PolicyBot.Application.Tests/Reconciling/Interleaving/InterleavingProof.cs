using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Interleaving;
using Xunit.Abstractions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Reconciling.Interleaving;

/// <summary>
/// Commits and reconciles of two hosts in every order of their calls to store and chat, up to so many switches from one host to the other,
/// with every call spoilt in every way: what was answered is in the record, and soon after the world matches the record.
/// </summary>
public abstract class InterleavingProof(ITestOutputHelper output)
{
    private protected static readonly PersonId[] Everybody = [Sal.Person, Pat.Person, Ana.Person, Bo.Person, Ciso.Person, Iam.Person];
    private protected static readonly ARequest OneSeat = new();
    private protected static readonly ARequest BothSeats = new() { Stages = [AStage.All(Ana, Bo)] };

    private protected void Prove(Situation situation, params Func<Host, Task>[] hosts)
    {
        Assert.Null(FindWrong(situation, hosts, switches: 2, faults: 0, everywhere: false, (world, turns) => Host.InTurns(world, turns)));
        Assert.Null(FindWrong(
            situation, hosts, switches: 1, faults: 1, everywhere: false, (world, turns) => Host.InTurns(world, turns), Tries.OneIn(5)));
        Assert.Null(FindWrong(situation, hosts, switches: 0, faults: 1, everywhere: true, (world, turns) => Host.InTurns(world, turns)));
    }

    // A standstill is an accident too. Two accidents at once may leave a message that shows what was; its buttons then say what is.
    private protected void ProveWithStandstill(Situation situation, params Func<Host, Task>[] hosts) =>
        Assert.Null(FindWrong(situation, hosts, switches: 2, faults: 0, everywhere: true, (world, turns) => Host.InTurns(world, turns)));

    private protected string? FindWrong(
        Situation situation,
        Func<Host, Task>[] hosts,
        int switches,
        int faults,
        bool everywhere,
        Func<World, TurnTaker, Host> compose,
        int oneIn = 1)
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
        while (Enumerable.Range(0, oneIn).All(_ => choices.Next()));
        output.WriteLine($"{runs} runs with up to {switches} switches and {faults} faults.");
        return null;
    }

    private protected static Situation Settled(params ARecord[] records)
    {
        var world = new World(Unsettled(records));
        Aftermath.SweepAsync(world, Host.Alone(world)).GetAwaiter().GetResult();
        Assert.Empty(Aftermath.Faults(world, 0));
        return world.Stands();
    }

    private protected static Situation Unsettled(params ARecord[] records) => new(
        records.Select(record => record.Now).DefaultIfEmpty(ARequest.Sent).Max(),
        [.. records.Select(record => new ExceptionRecord(new StreamHead(record.State, ""), record.Events, []))],
        [],
        [.. records.Select(record => new WakeUp(record.Now, record.State.Id.Value, record.State.CommitId))],
        [],
        Everybody);
}
