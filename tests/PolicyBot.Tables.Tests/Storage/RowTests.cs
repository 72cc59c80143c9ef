using Azure;
using Azure.Data.Tables;
using PolicyBot.Core.Settling;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What a table does with single rows.</summary>
public abstract class RowTests<TService>(TService service) : IClassFixture<TService>
    where TService : TestService
{
    [Fact]
    public async Task An_inserted_row_is_read_back_with_its_version_and_time()
    {
        var table = await service.NewTableAsync();

        var version = await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 1 }, default);
        var row = await table.ReadAsync("p", "r", default);

        Assert.Equal(1, row!.GetInt32("A"));
        Assert.Equal(version, row.ETag);
        Assert.Equal(TimeSpan.Zero, row.Timestamp!.Value.Offset);
    }

    [Fact]
    public async Task A_table_that_is_created_again_keeps_its_rows()
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "r"), default);

        await table.CreateAsync(default);

        Assert.NotNull(await table.ReadAsync("p", "r", default));
    }

    [Fact]
    public async Task A_row_is_inserted_once()
    {
        var table = await service.NewTableAsync();
        await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 1 }, default);

        var again = await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 2 }, default);

        Assert.Null(again);
        Assert.Equal(1, (await table.ReadAsync("p", "r", default))!.GetInt32("A"));
    }

    [Fact]
    public async Task A_missing_row_is_no_row()
    {
        var table = await service.NewTableAsync();

        Assert.Null(await table.ReadAsync("p", "r", default));
    }

    [Fact]
    public async Task A_missing_table_is_never_taken_for_a_missing_row()
    {
        var table = service.MissingTable();
        Func<Task>[] calls =
        [
            () => table.ReadAsync("p", "r", default),
            () => table.QueryAsync("PartitionKey eq 'p'", null, null, default),
            () => table.RemoveAsync("p", "r", default),
            () => table.TryInsertAsync(new TableEntity("p", "r"), default),
            () => table.TryReplaceAsync(new TableEntity("p", "r"), ETag.All, default),
            () => table.PutAsync(new TableEntity("p", "r"), default),
            () => table.TrySubmitAsync([new(TableTransactionActionType.Delete, new TableEntity("p", "r"), ETag.All)], default),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<RegisterUnavailableException>(call);
        }
    }

    [Fact]
    public async Task A_replaced_row_keeps_nothing_of_what_stood_there()
    {
        var table = await service.NewTableAsync();
        var inserted = await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 }, default);

        var replaced = await table.TryReplaceAsync(new TableEntity("p", "r") { ["B"] = 2 }, inserted!.Value, default);
        var row = await table.ReadAsync("p", "r", default);

        Assert.Equal(replaced, row!.ETag);
        Assert.Equal((null, 2), (row.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task Only_one_of_two_writers_of_the_same_version_wins()
    {
        var table = await service.NewTableAsync();
        var seen = await table.TryInsertAsync(new TableEntity("p", "r") { ["A"] = 0 }, default);

        var first = await table.TryReplaceAsync(new TableEntity("p", "r") { ["A"] = 1 }, seen!.Value, default);
        var second = await table.TryReplaceAsync(new TableEntity("p", "r") { ["A"] = 2 }, seen.Value, default);

        Assert.NotNull(first);
        Assert.Null(second);
        Assert.Equal(1, (await table.ReadAsync("p", "r", default))!.GetInt32("A"));
    }

    [Fact]
    public async Task A_missing_row_is_not_replaced_also_for_any_version()
    {
        var table = await service.NewTableAsync();

        var replaced = await table.TryReplaceAsync(new TableEntity("p", "r"), ETag.All, default);

        Assert.Null(replaced);
        Assert.Null(await table.ReadAsync("p", "r", default));
    }

    [Fact]
    public async Task A_replacement_without_a_version_is_refused_before_it_becomes_an_upsert()
    {
        var table = await service.NewTableAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => table.TryReplaceAsync(new TableEntity("p", "r"), default, default));

        Assert.Null(await table.ReadAsync("p", "r", default));
    }

    [Fact]
    public async Task A_row_that_is_put_is_inserted_and_then_replaced()
    {
        var table = await service.NewTableAsync();

        await table.PutAsync(new TableEntity("p", "r") { ["A"] = 1 }, default);
        await table.PutAsync(new TableEntity("p", "r") { ["B"] = 2 }, default);
        var row = await table.ReadAsync("p", "r", default);

        Assert.Equal((null, 2), (row!.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task A_removed_row_is_gone_and_may_be_removed_again()
    {
        var table = await service.NewTableAsync();
        await table.PutAsync(new TableEntity("p", "r"), default);

        await table.RemoveAsync("p", "r", default);
        await table.RemoveAsync("p", "r", default);

        Assert.Null(await table.ReadAsync("p", "r", default));
    }
}

public sealed class RowTestsOnAzurite(AzuriteService service) : RowTests<AzuriteService>(service);

public sealed class RowTestsInMemory(InMemoryService service) : RowTests<InMemoryService>(service);
