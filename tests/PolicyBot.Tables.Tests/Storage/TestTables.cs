using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Tables.Tests.Storage;

internal static class TestTables
{
    /// <summary>A new, empty table.</summary>
    public static async Task<RowTable> NewTableAsync(this AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var name = AzuriteFixture.NewTablePrefix();
        await azurite.TableNamed(name).CreateAsync(default);
        return azurite.TableNamed(name, options);
    }

    /// <summary>A table that may be missing.</summary>
    public static RowTable TableNamed(this AzuriteFixture azurite, string name, TableClientOptions? options = null) =>
        new(new TableServiceClient(azurite.ConnectionString, options).GetTableClient(name));
}

/// <summary>A table service whose tables tests fill.</summary>
public abstract class TestService
{
    /// <summary>A new, empty table.</summary>
    internal async Task<RowTable> NewTableAsync()
    {
        var table = MissingTable();
        await table.CreateAsync(default);
        return table;
    }

    /// <summary>A table that was never created.</summary>
    internal abstract RowTable MissingTable();
}

public sealed class AzuriteService : TestService, IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();

    public Task InitializeAsync() => azurite.InitializeAsync();

    public Task DisposeAsync() => azurite.DisposeAsync();

    internal override RowTable MissingTable() => azurite.TableNamed(AzuriteFixture.NewTablePrefix());
}

public sealed class InMemoryService : TestService, IDisposable
{
    private readonly InMemoryTableService service = new();

    public void Dispose() => service.Dispose();

    internal override RowTable MissingTable() => new(TestStore.NewClient(service).GetTableClient(AzuriteFixture.NewTablePrefix()));
}
