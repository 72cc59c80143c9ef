using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;
using PolicyBot.Testing.TableService;
using TableCounts = PolicyBot.Tables.Counts.TableCounts;

namespace PolicyBot.Tables.Tests.Counts;

public sealed class TableCountsTests(AzuriteFixture azurite) : CountsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<ICounts> NewAsync() => new TableCounts(await azurite.NewStoreAsync());

    [Fact]
    public async Task Two_hosts_that_count_at_once_lose_nothing()
    {
        var store = await azurite.NewStoreAsync();
        using var one = new TableCounts(store);
        using var other = new TableCounts(store);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            (number % 2 == 0 ? one : other).PutAsync(Counted(number % 20, (number / 20) + 1, number % 3 == 0, "live"), default)));

        Assert.Equal(20, (await one.ReadAsync([CountKey.Everything], default))[CountKey.Everything]["live"].All);
        Assert.Equal(0, await other.MendAsync(default));
    }

    [Fact]
    public async Task Numbers_that_are_wrong_or_gone_are_corrected_while_others_go_on_counting()
    {
        var store = await azurite.NewStoreAsync();
        using var counts = new TableCounts(store);
        for (var number = 0; number < 12; number++)
        {
            await counts.PutAsync(Counted(number, 1, false, "live", "active|A"), default);
        }

        foreach (var row in await store.Counts.QueryAsync("RowKey ge 'b|' and RowKey lt 'b}'", null, null, default))
        {
            if (row.RowKey == "b|all")
            {
                row["Numbers"] = """{"live":[99,0],"nonsense":[1,1]}""";
                await store.Counts.PutAsync(row, default);
            }
            else
            {
                await store.Counts.RemoveAsync(row.PartitionKey, row.RowKey, default);
            }
        }

        using var mending = new TableCounts(store);
        var mended = mending.MendAsync(default);
        await counts.PutAsync(Counted(0, 2, false, "ended"), default);
        Assert.True(await mended > 0);
        await mending.MendAsync(default);

        var read = await mending.ReadAsync([CountKey.Everything, "policy|SEC-MFA"], default);
        Assert.All(["all", "policy|SEC-MFA"], scope =>
        {
            Assert.Equal((11, 1), (read[scope]["live"].All, read[scope]["ended"].All));
            Assert.False(read[scope].ContainsKey("nonsense"));
        });
    }

    [Fact]
    public async Task A_change_costs_a_read_and_a_transaction_and_a_picture_four_reads()
    {
        var service = new InMemoryTableService();
        using var counts = new TableCounts(await TestStore.NewInMemoryAsync(service));
        for (var number = 0; number < 8; number++)
        {
            await counts.PutAsync(Counted(number, 1, false, "live"), default);
        }

        service.TakeCounts();
        await counts.PutAsync(Counted(1, 2, false, "ended"), default);
        Assert.Equal(2, service.TakeCounts().Total);
        await counts.PutAsync(Counted(1, 2, false, "ended"), default);
        Assert.Equal(1, service.TakeCounts().Total);
        await counts.ReadAsync([CountKey.Everything], default);
        Assert.Equal(4, service.TakeCounts().Total);
    }

    [Fact]
    public async Task Of_several_scopes_only_their_own_rows_are_read_however_many_stand_between()
    {
        var service = new InMemoryTableService();
        using var counts = new TableCounts(await TestStore.NewInMemoryAsync(service));
        for (var number = 0; number < 60; number++)
        {
            await counts.PutAsync(Counted(number, 1, false, "live") with { Scopes = ["all", $"policy|P{number % 30:D2}"] }, default);
        }

        service.TakeCounts();
        var some = await counts.ReadAsync(["all", "policy|P03", "policy|P29"], default);
        var cost = service.TakeCounts();
        var many = await counts.ReadAsync([.. Enumerable.Range(0, 30).Select(number => $"policy|P{number:D2}")], default);

        Assert.Equal([("all", 60), ("policy|P03", 2), ("policy|P29", 2)], some.OrderBy(one => one.Key).Select(one => (one.Key, one.Value["live"].All)));
        Assert.Equal(4, cost.Total);
        Assert.InRange(cost.RowsRead, 4 + 2, 4 * 3);
        Assert.Equal(4, service.TakeCounts().Total);
        Assert.Equal(60, many.Sum(scope => scope.Value["live"].All));
    }
}
