using System.Globalization;
using BenchmarkDotNet.Attributes;
using PolicyBot.Tables.Tests.Work;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Benchmarks;

/// <summary>
/// A look at what is due, on a table service in this process, with little and with much planned for later. What it asks the store for must
/// be the same, and so must the time: a query reads a range of an ordered partition, as in Azure.
/// </summary>
[InvocationCount(1)]
[WarmupCount(1)]
[IterationCount(5)]
public class SweepBenchmarks
{
    private const int Due = 16;

    private readonly HashSet<string> costs = [];
    private PlannedWork work = null!;

    /// <summary>How many wake-ups lie in the future.</summary>
    [Params(1_000, 100_000)]
    public int Planned { get; set; }

    [GlobalSetup]
    public async Task SetupAsync() =>
        work = await PlannedWork.PrepareAsync(InMemoryTableService.ConnectionString, "Sweep", Planned, new InMemoryTableService());

    [Benchmark(Description = "two sweeps: nothing due, 16 due")]
    public async Task SweepAsync()
    {
        foreach (var due in new[] { 0, Due })
        {
            var (done, requests, entities) = await work.SweepAsync(due);
            costs.Add(string.Create(
                CultureInfo.InvariantCulture, $"{due} due: {requests} requests, {entities} entities read, {done} worked off"));
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        var all = string.Join("; ", costs);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// Every sweep with {Planned} wake-ups in the future: {all}."));
        await work.DisposeAsync();
    }
}
