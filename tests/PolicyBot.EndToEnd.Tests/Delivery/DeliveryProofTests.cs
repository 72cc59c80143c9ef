using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyBot.EndToEnd.Tests.Crashes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using Xunit.Abstractions;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>Three casts: in each other people are in Teams, in Slack or in both.</summary>
public sealed class ProofLab() : DeliveryLab(Asking + 1)
{
    /// <summary>How many casts take part.</summary>
    public const int Asking = 4;
}

// its clock is turned, and its Hosts need the machine's processors for themselves
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProofTests : ICollectionFixture<ProofLab>
{
    public const string Name = "proof";
}

/// <summary>
/// The proof of delivery: twenty people ask and decide in both channels, two Hosts behind one address are killed again and again, and both
/// channels fail a third of the time. What was promised to people holds after it. See docs/proof.md.
/// </summary>
[Collection(ProofTests.Name)]
public sealed class DeliveryProofTests(ProofLab running, ITestOutputHelper output)
    : SlackTest(running, new Cast(1), TimeSpan.FromSeconds(ProofSize.Seconds * 4 + 300))
{
    private const int ShownInFull = 3;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(500);

    // what could not be decided by then is for the checker to tell
    private static readonly TimeSpan LongestCalm = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(46); // and the look that a dead Host had planned

    [ProofFact]
    public Task Two_Hosts_without_faults_deliver_everything_once() => ProveAsync("calm", exceptions: 8, [], seconds: 0);

    [ProofFact]
    public Task Killed_Hosts_and_failing_channels_lose_nothing_and_repeat_only_what_nobody_heard() => ProveAsync(
        "storm", ProofSize.Exceptions, BurstPlan.From(ProofSize.Seed, TimeSpan.FromSeconds(ProofSize.Seconds)), ProofSize.Seconds);

    private async Task ProveAsync(string name, int exceptions, IReadOnlyList<Burst> bursts, int seconds)
    {
        var started = Stopwatch.GetTimestamp();
        Say($"seed {ProofSize.Seed}, {exceptions} exceptions, {seconds} s of kills and bursts: {string.Join(", ", bursts.Take(12))} …");
        var play = new Play(name, Lab, ProofSize.Seed, Deadline);
        using var faults = new PlayedFaults(Lab, bursts);
        var harness = new CrashHarness(Running, output)
        {
            BehindOneAddress = true,
            Pauses = (500, 2_500),
            KillFor = TimeSpan.FromSeconds(seconds),
        };
        await harness.RunAsync(
            ProofSize.Seed,
            kills: seconds == 0 ? 0 : int.MaxValue,
            (_, enough) => LiveAsync(play, faults, exceptions, enough),
            Deadline,
            hosts: 2);
        Say($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: all is decided; {harness.Killed.Count} kills, "
            + $"{faults.Calls.Count(call => call.Fault is not null)} of {faults.Calls.Count} requests went wrong");
        await DrainAsync(faults);
        var rows = await ProofRow.ReadAsync(play);
        var checker = new ProofChecker(play, faults.Calls, harness.Killed);
        var violations = await checker.CheckAsync(rows);
        Say($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: {rows.Count} exceptions, {play.Done.Count} accepted answers, "
            + $"{checker.Repeated} repeated in Teams, {checker.NotAskedInTime} not asked before it was decided, {violations.Count} faults");
        var (exitCode, verified) = await Lab.RunVerbAsync(Deadline, "audit", "verify");
        Assert.True(violations.Count == 0, await ReportAsync(violations, checker, faults, harness));
        Assert.Contains(" 0 broken.", verified, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.True(play.Done.Count(one => one.Fact == "submitted") == exceptions, $"{play.Done.Count} accepted answers");
    }

    private async Task LiveAsync(Play play, PlayedFaults faults, int exceptions, Func<bool> enough)
    {
        var casts = Enumerable.Range(1, ProofLab.Asking).Select(number => new Cast(number)).ToList();
        var approvers = Task.WhenAll(casts.SelectMany(cast => new[] { "ana", "bo", "carla", "deputy" }.Select(cast.Email))
            .Select(email => new PlayedApprover(play, email).DecideAsync()));
        var asking = casts.SelectMany(cast => new[] { "sal", "fay" }.Select(cast.Email)).ToList();
        var requesters = Task.WhenAll(asking.Select(async (email, index) =>
        {
            var requester = new PlayedRequester(play, email, Today.AddDays(20));
            for (var number = index; number < exceptions; number += asking.Count)
            {
                await requester.AskAsync(number);
            }
        }));

        var (said, calm, done) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, 0);
        while (calm < LongestCalm && (!enough() || !requesters.IsCompleted || !await IsAllDecidedAsync()))
        {
            if (approvers.IsCompleted || requesters.IsFaulted)
            {
                await await Task.WhenAny(approvers, requesters); // one of them failed
                break;
            }

            if (enough())
            {
                faults.Stop();
                calm = requesters.IsCompleted && done == play.Done.Count ? calm + Round : TimeSpan.Zero;
                done = play.Done.Count;
                await TurnPastLeasesAsync(faults);
            }

            if (Stopwatch.GetElapsedTime(said) > TimeSpan.FromSeconds(10))
            {
                said = Stopwatch.GetTimestamp();
                var asked = play.Done.Count(one => one.Fact == "submitted");
                Say($"{asked} asked, {play.Done.Count - asked} decisions");
            }

            await Task.Delay(Round, Deadline);
        }

        play.IsOver = true;
        await requesters;
        await approvers;
    }

    private async Task<bool> IsAllDecidedAsync()
    {
        var heads = await Lab.Rows.QueryAsync($"{Lab.TablePrefix}Exceptions", "RowKey eq 'head'", Deadline);
        return heads.Select(row => StoredRecord.TextOf(row, "State")).All(state =>
            state.Contains("\"status\":\"approved\"", StringComparison.Ordinal)
            || state.Contains("\"status\":\"rejected\"", StringComparison.Ordinal));
    }

    /// <summary>A Host that was killed holds leases: the others go on when they run out, which need not be waited for.</summary>
    private async Task TurnPastLeasesAsync(PlayedFaults faults)
    {
        if (faults.IsQuiet(TimeSpan.FromSeconds(1.5)))
        {
            Lab.Clock.Advance(Lease);
            await Task.Delay(TimeSpan.FromSeconds(1), Deadline);
        }
    }

    private async Task DrainAsync(PlayedFaults faults)
    {
        faults.Stop();
        await Record.UntilAsync(() => Task.FromResult(faults.IsQuiet(TimeSpan.FromSeconds(1))));
        await PassAsync(TimeSpan.FromMinutes(31)); // beyond every lease, and the time for which a form keeps its message
        await PassAsync(TimeSpan.FromHours(25)); // what slipped through is reconciled once a day
        for (var hours = 0; hours < 30 && await Record.IsAnythingPutOffAsync(); hours++)
        {
            await PassAsync(TimeSpan.FromHours(1));
        }
    }

    private async Task<string> ReportAsync(
        IReadOnlyList<Violation> violations, ProofChecker checker, PlayedFaults faults, CrashHarness harness)
    {
        var report = new StringBuilder();
        var rules = violations.CountBy(fault => fault.Rule).OrderBy(rule => rule.Key).Select(rule => $"rule {rule.Key}: {rule.Value}");
        report.AppendLine(CultureInfo.InvariantCulture, $"seed {ProofSize.Seed}: {violations.Count} faults; {string.Join(", ", rules)}")
            .AppendJoin('\n', violations).AppendLine();
        foreach (var fault in violations.DistinctBy(fault => fault.Rule).Concat(violations).DistinctBy(fault => fault.Id).Take(ShownInFull))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"\n=== {fault}\n--- what {fault.Person} sees");
            report.AppendLine(checker.Seen(fault.Id, fault.Person)).AppendLine("--- requests about it");
            report.AppendJoin('\n', faults.Calls.Where(call => call.Body.Contains(fault.Id, StringComparison.Ordinal)));
            report.AppendLine("\n--- kills").AppendJoin(' ', harness.Killed.Select(kill => $"{kill:HH:mm:ss.fff}"));
            report.AppendLine("\n--- the Hosts' lines");
            report.AppendJoin('\n', harness.Lines.Where(line => line.Contains(fault.Id, StringComparison.Ordinal)));
            report.AppendLine("\n--- stored").AppendLine(await Record.EverythingAsync(fault.Id));
        }

        return report.ToString();
    }

    /// <summary>Into the test's output, and at once to who waits for a long run.</summary>
    private void Say(string line)
    {
        output.WriteLine(line);
        Console.WriteLine($"proof: {line}");
    }
}

/// <summary>How long the proof is: short in a run of all tests, longer by environment variables.</summary>
internal static class ProofSize
{
    /// <summary>How many exceptions are asked for.</summary>
    public static int Exceptions { get; } = Read("POLICYBOT_PROOF_EXCEPTIONS", 24);

    /// <summary>Of kills, bursts and choices.</summary>
    public static int Seed { get; } = Read("POLICYBOT_PROOF_SEED", 7);

    /// <summary>For how long Hosts are killed and channels fail.</summary>
    public static int Seconds { get; } = Read("POLICYBOT_PROOF_SECONDS", 16);

    private static int Read(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : otherwise;
}

/// <summary>A proof may take as long as it was told to.</summary>
internal sealed class ProofFactAttribute : FactAttribute
{
    public ProofFactAttribute() => Timeout = LastEnd + (ProofSize.Seconds * 4_000);
}
