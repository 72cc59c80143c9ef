using System.Globalization;
using BenchmarkDotNet.Attributes;
using PolicyBot.Lab.Azurite;
using PolicyBot.Tables.Tests.Work;

namespace PolicyBot.Benchmarks;

/// <summary>
/// A look at what is due, on Azurite in memory, with little and with much planned for later. What it asks the store for is what counts and must be the same; how long
/// that takes says nothing about Azure, where a query reads a range of an ordered partition: Azurite goes through its whole table.
/// </summary>
[InvocationCount(1)]
[WarmupCount(1)]
[IterationCount(5)]
public class SweepBenchmarks
{
    private const int Due = 16;

    private readonly HashSet<string> costs = [];
    private AzuriteServer azurite = null!;
    private PlannedWork work = null!;

    /// <summary>How many wake-ups lie in the future.</summary>
    [Params(1_000, 100_000)]
    public int Planned { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        azurite = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        work = await PlannedWork.PrepareAsync(azurite.ConnectionString, "Sweep", Planned);
    }

    [Benchmark(Description = "two sweeps: nothing due, 16 due")]
    public async Task SweepAsync()
    {
        foreach (var due in new[] { 0, Due })
        {
            var (done, requests, entities) = await work.SweepAsync(due);
            costs.Add(string.Create(CultureInfo.InvariantCulture, $"{due} due: {requests} requests, {entities} entities read, {done} worked off"));
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// Every sweep with {Planned} wake-ups in the future: {string.Join("; ", costs)}."));
        await work.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
