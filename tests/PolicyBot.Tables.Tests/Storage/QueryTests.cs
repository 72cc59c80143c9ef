using Azure.Data.Tables;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What a table answers to queries.</summary>
public abstract class QueryTests<TService>(TService service) : IClassFixture<TService>
    where TService : TestService
{
    private const string All = "PartitionKey eq 'p'";

    [Fact]
    public async Task A_query_reads_on_until_the_last_of_2500_rows()
    {
        var table = await service.NewTableAsync();
        const string Partition = "p\u00E9\U0001F600";
        var names = Enumerable.Range(0, 2500).Select(number => $"e|{number:D10}").ToList();
        await FillAsync(table, Partition, names);

        var sizes = new List<int>();
        await foreach (var page in table.PagesAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), null, null, default))
        {
            sizes.Add(page.Count);
        }

        var rows = await table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), null, null, default);

        Assert.Equal([1000, 1000, 500], sizes);
        Assert.Equal(names, rows.Select(row => row.RowKey));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_001, 1_001)]
    [InlineData(5_000, 1_200)]
    public async Task A_query_answers_with_no_more_than_was_asked_for(int most, int found)
    {
        var table = await service.NewTableAsync();
        await FillAsync(table, "p", Enumerable.Range(0, 1_200).Select(number => $"{number:D4}"));

        var rows = await table.QueryAsync(All, most, null, default);

        Assert.Equal(Enumerable.Range(0, found).Select(number => $"{number:D4}"), rows.Select(row => row.RowKey));
    }

    [Fact]
    public async Task Rows_come_in_ordinal_order_of_their_keys()
    {
        var table = await service.NewTableAsync();
        string[] keys = ["n|1", "head", "e|0000000002", "m|1", "e|0000000010", "e|0000000001", "B", "a", "9", "10", "\u00E9"];
        await PutAsync(table, keys);
        await table.PutAsync(new TableEntity("P", "z"), default);

        var rows = await table.QueryAsync(All, null, null, default);
        var everything = await table.QueryAsync("RowKey gt ''", null, null, default);

        Assert.Equal(keys.Order(StringComparer.Ordinal), rows.Select(row => row.RowKey));
        Assert.Equal(["z", .. keys.Order(StringComparer.Ordinal)], everything.Select(row => row.RowKey));
    }

    [Fact]
    public async Task A_prefix_is_a_range()
    {
        var table = await service.NewTableAsync();
        await PutAsync(table, "d|9", "e|", "e|1", "e|\uFFFF", "e}", "head");

        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"e|"} and RowKey lt {"e}"}");
        var rows = await table.QueryAsync(filter, null, null, default);

        Assert.Equal(["e|", "e|1", "e|\uFFFF"], rows.Select(row => row.RowKey));
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("x' or 'a' eq 'a")]
    [InlineData("'")]
    public async Task No_text_changes_the_meaning_of_a_filter(string text)
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "other") { ["A"] = "other", ["F"] = false }, default);
        await table.PutAsync(new TableEntity("p", "r") { ["A"] = text, ["F"] = true }, default);
        await table.PutAsync(new TableEntity("p", "without"), default);

        var byText = await table.QueryAsync(TableClient.CreateQueryFilter($"A eq {text}"), null, null, default);
        var byFlag = await table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and F eq {true}"), null, null, default);
        var byAnother = await table.QueryAsync(TableClient.CreateQueryFilter($"F eq {"true"}"), null, null, default);

        Assert.Equal("r", Assert.Single(byText).RowKey);
        Assert.Equal("r", Assert.Single(byFlag).RowKey);
        Assert.Empty(byAnother); // a text is compared with texts alone
    }

    [Fact]
    public async Task Selected_properties_are_all_that_is_read()
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 5_000_000_000 }, default);

        var row = Assert.Single(await table.QueryAsync(All, null, ["B", "C", "RowKey"], default));

        Assert.Equal((5_000_000_000, "r"), (row.GetInt64("B"), row.RowKey));
        Assert.False(row.ContainsKey("A"));
        Assert.Null(row.GetString("C"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_has_1_to_1000_rows(int rows)
    {
        var table = await service.NewTableAsync();

        var query = async () => await table.PagesAsync(All, rows, null, default).GetAsyncEnumerator().MoveNextAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(query);
    }

    private static async Task FillAsync(RowTable table, string partition, IEnumerable<string> names)
    {
        foreach (var chunk in names.Select(name => new TableEntity(partition, name)).Chunk(100))
        {
            await table.TrySubmitAsync([.. chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))], default);
        }
    }

    private static async Task PutAsync(RowTable table, params string[] names)
    {
        foreach (var name in names)
        {
            await table.PutAsync(new TableEntity("p", name), default);
        }
    }
}

public sealed class QueryTestsOnAzurite(AzuriteService service) : QueryTests<AzuriteService>(service);

public sealed class QueryTestsInMemory(InMemoryService service) : QueryTests<InMemoryService>(service);
