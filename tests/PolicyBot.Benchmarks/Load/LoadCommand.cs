using System.Globalization;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab;

namespace PolicyBot.Benchmarks.Load;

/// <summary>
/// Compares two builds of the Host in one run: start, processor time of a message turn, resident memory, a decision press. Their series
/// take turns, so that other load on this machine hits both. Only the ratios say something: the machine is shared with the load.
/// </summary>
internal static class LoadCommand
{
    private const int WarmUp = 3_000;
    private static readonly TimeSpan PressEvery = TimeSpan.FromSeconds(1.0 / 3);
    private static readonly TimeSpan PressSettles = TimeSpan.FromSeconds(1.5);

    /// <summary>Measures and prints.</summary>
    /// <returns>0; 2 when the arguments are wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (LoadOptions.TryRead(arguments, WorkingCopy.HostAssembly) is not { } options)
        {
            Console.Error.WriteLine(LoadOptions.Help);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        if (options.Only.Overlaps(["start", "turns", "memory"]))
        {
            await CompareInMemoryAsync(options, stop.Token);
        }

        if (options.Only.Contains("press"))
        {
            await ComparePressesAsync(options, stop.Token);
        }

        if (options.Only.Contains("requests"))
        {
            await CountPressesAsync(options, stop.Token);
        }

        return 0;
    }

    private static async Task CompareInMemoryAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        await using var mine = await LoadedHost.StartAsync(options.This, inMemory: true, cancellationToken);
        await using var other = await LoadedHost.StartAsync(options.Base, inMemory: true, cancellationToken);
        LoadedHost[] both = [mine, other];
        if (options.Only.Contains("start"))
        {
            var starts = await AlternateAsync(both, options.Starts, host => host.RestartAsync(cancellationToken));
            Print("start to ready, ms", starts, start => start.TotalMilliseconds);
        }

        if (options.Only.Contains("turns"))
        {
            await AlternateAsync(both, 1, host => host.SayHelpAsync(WarmUp, cancellationToken));
            var requests = Array.ConvertAll(both, host => host.StoreRequests);
            var turns = await AlternateAsync(both, options.Series, host => host.SayHelpAsync(options.Turns, cancellationToken));
            Print("processor time of a turn, ms", turns, turn => turn.TotalMilliseconds);
            Print("store requests of a turn", [.. both.Select((host, at) =>
                new[] { (host.StoreRequests - requests[at]) / (double)(options.Series * options.Turns) })], each => each);
        }

        if (options.Only.Contains("memory"))
        {
            while (mine.Turns < options.Memory)
            {
                await AlternateAsync(both, 1, host => host.SayHelpAsync(Math.Min(1_000, options.Memory - host.Turns), cancellationToken));
            }

            Print($"resident after {mine.Turns:N0} turns, MB", [[mine.Resident], [other.Resident]], bytes => bytes / 1e6);
        }
    }

    private static async Task ComparePressesAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        await using var mine = await LoadedHost.StartAsync(options.This, inMemory: false, cancellationToken);
        await using var other = await LoadedHost.StartAsync(options.Base, inMemory: false, cancellationToken);
        var presses = new[] { new TimeSpan[options.Series], new TimeSpan[options.Series] };
        for (var series = -1; series < options.Series; series++)
        {
            IReadOnlyList<Shown>[] cards =
                [await mine.AskAsync(options.Presses, cancellationToken), await other.AskAsync(options.Presses, cancellationToken)];
            List<TimeSpan>[] took = [[], []];
            using var timer = new PeriodicTimer(PressEvery);
            for (var press = 0; press < options.Presses; press++)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                foreach (var side in press % 2 == 0 ? new[] { 0, 1 } : [1, 0])
                {
                    took[side].Add(await LoadedHost.ApproveAsync(cards[side][press]));
                }
            }

            if (series >= 0) // the first one compiles code and opens connections
            {
                (presses[0][series], presses[1][series]) = (Median(took[0]), Median(took[1]));
            }
        }

        Print("decision press on Azurite, p50, ms", presses, press => press.TotalMilliseconds);
    }

    private static async Task CountPressesAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        await using var mine = await LoadedHost.StartAsync(options.This, inMemory: true, cancellationToken);
        await using var other = await LoadedHost.StartAsync(options.Base, inMemory: true, cancellationToken);
        var presses = await AlternateAsync([mine, other], 1, async host =>
        {
            var (path, all) = (new List<int>(), new List<int>());
            IReadOnlyList<string> last = [];
            foreach (var card in await host.AskAsync(options.Presses, cancellationToken))
            {
                var before = host.StoreRequests;
                await LoadedHost.ApproveAsync(card);
                path.Add(host.StoreRequests - before);
                await Task.Delay(PressSettles, cancellationToken);
                all.Add(host.StoreRequests - before);
                last = [.. host.StoreRequestsAfter(before).Select((request, at) => at < path[^1] ? $"  {request}" : $"    {request}")];
            }

            return (Path: Median(path), All: Median(all), Last: last);
        });
        Print("store requests until the press is answered", presses, press => press.Path);
        Print("store requests of a press with all that follows", presses, press => press.All);
        Console.WriteLine($"the last press of this build:\n{string.Join('\n', presses[0][0].Last)}");
    }

    // A B B A A B …: neither is always first.
    private static async Task<T[][]> AlternateAsync<T>(LoadedHost[] both, int series, Func<LoadedHost, Task<T>> measure)
    {
        var measured = Array.ConvertAll(both, _ => new T[series]);
        for (var number = 0; number < series; number++)
        {
            for (var side = 0; side < both.Length; side++)
            {
                var at = (side + number) % both.Length;
                measured[at][number] = await measure(both[at]);
            }
        }

        return measured;
    }

    private static void Print<T>(string what, T[][] measured, Converter<T, double> convert)
    {
        var (mine, other) = (Array.ConvertAll(measured[0], convert), Array.ConvertAll(measured[1], convert));
        double[] ratios = [.. mine.Zip(other, (one, two) => one / two)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Median(mine):0.##} this, {Median(other):0.##} base; "
            + $"ratio {Median(mine) / Median(other):0.00} of the medians, pairs {ratios.Min():0.00} to {ratios.Max():0.00}"));
    }

    private static T Median<T>(IReadOnlyCollection<T> values) => values.Order().ElementAt(values.Count / 2);
}
