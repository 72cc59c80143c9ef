using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests;

internal static class TestStore
{
    /// <summary>All tables, new and empty.</summary>
    public static async Task<StoreTables> NewStoreAsync(this AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var prefix = AzuriteFixture.NewTablePrefix();
        await new StoreTables(new TableServiceClient(azurite.ConnectionString), prefix).CreateAsync(default);
        return new StoreTables(new TableServiceClient(azurite.ConnectionString, options), prefix);
    }
}
