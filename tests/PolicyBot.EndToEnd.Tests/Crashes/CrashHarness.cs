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
    /// <summary>Lets people live until the last Host was killed and they have ended what they began.</summary>
    /// <param name="seed">Of the pauses, of which Host is killed, and of what people do.</param>
    /// <param name="kills">How many Hosts are killed, one after the other.</param>
    /// <param name="live">What people do until they are told that it is enough.</param>
    /// <param name="hosts">How many Hosts serve at once. People talk to one of them, another one after each kill.</param>
    public async Task RunAsync(int seed, int kills, Func<Random, Func<bool>, Task> live, CancellationToken deadline, int hosts = 1)
    {
        output.WriteLine($"seed {seed}: {kills} kills of {hosts} Hosts");
        var (random, enough) = (new Random(seed), false);
        var lab = running.Lab;
        var first = lab.Tenant.BotAddress;
        var others = new HostProcess[hosts - 1];
        try
        {
            for (var other = 0; other < others.Length; other++)
            {
                others[other] = await lab.StartAnotherHostAsync(deadline);
            }

            var lives = live(new Random(random.Next()), () => Volatile.Read(ref enough));
            for (var kill = 0; kill < kills; kill++)
            {
                await Task.Delay(random.Next(50, 1_200), deadline);
                var victim = random.Next(hosts);
                if (victim == 0)
                {
                    await lab.Host.KillAsync();
                    await lab.StartHostAsync(deadline);
                    running.Listen();
                }
                else
                {
                    await others[victim - 1].KillAsync();
                    await others[victim - 1].DisposeAsync();
                    others[victim - 1] = await lab.StartAnotherHostAsync(deadline);
                }

                var next = random.Next(hosts);
                lab.Tenant.BotAddress = next == 0 ? first : new Uri(others[next - 1].Address, "/api/messages");
            }

            Volatile.Write(ref enough, true);
            await lives;
        }
        finally
        {
            lab.Tenant.BotAddress = first;
            foreach (var other in others.OfType<HostProcess>())
            {
                await other.DisposeAsync();
            }
        }
    }
}
