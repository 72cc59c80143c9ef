using Azure.Core.Pipeline;
using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Tables.Tests;

internal static class TestStore
{
    /// <summary>What the names of the tables of <see cref="NewInMemoryAsync"/> begin with.</summary>
    public const string MemoryPrefix = "Memory";

    /// <summary>All tables, new and empty.</summary>
    public static async Task<StoreTables> NewStoreAsync(this AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        await new StoreTables(new TableServiceClient(azurite.ConnectionString), prefix).CreateAsync(default);
        return new StoreTables(new TableServiceClient(azurite.ConnectionString, options), prefix);
    }

    /// <summary>All tables, new and empty, in this process.</summary>
    public static async Task<StoreTables> NewInMemoryAsync(InMemoryTableService? service = null)
    {
        var tables = new StoreTables(NewClient(service ?? new InMemoryTableService()), MemoryPrefix);
        await tables.CreateAsync(default);
        return tables;
    }

    /// <summary>A client of the service in this process.</summary>
    public static TableServiceClient NewClient(InMemoryTableService service) =>
        new(InMemoryTableService.ConnectionString, new TableClientOptions { Transport = new HttpClientTransport(service) });
}
