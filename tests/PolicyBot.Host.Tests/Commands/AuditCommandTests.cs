using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab.Record;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

public sealed class AuditCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly ExceptionId First = ExceptionId.Parse("PX-7Q2M4X9K");
    private static readonly ExceptionId Second = ExceptionId.Parse("PX-8R3N5Y0M");

    private readonly string prefix = AzuriteFixture.NewTablePrefix();

    private Dictionary<string, string> Settings => TheProgram.Settings(azurite.ConnectionString, prefix);

    [Fact]
    public async Task Records_as_they_were_written_are_whole()
    {
        await StoreAsync(First, Second);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(0, exitCode);
        Assert.Contains($"{First}: whole, ", output, StringComparison.Ordinal);
        Assert.EndsWith("2 whole, 0 broken.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_changed_letter_breaks_a_record_at_its_event_and_no_other_record()
    {
        await StoreAsync(First, Second);
        using var rows = new TableRows(azurite.ConnectionString);
        await ByteChange.MakeAsync(rows, prefix, Second.Value, default);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{Second}: BROKEN at event 1: its text does not have the hash", output, StringComparison.Ordinal);
        Assert.EndsWith("1 whole, 1 broken.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_a_newer_PolicyBot_wrote_is_newer_and_not_broken()
    {
        await StoreAsync(First, Second);
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient($"{prefix}Exceptions");
        await table.UpdateEntityAsync(
            new TableEntity(Second.Value, "head") { ["Format"] = 99, ["State"] = "what it will be" }, ETag.All, TableUpdateMode.Merge);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(2, exitCode);
        Assert.Contains($"{Second}: newer: ", output, StringComparison.Ordinal);
        Assert.EndsWith("1 whole, 0 broken, 1 newer.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_row_and_a_head_that_is_gone_are_named_and_the_rest_is_verified()
    {
        await StoreAsync(First, Second);
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient($"{prefix}Exceptions");
        await table.AddEntityAsync(new TableEntity("notes", "head"));
        await table.DeleteEntityAsync(First.Value, "head");

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(1, exitCode);
        Assert.Contains("the partition \"notes\": BROKEN: it is no exception.", output, StringComparison.Ordinal);
        Assert.Contains($"{First}: BROKEN: its head is gone.", output, StringComparison.Ordinal);
        Assert.EndsWith("1 whole, 2 broken.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_head_breaks_a_record_whose_events_are_whole()
    {
        await StoreAsync(First);
        using var rows = new TableRows(azurite.ConnectionString);
        var head = (await rows.QueryAsync($"{prefix}Exceptions", "RowKey eq 'head'", default)).Single();
        await rows.OverwriteAsync($"{prefix}Exceptions", First.Value, "head", "State",
            ((string)head["State"]!).Replace("svc-build", "svc-bui1d", StringComparison.Ordinal), default);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(1, exitCode);
        Assert.Contains("the head says something else than the events", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_exception_can_be_verified_alone_however_its_number_is_typed()
    {
        await StoreAsync(First, Second);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify", "px8r3n5y0m");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("1 whole, 0 broken.", output, StringComparison.Ordinal);
        Assert.DoesNotContain(First.Value, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_that_is_not_there_is_not_whole()
    {
        await StoreAsync(First);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify", Second.Value);

        Assert.Equal(1, exitCode);
        Assert.Contains("there is no such exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_said_without_a_store()
    {
        var (exitCode, output) = await TheProgram.RunAsync("audit", "verify");

        Assert.Equal(2, exitCode);
        Assert.Equal("Storage:ConnectionString or Storage:AccountUri is missing: where the register is kept.", output);
    }

    [Fact]
    public async Task Nothing_can_be_said_about_tables_that_are_not_there()
    {
        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("The store does not answer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_number_of_an_exception_is_a_wrong_call()
    {
        var (exitCode, output) = await TheProgram.RunAsync(Settings, "audit", "verify", "everything");

        Assert.Equal(2, exitCode);
        Assert.Contains("\"everything\" is no exception's number", output, StringComparison.Ordinal);
    }

    private async Task StoreAsync(params ExceptionId[] ids)
    {
        var settings = Settings.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        await using var services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        foreach (var id in ids)
        {
            var record = new ARequest { Id = id }.Granted();
            var stored = await services.GetRequiredService<IEventStore>()
                .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default);
            Assert.True(stored);
        }
    }
}
