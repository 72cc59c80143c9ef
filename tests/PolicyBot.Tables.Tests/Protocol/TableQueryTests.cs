using Azure;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

public sealed class TableQueryTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task A_query_reads_on_until_the_last_of_2500_rows()
    {
        var table = await azurite.NewTableAsync();
        const string Partition = "p\u00E9\U0001F600";
        var names = Enumerable.Range(0, 2500).Select(number => $"e|{number:D10}").ToList();
        foreach (var chunk in names.Chunk(100))
        {
            await table.SubmitTransactionAsync(chunk.Select(
                name => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, name))));
        }

        var rows = new List<string>();
        var sizes = new List<int>();
        await foreach (var page in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}")).AsPages())
        {
            sizes.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(row => row.RowKey));
        }

        Assert.Equal([1000, 1000, 500], sizes);
        Assert.Equal(names, rows);
    }

    [Fact]
    public async Task A_query_goes_on_where_a_page_ended()
    {
        var table = await azurite.NewTableAsync();
        await AddRowsAsync(table, "a", "b", "c", "d", "e");

        var first = await FirstPageAsync(table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages());
        var second = await FirstPageAsync(table.QueryAsync<TableEntity>(maxPerPage: 2).AsPages(first.ContinuationToken));
        var rest = await FirstPageAsync(table.QueryAsync<TableEntity>().AsPages(second.ContinuationToken));

        Assert.Equal(["a", "b"], first.Values.Select(row => row.RowKey));
        Assert.Equal(["c", "d"], second.Values.Select(row => row.RowKey));
        Assert.Equal(["e"], rest.Values.Select(row => row.RowKey));
        Assert.Null(rest.ContinuationToken);
    }

    [Fact]
    public async Task An_empty_page_with_a_continuation_is_not_the_end()
    {
        var faults = new Faults();
        var table = await azurite.NewTableAsync(faults.Options());
        await AddRowsAsync(table, "a");
        faults.AnswerPage("""{"value":[]}""", nextPartition: "1!8!YQ--", nextRow: null);
        faults.AnswerPage("""{"value":[{"PartitionKey":"p","RowKey":"z"}]}""", nextPartition: null, nextRow: null);

        var rows = await table.QueryAsync<TableEntity>("A eq 1", select: ["PartitionKey", "RowKey"]).ToListAsync();

        var (first, second) = (faults.Requests[^2].Address.Query, faults.Requests[^1].Address.Query);
        Assert.Equal("z", Assert.Single(rows).RowKey);
        Assert.Equal(first + "&NextPartitionKey=1%218%21YQ--", second);
    }

    [Fact]
    public async Task A_continuation_from_outside_cannot_change_the_query()
    {
        var faults = new Faults();
        var table = await azurite.NewTableAsync(faults.Options());
        faults.AnswerPage("""{"value":[]}""", nextPartition: null, nextRow: null);

        await FirstPageAsync(table.QueryAsync<TableEntity>("A eq 1").AsPages("x&$filter=B%20eq%201 y"));
        var notOne = () => FirstPageAsync(table.QueryAsync<TableEntity>("A eq 1").AsPages("nonsense"));

        Assert.Equal("?$filter=A%20eq%201&NextPartitionKey=x%26%24filter%3DB%20eq%201&NextRowKey=y", faults.Requests[^1].Address.Query);
        await Assert.ThrowsAsync<ArgumentException>(notOne);
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order_of_their_keys()
    {
        var table = await azurite.NewTableAsync();
        string[] keys = ["n|1", "head", "e|0000000002", "m|1", "e|0000000010", "e|0000000001", "B", "a", "9", "10", "\u00E9"];
        await AddRowsAsync(table, keys);

        var rows = await table.QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal(keys.Order(StringComparer.Ordinal), rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_prefix_is_a_range()
    {
        var table = await azurite.NewTableAsync();
        await AddRowsAsync(table, "d|9", "e|", "e|1", "e|\uFFFF", "e}", "head");

        var rows = await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey ge {"e|"} and RowKey lt {"e}"}")).ToListAsync();

        Assert.Equal(["e|", "e|1", "e|\uFFFF"], rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_filter_finds_values_of_every_type()
    {
        var table = await azurite.NewTableAsync();
        var (time, id) = (new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1), new Guid("c9da6455-213d-42c9-9a79-3e9149a57833"));
        await AddRowsAsync(table, "other");
        await table.AddEntityAsync(new TableEntity("p", "it's")
        {
            ["S"] = "it's",
            ["B"] = true,
            ["I"] = -5,
            ["L"] = 5_000_000_000,
            ["D"] = 3.0,
            ["T"] = time,
            ["G"] = id,
            ["X"] = new byte[] { 1, 255 },
        });
        FormattableString[] filters =
        [
            $"S eq {"it's"}", $"B eq {true}", $"I eq {-5}", $"L eq {5_000_000_000}", $"D eq {3.0}", $"T eq {time}", $"G eq {id}",
            $"X eq {new byte[] { 1, 255 }}",
        ];

        foreach (var filter in filters)
        {
            var row = Assert.Single(await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter(filter)).ToListAsync());
            Assert.Equal("it's", row.RowKey);
        }
    }

    [Fact]
    public void A_filter_writes_each_value_in_the_form_of_its_type()
    {
        var time = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2));

        var filter = TableClient.CreateQueryFilter(
            $"{"x' or 'a' eq 'a"} {true} {7} {7L} {7.0} {1e300} {time} {new Guid("c9da6455-213d-42c9-9a79-3e9149a57833")} {new byte[] { 1, 2 }}");

        Assert.Equal(
            "'x'' or ''a'' eq ''a' true 7 7L 7.0 1E+300 datetime'2026-01-02T03:04:05.0000000Z' guid'c9da6455-213d-42c9-9a79-3e9149a57833' X'0102'",
            filter);
    }

    [Fact]
    public void A_filter_takes_no_null_and_no_number_without_a_form()
    {
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {null}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {double.NaN}"));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {1m}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_rows(int rows)
    {
        var table = await azurite.NewTableAsync();

        var query = () => table.QueryAsync<TableEntity>(maxPerPage: rows).ToListAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(query);
    }

    [Fact]
    public async Task A_query_stops_when_it_is_told_to()
    {
        var faults = new Faults().Hang();
        var table = await azurite.NewTableAsync(faults.Options());
        using var stop = new CancellationTokenSource();
        var rows = table.QueryAsync<TableEntity>().WithCancellation(stop.Token).GetAsyncEnumerator();

        var reading = rows.MoveNextAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading);
    }

    private static async Task AddRowsAsync(TableClient table, params string[] names)
    {
        foreach (var name in names)
        {
            await table.AddEntityAsync(new TableEntity("p", name));
        }
    }

    private static async Task<Page<TableEntity>> FirstPageAsync(IAsyncEnumerable<Page<TableEntity>> pages)
    {
        await foreach (var page in pages)
        {
            return page;
        }

        throw new InvalidOperationException("No page.");
    }
}
