using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Work;

/// <summary>The requests of a sweep depend on the due rows only.</summary>
public sealed class SweepCostTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_sweep_asks_for_the_same_however_much_is_planned_for_later(int due)
    {
        await using var few = await PlannedWork.PrepareAsync(azurite.ConnectionString, AzuriteFixture.NewTablePrefix(), planned: 50);
        await using var many = await PlannedWork.PrepareAsync(azurite.ConnectionString, AzuriteFixture.NewTablePrefix(), planned: 2_000);

        var (done, requests, entities) = await few.SweepAsync(due);
        var withMany = await many.SweepAsync(due);

        Assert.Equal((done, requests, entities), withMany);
        Assert.Equal((due, due), (done, entities)); // nothing is read but what is due
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_looks_once_into_each_shard()
    {
        await using var planned = await PlannedWork.PrepareAsync(azurite.ConnectionString, AzuriteFixture.NewTablePrefix(), planned: 300);

        var cost = await planned.SweepAsync(due: 0);

        Assert.Equal((0, 8, 0), cost);
    }

    [Fact]
    public async Task Of_more_than_it_takes_a_sweep_reads_no_more_than_so_many_of_a_shard()
    {
        await using var backlog = await PlannedWork.PrepareAsync(azurite.ConnectionString, AzuriteFixture.NewTablePrefix(), planned: 0);

        var (done, _, entities) = await backlog.SweepAsync(due: 1_000);

        Assert.Equal(Application.Reconciling.DueWorkProcessor.Most, done);
        Assert.InRange(entities, done, 8 * Application.Reconciling.DueWorkProcessor.Most);
    }
}
