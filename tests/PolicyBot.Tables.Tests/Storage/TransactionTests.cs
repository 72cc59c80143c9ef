using Azure;
using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using static Azure.Data.Tables.TableTransactionActionType;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What a table does with several rows at once.</summary>
public abstract class TransactionTests<TService>(TService service) : IClassFixture<TService>
    where TService : TestService
{
    private const string All = "PartitionKey eq 'p'";

    [Fact]
    public async Task All_kinds_of_actions_are_done_together()
    {
        var table = await service.NewTableAsync();
        var versions = new Dictionary<string, ETag>();
        foreach (var name in new[] { "merge", "replace", "delete", "upsertMerge", "upsertReplace" })
        {
            versions[name] = (await table.TryInsertAsync(new TableEntity("p", name) { ["A"] = 1, ["B"] = 1 }, default))!.Value;
        }

        var refused = await table.TrySubmitAsync(
            [
                new(Add, new TableEntity("p", "add") { ["A"] = 2 }),
                new(UpdateMerge, new TableEntity("p", "merge") { ["A"] = 2 }, versions["merge"]),
                new(UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, versions["replace"]),
                new(Delete, new TableEntity("p", "delete"), versions["delete"]),
                new(UpsertMerge, new TableEntity("p", "upsertMerge") { ["A"] = 2 }),
                new(UpsertReplace, new TableEntity("p", "upsertReplace") { ["A"] = 2 }),
                new(UpsertReplace, new TableEntity("p", "new") { ["A"] = 2 }),
            ],
            default);
        var rows = (await table.QueryAsync(All, null, null, default)).ToDictionary(row => row.RowKey);

        Assert.Null(refused);
        Assert.Equal(["add", "merge", "new", "replace", "upsertMerge", "upsertReplace"], rows.Keys);
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("A")));
        Assert.Equal(["merge", "upsertMerge"], rows.Values.Where(row => row.ContainsKey("B")).Select(row => row.RowKey));
    }

    [Fact]
    public async Task When_one_action_is_refused_nothing_is_done()
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "there") { ["A"] = 1 }, default);
        await table.PutAsync(new TableEntity("p", "doomed") { ["A"] = 1 }, default);

        var refused = await table.TrySubmitAsync(
            [
                new(Add, new TableEntity("p", "new")),
                new(Delete, new TableEntity("p", "doomed"), ETag.All),
                new(Add, new TableEntity("p", "there") { ["A"] = 2 }),
                new(Add, new TableEntity("p", "never")),
            ],
            default);
        var rows = await table.QueryAsync(All, null, null, default);

        Assert.Equal(2, refused);
        Assert.Equal(["doomed", "there"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal(1, row.GetInt32("A")));
    }

    [Fact]
    public async Task A_head_of_another_version_stops_the_events_beside_it()
    {
        var table = await service.NewTableAsync();
        var old = await table.TryInsertAsync(new TableEntity("p", "head") { ["N"] = 1 }, default);
        await table.PutAsync(new TableEntity("p", "head") { ["N"] = 2 }, default);

        var refused = await table.TrySubmitAsync(
            [
                new(Add, new TableEntity("p", "e|0000000001")),
                new(UpdateReplace, new TableEntity("p", "head") { ["N"] = 2 }, old!.Value),
            ],
            default);

        Assert.Equal(1, refused);
        Assert.Null(await table.ReadAsync("p", "e|0000000001", default));
    }

    [Fact]
    public async Task An_update_of_a_missing_row_is_refused()
    {
        var table = await service.NewTableAsync();

        var refused = await table.TrySubmitAsync([new(UpdateReplace, new TableEntity("p", "r"), ETag.All)], default);

        Assert.Equal(0, refused);
        Assert.Null(await table.ReadAsync("p", "r", default));
    }

    [Fact]
    public async Task A_hundred_large_rows_fit()
    {
        var table = await service.NewTableAsync();
        var text = new string('x', 38_000);
        var rows = Enumerable.Range(0, 100).Select(number => new TableEntity("p", $"{number:D3}")).ToList();
        rows.ForEach(row => LongText.Write(row, "Text", text));

        var refused = await table.TrySubmitAsync([.. rows.Select(row => new TableTransactionAction(Add, row))], default);
        var last = await table.ReadAsync("p", "099", default);

        Assert.Null(refused);
        Assert.Equal(text, LongText.Read(last!, "Text"));
    }

    [Fact]
    public async Task Sixteen_writers_number_their_events_without_a_gap()
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "head") { ["N"] = 0 }, default);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => AppendAsync(table, 5))));
        var rows = await table.QueryAsync(All, null, null, default);

        Assert.Equal(Enumerable.Range(1, 80).Select(number => $"e|{number:D10}"), rows.Select(row => row.RowKey).SkipLast(1));
        Assert.Equal(80, rows[^1].GetInt32("N"));
    }

    private static async Task AppendAsync(RowTable table, int events)
    {
        while (events > 0)
        {
            var head = (await table.ReadAsync("p", "head", default))!;
            var next = head.GetInt32("N")!.Value + 1;
            var refused = await table.TrySubmitAsync(
                [
                    new(Add, new TableEntity("p", $"e|{next:D10}")),
                    new(UpdateReplace, new TableEntity("p", "head") { ["N"] = next }, head.ETag),
                ],
                default);
            Assert.True(refused is null or 0);
            events -= refused is null ? 1 : 0;
        }
    }
}

public sealed class TransactionTestsOnAzurite(AzuriteService service) : TransactionTests<AzuriteService>(service);

public sealed class TransactionTestsInMemory(InMemoryService service) : TransactionTests<InMemoryService>(service);
