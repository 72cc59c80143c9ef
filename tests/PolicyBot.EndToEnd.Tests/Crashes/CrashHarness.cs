using System.Collections.Concurrent;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.LabProcess;
using Xunit.Abstractions;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>
/// Kills Hosts on one store at moments of a seed, and starts them again, while people go on. What they and the store say after is for the
/// test to check. The seed is in the test's output: the same one kills after the same pauses.
/// </summary>
public sealed class CrashHarness(RunningLab running, ITestOutputHelper output)
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<DateTimeOffset> _killed = new();

    /// <summary>The shortest and the longest pause before a kill, in milliseconds.</summary>
    public (int Least, int Most) Pauses { get; init; } = (50, 1_200);

    /// <summary>After how long no host is killed any more; null: only the number of kills counts.</summary>
    public TimeSpan? KillFor { get; init; }

    /// <summary>
    /// Whether all Hosts serve behind one address, as behind a load balancer; otherwise people in Teams talk to one of them, another one
    /// after each kill.
    /// </summary>
    public bool BehindOneAddress { get; init; }

    /// <summary>What all Hosts wrote, each line with the number of its Host.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>When (UTC, real time) a Host was killed.</summary>
    public IReadOnlyCollection<DateTimeOffset> Killed => _killed;

    /// <summary>Lets people live until the last Host was killed and they have ended what they began.</summary>
    /// <param name="seed">Of the pauses, of which Host is killed, and of what people do.</param>
    /// <param name="kills">How many Hosts are killed, one after the other.</param>
    /// <param name="live">What people do until they are told that it is enough.</param>
    /// <param name="hosts">How many Hosts serve at once.</param>
    public async Task RunAsync(int seed, int kills, Func<Random, Func<bool>, Task> live, CancellationToken deadline, int hosts = 1)
    {
        output.WriteLine($"seed {seed}: {kills} kills of {hosts} Hosts");
        var (random, enough) = (new Random(seed), false);
        var lab = running.Lab;
        var (first, firstApp) = (lab.Tenant.BotAddress, lab.Workspace?.AppAddress);
        var others = new HostProcess[hosts - 1];
        await using var balancer = BehindOneAddress
            ? new LoadBalancer(() => [lab.HostAddress, .. others.OfType<HostProcess>().Select(host => host.Address)]) : null;
        try
        {
            Hear(lab.Host, 1);
            for (var other = 0; other < others.Length; other++)
            {
                others[other] = await lab.StartAnotherHostAsync(deadline);
                Hear(others[other], other + 2);
            }

            if (balancer is not null)
            {
                Serve(new Uri(balancer.Address, "/api/messages"), balancer.Address);
            }

            var lives = live(new Random(random.Next()), () => Volatile.Read(ref enough));
            var started = TimeProvider.System.GetTimestamp();
            for (var kill = 0; kill < kills && !(TimeProvider.System.GetElapsedTime(started) >= KillFor); kill++)
            {
                await Task.Delay(random.Next(Pauses.Least, Pauses.Most), deadline);
                var victim = random.Next(hosts);
                _killed.Enqueue(TimeProvider.System.GetUtcNow());
                if (victim == 0)
                {
                    await lab.Host.KillAsync();
                    await lab.StartHostAsync(deadline);
                    running.Listen();
                    Hear(lab.Host, 1);
                }
                else
                {
                    await others[victim - 1].KillAsync();
                    await others[victim - 1].DisposeAsync();
                    others[victim - 1] = await lab.StartAnotherHostAsync(deadline);
                    Hear(others[victim - 1], victim + 1);
                }

                var next = random.Next(hosts);
                if (balancer is null)
                {
                    Serve(next == 0 ? first : new Uri(others[next - 1].Address, "/api/messages"), firstApp);
                }
            }

            Volatile.Write(ref enough, true);
            await lives;
        }
        finally
        {
            Serve(first, firstApp);
            foreach (var other in others.OfType<HostProcess>())
            {
                await other.DisposeAsync();
            }
        }

        void Serve(Uri? bot, Uri? app)
        {
            lab.Tenant.BotAddress = bot;
            lab.Workspace?.AppAddress = app;
        }
    }

    private void Hear(HostProcess host, int number)
    {
        foreach (var line in host.Output)
        {
            Note(line);
        }

        host.LineWritten += Note;
        void Note(string line) => _lines.Enqueue($"{number}| {line}");
    }
}
