using System.Diagnostics.Metrics;
using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab.Azurite;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Testing.TableService;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Benchmarks;

/// <summary>
/// A decision as it is stored before the approver is answered, on Azurite in memory, and on a table service in this process, which leaves
/// the cost of the product and its client alone. The requests to the store are counted.
/// </summary>
[MemoryDiagnoser]
[InvocationCount(1)]
[IterationCount(20)]
public class DecisionBenchmarks
{
    private const int Decisions = 16;

    private readonly FakeTimeProvider time = new(ARequest.Sent);
    private readonly List<ExceptionId> open = [];
    private MeterListener listener = null!;
    private AzuriteServer? azurite;
    private ServiceProvider services = null!;
    private ExceptionCommits commits = null!;
    private long requests;
    private long decided;
    private bool counting;

    /// <summary>Whether the store is in this process; else it is Azurite.</summary>
    [Params(false, true)]
    public bool InMemory { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        azurite = InMemory ? null : await AzuriteServer.StartAsync(location: null, CancellationToken.None);
        services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().Build())
            .AddSingleton<InMemoryTableService>()
            .AddSingleton(provider => new StoreTables(Connect(provider.GetRequiredService<InMemoryTableService>()), "PolicyBot"))
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(CancellationToken.None);
        commits = new ExceptionCommits(
            services.GetRequiredService<IEventStore>(), services.GetRequiredService<IWork>(), new FakeCatalog(), new Numbered(), time);
        listener = Listen(() => Interlocked.Add(ref requests, counting ? 1 : 0));
    }

    [IterationSetup]
    public void OpenReviews()
    {
        open.Clear();
        for (var request = 0; request < Decisions; request++)
        {
            var id = ExceptionId.Draw();
            var submit = new ARequest { Id = id }.Submit(ARequest.Sent);
            commits.CommitAsync(id, _ => submit, null, CancellationToken.None).GetAwaiter().GetResult();
            open.Add(id);
        }

        TakeRequests();
        counting = true;
    }

    [IterationCleanup]
    public void StopCounting()
    {
        counting = false;
        requests += TakeRequests();
    }

    [Benchmark(Description = "store one decision", OperationsPerInvoke = Decisions)]
    public async Task DecideAsync()
    {
        foreach (var id in open)
        {
            var result = await commits.CommitAsync(id, _ => Ana.Approves(), null, CancellationToken.None);
            decided += result is CommitResult.Committed ? 1 : throw new InvalidOperationException("It was refused.");
        }
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        listener.Dispose();
        var each = (double)requests / decided;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"// Requests to the store for one decision: {each:0.00}"));
        await services.DisposeAsync();
        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }

    private TableServiceClient Connect(InMemoryTableService service) => azurite is null
        ? new(InMemoryTableService.ConnectionString, new TableClientOptions { Transport = new HttpClientTransport(service) })
        : new(azurite.ConnectionString);

    private int TakeRequests() => services.GetRequiredService<InMemoryTableService>().TakeCounts().Total;

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

        public ExceptionId ExceptionId() => Domain.Exceptions.ExceptionId.Draw();
    }
}
