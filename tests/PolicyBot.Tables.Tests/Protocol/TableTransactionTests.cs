using Azure;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;
using static PolicyBot.Tables.Protocol.TableTransactionActionType;

namespace PolicyBot.Tables.Tests.Protocol;

public sealed class TableTransactionTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task All_kinds_of_actions_are_done_together()
    {
        var table = await azurite.NewTableAsync();
        var versions = new Dictionary<string, ETag>();
        foreach (var name in new[] { "merge", "replace", "delete", "upsertMerge", "upsertReplace" })
        {
            versions[name] = (await table.AddEntityAsync(new TableEntity("p", name) { ["A"] = 1, ["B"] = 1 })).Headers.ETag!.Value;
        }

        var answers = await table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "add") { ["A"] = 2 }),
            new(UpdateMerge, new TableEntity("p", "merge") { ["A"] = 2 }, versions["merge"]),
            new(UpdateReplace, new TableEntity("p", "replace") { ["A"] = 2 }, versions["replace"]),
            new(Delete, new TableEntity("p", "delete"), versions["delete"]),
            new(UpsertMerge, new TableEntity("p", "upsertMerge") { ["A"] = 2 }),
            new(UpsertReplace, new TableEntity("p", "upsertReplace") { ["A"] = 2 }),
            new(UpsertReplace, new TableEntity("p", "new") { ["A"] = 2 }),
        ]);
        var rows = (await table.QueryAsync<TableEntity>().ToListAsync()).ToDictionary(row => row.RowKey);

        Assert.Equal(["add", "merge", "new", "replace", "upsertMerge", "upsertReplace"], rows.Keys);
        Assert.All(rows.Values, row => Assert.Equal(2, row.GetInt32("A")));
        Assert.Equal(["merge", "upsertMerge"], rows.Values.Where(row => row.ContainsKey("B")).Select(row => row.RowKey));
        Assert.Equal(7, answers.Value.Count);
        Assert.All(answers.Value, answer => Assert.Equal(204, answer.Status));
        Assert.Equal(rows["add"].ETag, answers.Value[0].Headers.ETag);
        Assert.Equal(rows["replace"].ETag, answers.Value[2].Headers.ETag);
    }

    [Fact]
    public async Task When_one_action_is_refused_nothing_is_done()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "there") { ["A"] = 1 });
        await table.AddEntityAsync(new TableEntity("p", "doomed") { ["A"] = 1 });

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "new")),
            new(Delete, new TableEntity("p", "doomed"), ETag.All),
            new(Add, new TableEntity("p", "there") { ["A"] = 2 }),
            new(Add, new TableEntity("p", "never")),
        ]));
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();

        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        Assert.Equal(["doomed", "there"], rows.Select(row => row.RowKey));
        Assert.All(rows, row => Assert.Equal(1, row.GetInt32("A")));
    }

    [Fact]
    public async Task A_head_of_another_version_stops_the_events_beside_it()
    {
        var table = await azurite.NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "head") { ["N"] = 1 })).Headers.ETag!.Value;
        await table.UpsertEntityAsync(new TableEntity("p", "head") { ["N"] = 2 }, TableUpdateMode.Replace);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "e|0000000001")),
            new(UpdateReplace, new TableEntity("p", "head") { ["N"] = 2 }, old),
        ]));

        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(1, failure.FailedTransactionActionIndex);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "e|0000000001")).HasValue);
    }

    [Fact]
    public async Task An_update_of_a_missing_row_and_a_missing_table_are_told_apart()
    {
        var table = await azurite.NewTableAsync();
        var missing = new TableServiceClient(azurite.ConnectionString).GetTableClient(azurite.NewTableName());
        TableTransactionAction[] actions = [new(UpdateReplace, new TableEntity("p", "r"), ETag.All)];

        var noRow = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        var noTable = await Assert.ThrowsAsync<TableTransactionFailedException>(() => missing.SubmitTransactionAsync(actions));

        Assert.True(noRow.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.True(noTable.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task A_hundred_large_rows_fit()
    {
        var table = await azurite.NewTableAsync();
        var text = new string('\u00E9', 19_000);
        var actions = Enumerable.Range(0, 100)
            .Select(number => new TableTransactionAction(Add, new TableEntity("p", $"{number:D3}") { ["Text"] = text }));

        var answers = await table.SubmitTransactionAsync(actions);
        var last = await table.ReadAsync("p", "099");

        Assert.Equal(100, answers.Value.Count);
        Assert.Equal(text, last.GetString("Text"));
    }

    [Fact]
    public async Task What_the_service_would_refuse_is_not_sent()
    {
        var faults = new Faults();
        var table = await azurite.NewTableAsync(faults.Options());
        TableTransactionAction Row(string partition, string row, string text = "") =>
            new(Add, new TableEntity(partition, row) { ["Text"] = text });
        var large = new string('\u00E9', EntityLimits.StringUnits);
        (string Expected, IEnumerable<TableTransactionAction> Actions)[] cases =
        [
            ("1 to 100 actions", []),
            ("1 to 100 actions", Enumerable.Range(0, 101).Select(number => Row("p", $"{number}"))),
            ("of one partition", [Row("p", "1"), Row("q", "2")]),
            ("twice", [Row("p", "1"), Row("p", "2"), Row("p", "1")]),
            ("character that keys cannot have", [Row("p", "a/b")]),
            ("smaller than 4 MiB", Enumerable.Range(0, 70).Select(number => Row("p", $"{number}", large))),
        ];

        foreach (var (expected, actions) in cases)
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.SubmitTransactionAsync(actions));
            Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(faults.Requests);
    }

    [Theory]
    [InlineData(UpdateMerge)]
    [InlineData(UpdateReplace)]
    [InlineData(Delete)]
    public void An_update_without_a_version_is_refused(TableTransactionActionType type)
    {
        var make = () => new TableTransactionAction(type, new TableEntity("p", "r"));

        Assert.Throws<ArgumentException>(make);
    }

    [Fact]
    public async Task Sixteen_writers_number_their_events_without_a_gap()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "head") { ["N"] = 0 });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AppendAsync(table, 5)));
        var rows = await table.QueryAsync<TableEntity>().ToListAsync();

        Assert.Equal(Enumerable.Range(1, 80).Select(number => $"e|{number:D10}"), rows.Select(row => row.RowKey).SkipLast(1));
        Assert.Equal(80, rows[^1].GetInt32("N"));
    }

    private static async Task AppendAsync(TableClient table, int events)
    {
        while (events > 0)
        {
            var head = await table.ReadAsync("p", "head");
            var next = head.GetInt32("N")!.Value + 1;
            try
            {
                await table.SubmitTransactionAsync(
                [
                    new(Add, new TableEntity("p", $"e|{next:D10}")),
                    new(UpdateReplace, new TableEntity("p", "head") { ["N"] = next }, head.ETag),
                ]);
                events--;
            }
            catch (TableTransactionFailedException conflict) when (conflict.ErrorCode == TableErrorCode.EntityAlreadyExists)
            {
                Assert.Equal(0, conflict.FailedTransactionActionIndex);
            }
        }
    }
}
