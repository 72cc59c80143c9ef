using Azure;
using PolicyBot.Tables.Protocol;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Protocol;

public sealed class TableOperationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Creating_a_table_twice_is_no_fault()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        var name = azurite.NewTableName();

        var first = await service.CreateTableIfNotExistsAsync(name);
        var second = await service.CreateTableIfNotExistsAsync(name);

        Assert.Equal(204, first.GetRawResponse().Status);
        Assert.Equal(409, second.GetRawResponse().Status);
        Assert.Equal(name, second.Value.Name);
    }

    [Fact]
    public async Task A_deleted_table_is_gone_and_deleting_it_again_is_no_fault()
    {
        var table = await azurite.NewTableAsync();

        var first = await table.DeleteAsync();
        var second = await table.DeleteAsync();
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(204, first.Status);
        Assert.Equal(404, second.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task An_inserted_row_is_read_back_with_its_version_and_time()
    {
        var table = await azurite.NewTableAsync();

        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        var row = await table.ReadAsync("p", "r");

        Assert.Equal(1, row.GetInt32("A"));
        Assert.Equal(added.Headers.ETag, row.ETag);
        Assert.NotNull(row.Timestamp);
        Assert.Equal(TimeSpan.Zero, row.Timestamp.Value.Offset);
    }

    [Fact]
    public async Task Inserting_an_existing_row_is_refused()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }));

        Assert.Equal(409, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(1, (await table.ReadAsync("p", "r")).GetInt32("A"));
    }

    [Fact]
    public async Task A_missing_row_is_a_refusal_or_no_value_as_asked()
    {
        var table = await azurite.NewTableAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityAsync<TableEntity>("p", "r"));
        var none = await table.GetEntityIfExistsAsync<TableEntity>("p", "r");

        Assert.Equal(404, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.False(none.HasValue);
        Assert.Equal(404, none.GetRawResponse().Status);
    }

    [Fact]
    public async Task A_missing_table_is_never_taken_for_a_missing_row()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient(azurite.NewTableName());

        var onRead = await Assert.ThrowsAsync<RequestFailedException>(() => table.GetEntityIfExistsAsync<TableEntity>("p", "r"));
        var onQuery = await Assert.ThrowsAsync<RequestFailedException>(() => table.QueryAsync<TableEntity>().ToListAsync());
        var onDelete = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", ETag.All));

        Assert.All([onRead, onQuery, onDelete], refusal => Assert.True(refusal.ErrorCode == TableErrorCode.TableNotFound));
    }

    [Fact]
    public async Task Selected_properties_are_all_that_is_read()
    {
        var table = await azurite.NewTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        var row = await table.GetEntityIfExistsAsync<TableEntity>("p", "r", ["B", "C"]);

        Assert.Equal(2, row.Value!.GetInt32("B"));
        Assert.False(row.Value.ContainsKey("A"));
        Assert.Null(row.Value.GetString("C"));
    }

    [Fact]
    public async Task Replacing_drops_properties_and_merging_keeps_them()
    {
        var table = await azurite.NewTableAsync();
        var added = await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 });

        var merged = await table.UpdateEntityAsync(
            new TableEntity("p", "r") { ["B"] = 2, ["A"] = null }, added.Headers.ETag!.Value, TableUpdateMode.Merge);
        var afterMerge = await table.ReadAsync("p", "r");
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, merged.Headers.ETag!.Value, TableUpdateMode.Replace);
        var afterReplace = await table.ReadAsync("p", "r");

        Assert.Equal((1, 2), (afterMerge.GetInt32("A"), afterMerge.GetInt32("B")));
        Assert.Equal((null, 3), (afterReplace.GetInt32("A"), afterReplace.GetInt32("B")));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Only_one_of_two_writers_of_the_same_version_wins(TableUpdateMode mode)
    {
        var table = await azurite.NewTableAsync();
        var seen = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 0 })).Headers.ETag!.Value;
        await table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, seen, mode);

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, seen, mode));

        Assert.Equal(412, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(1, (await table.ReadAsync("p", "r")).GetInt32("A"));
    }

    [Fact]
    public async Task Updating_a_missing_row_is_refused_also_for_any_version()
    {
        var table = await azurite.NewTableAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Replace));

        Assert.True(refusal.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task An_update_without_a_version_is_refused_before_it_becomes_an_upsert()
    {
        var faults = new Faults();
        var table = await azurite.NewTableAsync(faults.Options());

        await Assert.ThrowsAsync<ArgumentException>(
            () => table.UpdateEntityAsync(new TableEntity("p", "r"), default, TableUpdateMode.Replace));
        await Assert.ThrowsAsync<ArgumentException>(() => table.DeleteEntityAsync("p", "r", default));

        Assert.Empty(faults.Requests);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, 1)]
    [InlineData(TableUpdateMode.Replace, null)]
    public async Task An_upsert_inserts_and_changes(TableUpdateMode mode, int? kept)
    {
        var table = await azurite.NewTableAsync();

        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, mode);
        await table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, mode);
        var row = await table.ReadAsync("p", "r");

        Assert.Equal((kept, 2), (row.GetInt32("A"), row.GetInt32("B")));
    }

    [Fact]
    public async Task A_row_is_deleted_in_its_version_only()
    {
        var table = await azurite.NewTableAsync();
        var old = (await table.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        var current = (await table.UpsertEntityAsync(new TableEntity("p", "r"), TableUpdateMode.Replace)).Headers.ETag!.Value;

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(() => table.DeleteEntityAsync("p", "r", old));
        var deleted = await table.DeleteEntityAsync("p", "r", current);
        var again = await table.DeleteEntityAsync("p", "r", ETag.All);

        Assert.True(refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(204, deleted.Status);
        Assert.Equal(404, again.Status);
    }

    [Fact]
    public async Task What_the_service_calls_nonsense_is_a_refusal_with_its_code()
    {
        var table = await azurite.NewTableAsync();

        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.QueryAsync<TableEntity>("PartitionKey is 'p'").ToListAsync());

        Assert.Equal(400, refusal.Status);
        Assert.True(refusal.ErrorCode == TableErrorCode.InvalidInput);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("Tables")]
    [InlineData("line\n")]
    public void A_name_that_no_table_can_have_is_refused(string name)
    {
        var service = new TableServiceClient(azurite.ConnectionString);

        var get = () => service.GetTableClient(name);

        Assert.Throws<ArgumentException>(get);
    }
}
