using System.Diagnostics.Metrics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Settling;
using PolicyBot.Lab.Azurite;
using PolicyBot.Tables;
using PolicyBot.Testing;

namespace PolicyBot.Benchmarks;

/// <summary>A look at what is due while nothing is, on Azurite in memory: it makes the same requests however much is planned.</summary>
[InvocationCount(1)]
[WarmupCount(1)]
[IterationCount(5)]
public class SweepBenchmarks
{
    private const int AtOnce = 32;

    private readonly ManualTime time = new(ARequest.Sent);
    private MeterListener listener = null!;
    private AzuriteServer azurite = null!;
    private ServiceProvider services = null!;
    private WorkSweep sweep = null!;
    private long requests;
    private long sweeps;
    private bool counting;

    /// <summary>How many wake-ups lie in the future.</summary>
    [Params(1_000, 100_000)]
    public int Planned { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        azurite = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        services = new ServiceCollection()
            .AddWholeCore(time, new WholeCore.DeafChannel())
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString }).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(CancellationToken.None);
        var work = services.GetRequiredService<IWork>();
        await Parallel.ForAsync(0, Planned, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, cancellationToken) => await work.AddAsync(
            new WorkItem(ARequest.Sent.AddMinutes(1 + number), string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"), WorkItem.Wake), cancellationToken));
        sweep = services.GetRequiredService<WorkSweep>();
        await sweep.RunAsync(CancellationToken.None); // forgets what came in long ago, once a day
        listener = DecisionBenchmarks.Listen(() => Interlocked.Add(ref requests, counting ? 1 : 0));
    }

    [Benchmark(Description = "sweep with nothing due")]
    public async Task SweepAsync()
    {
        counting = true;
        var done = await sweep.RunAsync(CancellationToken.None);
        counting = false;
        sweeps++;
        if (done > 0)
        {
            throw new InvalidOperationException("Something was due.");
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        listener.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// Requests to the store for one sweep with {Planned} wake-ups in the future: {(double)requests / sweeps:0.00}"));
        await services.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
