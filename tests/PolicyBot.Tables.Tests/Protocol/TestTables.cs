using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

internal static class TestTables
{
    private static int names;

    /// <summary>A new, empty table.</summary>
    public static async Task<TableClient> NewTableAsync(this AzuriteFixture azurite, TableClientOptions? options = null)
    {
        var name = azurite.NewTableName();
        await new TableServiceClient(azurite.ConnectionString).CreateTableIfNotExistsAsync(name);
        return new TableServiceClient(azurite.ConnectionString, options).GetTableClient(name);
    }

    /// <summary>A name that no table has.</summary>
    public static string NewTableName(this AzuriteFixture azurite) => $"{azurite.TablePrefix}Table{Interlocked.Increment(ref names)}";

    public static async Task<TableEntity> ReadAsync(this TableClient table, string partitionKey, string rowKey) =>
        (await table.GetEntityAsync<TableEntity>(partitionKey, rowKey)).Value;

    public static async Task<List<TableEntity>> ToListAsync(this IAsyncEnumerable<TableEntity> rows)
    {
        var list = new List<TableEntity>();
        await foreach (var row in rows)
        {
            list.Add(row);
        }

        return list;
    }
}
