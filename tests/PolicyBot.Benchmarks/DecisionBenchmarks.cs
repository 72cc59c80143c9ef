using System.Diagnostics.Metrics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Settling;
using PolicyBot.Lab.Azurite;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Benchmarks;

/// <summary>A decision as it is stored before the approver is answered, on Azurite in memory; the requests to the store are counted.</summary>
[InvocationCount(1)]
[IterationCount(20)]
public class DecisionBenchmarks
{
    private const int Decisions = 16;

    private readonly ManualTime time = new(ARequest.Sent);
    private readonly List<ExceptionId> open = [];
    private MeterListener listener = null!;
    private AzuriteServer azurite = null!;
    private ServiceProvider services = null!;
    private ExceptionCommits commits = null!;
    private long requests;
    private long decided;
    private bool counting;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        azurite = await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = azurite.ConnectionString }).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(CancellationToken.None);
        commits = new ExceptionCommits(services.GetRequiredService<IRegister>(), services.GetRequiredService<IWork>(), new Numbered(), time);
        listener = Listen(() => Interlocked.Add(ref requests, counting ? 1 : 0));
    }

    [IterationSetup]
    public void OpenReviews()
    {
        open.Clear();
        for (var request = 0; request < Decisions; request++)
        {
            var id = ExceptionId.Draw();
            commits.CommitAsync(id, _ => new ARequest { Id = id }.Submit(ARequest.Sent), null, CancellationToken.None).GetAwaiter().GetResult();
            open.Add(id);
        }

        counting = true;
    }

    [IterationCleanup]
    public void StopCounting() => counting = false;

    [Benchmark(Description = "store one decision", OperationsPerInvoke = Decisions)]
    public async Task DecideAsync()
    {
        foreach (var id in open)
        {
            _ = await commits.CommitAsync(id, _ => Ana.Approves(), null, CancellationToken.None) as CommitResult.Committed ?? throw new InvalidOperationException("It was refused.");
            decided++;
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        listener.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// Requests to the store for one decision: {(double)requests / decided:0.00}"));
        await services.DisposeAsync();
        await azurite.DisposeAsync();
    }

    internal static MeterListener Listen(Action onRequest)
    {
        var requests = new MeterListener
        {
            InstrumentPublished = (instrument, itself) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                {
                    itself.EnableMeasurementEvents(instrument);
                }
            },
        };
        requests.SetMeasurementEventCallback<double>((_, _, _, _) => onRequest());
        requests.Start();
        return requests;
    }

    internal sealed class Numbered : IIdSource
    {
        private int drawn;

        public string CommitId() => (++drawn).ToString("D32", CultureInfo.InvariantCulture);

        public ExceptionId ExceptionId() => Core.Lifecycle.ExceptionId.Draw();
    }
}
