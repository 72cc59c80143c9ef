using Azure;
using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing.TableService;
using static Azure.Data.Tables.TableTransactionActionType;

namespace PolicyBot.Tables.Tests.InMemory;

/// <summary>
/// What the table service in memory does beside carrying the ports: it counts, and it refuses what Azure refuses and Azurite does not.
/// </summary>
public sealed class InMemoryTableServiceTests : IDisposable
{
    private readonly InMemoryTableService service = new();

    public void Dispose() => service.Dispose();

    [Fact]
    public async Task Every_request_is_counted_by_what_it_asks_for()
    {
        var table = new RowTable(TestStore.NewClient(service).GetTableClient("Rows"));

        await table.CreateAsync(default);
        await table.TryInsertAsync(new TableEntity("p", "1"), default);
        await table.TryInsertAsync(new TableEntity("p", "2"), default);
        await table.TryReplaceAsync(new TableEntity("p", "2"), ETag.All, default);
        await table.PutAsync(new TableEntity("p", "3"), default);
        await table.ReadAsync("p", "1", default);
        await table.QueryAsync("PartitionKey eq 'p' and RowKey gt '1'", null, null, default);
        await table.TrySubmitAsync([new(Add, new TableEntity("p", "4")), new(Add, new TableEntity("p", "5"))], default);
        await table.RemoveAsync("p", "1", default);
        var counts = service.TakeCounts();

        Assert.Equal(
            "1 CreateTable, 1 Read, 1 Query, 2 Insert, 1 Update, 1 Upsert, 1 Delete, 1 Transaction; 3 rows read", counts.ToString());
        Assert.Equal(9, counts.Total);
        Assert.Equal(0, service.TakeCounts().Total);
    }

    [Fact]
    public async Task What_Azure_refuses_is_refused()
    {
        var table = await NewTableAsync();
        TableEntity[] rows =
        [
            new("p", "a/b"),
            new("p", "long") { ["A"] = new string('x', 32_769) },
            Row("large", 17, new string('x', 32_000)),
            Row("many", 253, ""),
        ];

        foreach (var row in rows)
        {
            var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(row));
            Assert.Equal(400, refusal.Status);
        }

        Assert.Empty(await RowsAsync(table));
    }

    [Fact]
    public async Task A_transaction_that_Azure_refuses_is_refused()
    {
        var table = await NewTableAsync();
        (string Code, TableTransactionAction[] Actions)[] cases =
        [
            ("InvalidInput", Inserts(101, "")),
            ("CommandsInBatchActOnDifferentPartitions", [new(Add, new TableEntity("p", "1")), new(Add, new TableEntity("q", "2"))]),
            ("InvalidDuplicateRow", [new(Add, new TableEntity("p", "1")), new(UpsertReplace, new TableEntity("p", "1"))]),
            ("RequestBodyTooLarge", Inserts(100, new string('\u00E9', 19_000))),
        ];

        foreach (var (code, actions) in cases)
        {
            var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(() => table.SubmitTransactionAsync(actions));
            Assert.Contains(code, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(await RowsAsync(table));
    }

    [Theory]
    [InlineData("PartitionKey eq 'p' or RowKey eq 'r'")]
    [InlineData("N eq 5")]
    [InlineData("PartitionKey eq 'p' and ")]
    [InlineData("nonsense")]
    public async Task A_filter_that_it_does_not_know_is_no_query_for_everything(string filter)
    {
        var table = await NewTableAsync();

        var query = async () => await table.QueryAsync<TableEntity>(filter).GetAsyncEnumerator().MoveNextAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(query);

        Assert.Equal(501, refusal.Status);
    }

    [Fact]
    public async Task A_table_is_the_same_in_other_letters_and_created_once()
    {
        var client = TestStore.NewClient(service);
        await client.CreateTableAsync("Rows");
        await client.GetTableClient("rows").AddEntityAsync(new TableEntity("p", "r"));

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => client.CreateTableAsync("ROWS"));

        Assert.Equal("TableAlreadyExists", refusal.ErrorCode);
        Assert.Single(await RowsAsync(client.GetTableClient("Rows")));
    }

    private static TableEntity Row(string name, int properties, string text) =>
        new(Enumerable.Range(0, properties).ToDictionary(number => $"P{number}", _ => (object)text)) { PartitionKey = "p", RowKey = name };

    private static TableTransactionAction[] Inserts(int count, string text)
    {
        var rows = Enumerable.Range(0, count).Select(number => new TableEntity("p", $"{number}") { ["A"] = text });
        return [.. rows.Select(row => new TableTransactionAction(Add, row))];
    }

    private async Task<TableClient> NewTableAsync()
    {
        var client = TestStore.NewClient(service).GetTableClient("Rows");
        await client.CreateAsync();
        return client;
    }

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>())
        {
            rows.Add(row);
        }

        return rows;
    }
}
