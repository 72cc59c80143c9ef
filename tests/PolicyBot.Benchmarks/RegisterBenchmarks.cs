using System.Globalization;
using BenchmarkDotNet.Attributes;
using PolicyBot.Tables.Tests.Index;

namespace PolicyBot.Benchmarks;

/// <summary>
/// Every page of the register, on a table service in this process, with few and with many exceptions. What it asks the store for must be the
/// same, and at most 10 requests.
/// </summary>
[InvocationCount(1)]
[WarmupCount(1)]
[IterationCount(5)]
public class RegisterBenchmarks
{
    private readonly HashSet<string> costs = [];
    private HeldRegister register = null!;

    /// <summary>How many exceptions there are.</summary>
    [Params(1_000, 100_000)]
    public int Exceptions { get; set; }

    [GlobalSetup]
    public async Task SetupAsync() => register = await HeldRegister.PrepareAsync(Exceptions);

    [Benchmark(Description = "seven lists and two overviews")]
    public async Task PagesAsync() => costs.UnionWith((await register.CostsAsync()).Select(cost => cost.ToString()));

    [GlobalCleanup]
    public void Cleanup()
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"// Every page with {Exceptions} exceptions: {string.Join("; ", costs)}."));
        register.Dispose();
    }
}
