using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Interleaving;

/// <summary>The result of a call to a port.</summary>
public enum Turn
{
    /// <summary>It goes well.</summary>
    Goes,

    /// <summary>The host dies before it, and with it everything that the host was at.</summary>
    Dies,

    /// <summary>It does not happen, and the host gets a failure.</summary>
    Fails,

    /// <summary>It happens, and the host gets a failure: the answer was lost.</summary>
    LosesItsAnswer,
}

/// <summary>What a call does, as far as another host could tell.</summary>
public enum CallKind
{
    /// <summary>It only looks.</summary>
    Reads,

    /// <summary>It changes what others look at.</summary>
    Writes,

    /// <summary>It changes something that no other host reads or changes before this host, or its lease, has ended.</summary>
    WritesUnseen,
}

/// <summary>A call to a port.</summary>
/// <param name="Kind">What it does to others.</param>
/// <param name="Name">What it is called in the story.</param>
public readonly record struct PortCall(CallKind Kind, string Name);

/// <summary>Lets hosts do one call to a port at a time, in an order that <see cref="Choices"/> decides, and spoils some of them.</summary>
/// <param name="choices">Decides.</param>
/// <param name="switches">How often one host may be left waiting while it could go on.</param>
/// <param name="faults">How many calls may be spoilt.</param>
/// <param name="everywhere">
/// Whether a switch may also come before a call whose order no other host can observe, unless time passes; and whether calls also fail.
/// </param>
public sealed class Turns(Choices choices, int switches, int faults, bool everywhere)
{
    private readonly List<TurnTaker> hosts = [];

    /// <summary>What happened, call by call.</summary>
    public List<string> Story { get; } = [];

    /// <summary>How many calls were spoilt.</summary>
    public int Faults { get; private set; }

    /// <summary>One more host.</summary>
    public TurnTaker Add(string name)
    {
        hosts.Add(new TurnTaker(name));
        return hosts[^1];
    }

    /// <summary>Goes on until every host is done or dead.</summary>
    public void Run()
    {
        TurnTaker? current = null;
        while (hosts.Where(host => host.IsWaiting).ToList() is { Count: > 0 } waiting)
        {
            var goesOn = current is { IsWaiting: true } ? current : null;
            var maySwitch = goesOn is null || (switches > 0 && (everywhere || goesOn.Next.Kind != CallKind.WritesUnseen));
            List<(TurnTaker Host, Turn Turn)> options = [];
            foreach (var host in waiting.Where(host => maySwitch || host == goesOn).OrderByDescending(host => host == goesOn))
            {
                options.Add((host, Turn.Goes));
                if (Faults < faults)
                {
                    // Dying before a mere look, or losing its answer, leaves nothing else behind; and a call that fails leaves what dying
                    // leaves.
                    options.AddRange(host.Next.Kind == CallKind.Reads ? [] : [(host, Turn.Dies), (host, Turn.LosesItsAnswer)]);
                    options.AddRange(everywhere ? [(host, Turn.Fails)] : []);
                }
            }

            var (next, turn) = options[choices.Take(options.Count)];
            switches -= goesOn is not null && next != goesOn ? 1 : 0;
            Faults += turn == Turn.Goes ? 0 : 1;
            Story.Add($"{next.Name}: {next.Next.Name}{(turn == Turn.Goes ? "" : $" ({turn})")}");
            next.Take(turn);
            current = next;
        }
    }
}

/// <summary>A host whose calls to ports wait for their turn. Everything runs on the thread that gives the turns.</summary>
public sealed class TurnTaker(string name)
{
    private readonly Queue<(PortCall Call, TaskCompletionSource<Turn> Turn)> waiting = new();

    /// <summary>What it is called in the story.</summary>
    public string Name => name;

    /// <summary>Whether it died.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether a call of it waits for its turn.</summary>
    public bool IsWaiting => !IsDead && waiting.Count > 0;

    /// <summary>The call that waits.</summary>
    public PortCall Next => waiting.Peek().Call;

    /// <summary>Gives the turn to the call that waits, and lets the host go on up to its next one.</summary>
    public void Take(Turn turn)
    {
        IsDead = turn == Turn.Dies;
        if (!IsDead)
        {
            waiting.Dequeue().Turn.SetResult(turn); // goes on here and now, up to the next call
        }
    }

    /// <summary>A call to the store; a spoilt one is an outage.</summary>
    public async Task<T> CallAsync<T>(PortCall call, Func<Task<T>> port)
    {
        var turn = await NextAsync(call);
        var result = turn == Turn.Fails ? default! : await port();
        return turn == Turn.Goes ? result : throw new StoreUnavailableException($"{call.Name}: {turn}");
    }

    /// <summary>A call to the store; a spoilt one is an outage.</summary>
    public Task CallAsync(PortCall call, Func<Task> port) => CallAsync(call, async () =>
    {
        await port();
        return true;
    });

    /// <summary>Waits for the turn.</summary>
    public Task<Turn> NextAsync(PortCall call)
    {
        var turn = new TaskCompletionSource<Turn>();
        waiting.Enqueue((call, turn));
        return turn.Task;
    }
}
