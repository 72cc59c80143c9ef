using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Storage;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Tables.Tests.Work;

/// <summary>The sweep over a real table service in which so much is planned for later; what it asks the store for is counted.</summary>
internal sealed class PlannedWork : IAsyncDisposable
{
    private const int AtOnce = 8;
    private readonly CountedRequests counted;
    private readonly ServiceProvider services;
    private readonly TableClient rows;

    private PlannedWork(CountedRequests counted, ServiceProvider services, TableClient rows) =>
        (this.counted, this.services, this.rows) = (counted, services, rows);

    /// <summary>
    /// Creates the tables, plans a wake-up for each of the next minutes, and sweeps once: the first sweep of a day forgets what came in
    /// long ago.
    /// </summary>
    /// <param name="connectionString">The table service.</param>
    /// <param name="prefix">Start of the tables' names.</param>
    /// <param name="planned">How many wake-ups lie in the future.</param>
    /// <param name="service">The table service where it is in this process; null to reach it over sockets.</param>
    public static async Task<PlannedWork> PrepareAsync(
        string connectionString, string prefix, int planned, InMemoryTableService? service = null)
    {
        var counted = new CountedRequests();
        var options = new TableClientOptions();
        if (service is not null)
        {
            options.Transport = new HttpClientTransport(service);
        }

        options.AddPolicy(counted, HttpPipelinePosition.PerRetry);
        var client = new TableServiceClient(connectionString, options);
        var tables = new StoreTables(client, prefix);
        await tables.CreateAsync(default);
        var services = new ServiceCollection()
            .AddWholeCore(new FakeTimeProvider(ARequest.Sent), new Testing.Fakes.FakeChannel("teams"))
            .AddSingleton(tables)
            .AddSingleton<IEventStore, TableEventStore>()
            .AddSingleton<IWork, TableWork>()
            .AddSingleton<IIndex, TableIndex>()
            .AddSingleton<Application.Ports.IPeople, TablePeople>()
            .AddSingleton<IInboundDeduplication, TableInboundDeduplication>()
            .BuildServiceProvider();
        var work = new PlannedWork(counted, services, client.GetTableClient(prefix + nameof(StoreTables.Work)));
        await work.PutAsync(Enumerable.Range(0, planned).Select(number => Item(ARequest.Sent.AddMinutes(1 + number), number)));
        await work.SweepAsync(due: 0);
        return work;
    }

    /// <summary>Sweeps while so much is due.</summary>
    /// <returns>The processed rows, the requests they took, and the entities that the store returned.</returns>
    public async Task<(int Done, int Requests, int Entities)> SweepAsync(int due)
    {
        await PutAsync(Enumerable.Range(0, due).Select(number => Item(ARequest.Sent, number)));
        counted.Take();
        var done = await services.GetRequiredService<DueWorkProcessor>().RunAsync(default);
        var (requests, entities) = counted.Take();
        return (done, requests, entities);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static WakeUp Item(DateTimeOffset at, int number) =>
        new(at, string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}"), WakeUp.Wake);

    // A hundred rows a request: one by one, a hundred thousand take an emulator too long.
    private Task PutAsync(IEnumerable<WakeUp> items) => Parallel.ForEachAsync(
        items.Select(TableWork.RowOf).GroupBy(row => row.PartitionKey).SelectMany(shard => shard.Chunk(100)),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (some, cancellationToken) => await rows.SubmitTransactionAsync(
            some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken));
}
