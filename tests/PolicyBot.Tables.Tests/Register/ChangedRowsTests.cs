using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Register;

/// <summary>Rows that a person with access to the store changed: what a walk makes of them, without ending there.</summary>
public sealed class ChangedRowsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly ExceptionId First = ExceptionId.Parse("PX-00000001");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-00000002");
    private static readonly ExceptionId Third = ExceptionId.Parse("PX-00000003");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_whose_head_is_gone_is_named_wherever_it_stands(bool readsEvents)
    {
        foreach (var gone in new[] { First, Second, Third })
        {
            var (store, table) = await WithThreeAsync();
            await table.DeleteEntityAsync(gone.Value, "head");

            var walked = await store.WalkAsync(readsEvents, default).ToListAsync();

            Assert.Equal([First, Second, Third], walked.Select(one => one.Id));
            Assert.Equal("its head is gone", walked.Single(one => one.Record is null).WhyUnreadable);
            Assert.Equal(readsEvents, walked.Single(one => one.Id == gone).Events.Count > 0);
            Assert.Equal([gone], (await store.WalkHashesAsync(default).ToListAsync()).Where(one => !one.HasHead).Select(one => one.Id));
        }
    }

    [Theory]
    [InlineData("foreign", true)]
    [InlineData("foreign", false)]
    [InlineData("px-00000002", true)]
    [InlineData("px-00000002", false)]
    public async Task A_row_that_is_of_no_exception_is_named_and_the_others_are_walked(string partition, bool readsEvents)
    {
        var (store, table) = await WithThreeAsync();
        await table.AddEntityAsync(new TableEntity(partition, "head") { ["State"] = "{}" });

        var walked = await store.WalkAsync(readsEvents, default).ToListAsync();

        Assert.Equal([First, Second, Third], walked.Where(one => one.Record is not null).Select(one => one.Id));
        var foreign = Assert.Single(walked, one => one.Record is null);
        Assert.Equal(($"the partition \"{partition}\"", "it is no exception"), (foreign.Where, foreign.WhyUnreadable));
        Assert.Equal([First, Second, Third], await store.AllAsync(default).ToListAsync());
        Assert.Equal(3, (await store.WalkHashesAsync(default).ToListAsync()).Count);
    }

    [Theory]
    [InlineData("head", "State", "{")]
    [InlineData("head", "State", 7)]
    [InlineData("head", "Version", "seven")]
    [InlineData("head", "Format", 99)]
    [InlineData("head", "Format", "new")]
    [InlineData("e|0000000001", "Hash", 7)]
    [InlineData("e|0000000001", "Format", 99)]
    public async Task Whatever_stands_in_a_row_the_events_are_read_as_they_stand_and_the_walk_goes_on(string row, string name, object value)
    {
        var (store, table) = await WithThreeAsync();
        var count = (await store.ReadAsync(Second, default))!.Events.Count;
        await table.UpdateEntityAsync(
            new TableEntity(Second.Value, row) { [name] = value }, Azure.ETag.All, TableUpdateMode.Merge);

        var walked = await store.WalkAsync(readsEvents: true, default).ToListAsync();

        Assert.Equal([First, Second, Third], walked.Select(one => one.Id));
        Assert.Equal([First, Third], walked.Where(one => one.Fault is null).Select(one => one.Id));
        Assert.Equal(count, walked[1].Events.Count);
        Assert.Equal([First, Second, Third], (await store.WalkHashesAsync(default).ToListAsync()).Select(one => one.Id));
    }

    private async Task<(TableEventStore Store, TableClient Table)> WithThreeAsync()
    {
        var (service, prefix) = (new TableServiceClient(azurite.ConnectionString), AzuriteFixture.NewTablePrefix());
        var tables = new StoreTables(service, prefix);
        await tables.CreateAsync(default);
        var store = new TableEventStore(tables);
        foreach (var id in new[] { First, Second, Third })
        {
            var record = new ARequest { Id = id }.Granted();
            Assert.True(await store.TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
        }

        return (store, service.GetTableClient($"{prefix}Exceptions"));
    }
}
