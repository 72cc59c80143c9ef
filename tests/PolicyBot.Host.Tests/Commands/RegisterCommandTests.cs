using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Lab;
using PolicyBot.Lab.Record;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Commands;

/// <summary>A store that an older version wrote has streams, and neither rows of lists nor counts.</summary>
public sealed class RegisterCommandTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private static readonly ExceptionId[] Ids = [.. Enumerable.Range(1, 5).Select(number => ExceptionId.Parse($"PX-{number:D8}"))];

    private readonly string prefix = AzuriteFixture.NewTablePrefix();
    private ServiceProvider? services;

    private Dictionary<string, string> Settings => TheProgram.Settings(azurite.ConnectionString, prefix);

    [Fact]
    public async Task Reindexing_finds_what_an_older_version_left_ended_ones_too_and_the_second_time_corrects_nothing()
    {
        var store = await StoreAsync();
        var catalog = await File.ReadAllTextAsync(WorkingCopy.SampleCatalog);
        await store.GetRequiredService<ICatalogVersions>().KeepAsync("one", catalog, ARequest.Sent, default);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "register", "reindex");
        var (again, nothing) = await TheProgram.RunAsync(Settings, "register", "reindex");

        Assert.True(exitCode == 0, output);
        Assert.Contains("5 exceptions stand in lists and counts as the record says; 0 numbers corrected.", output, StringComparison.Ordinal);
        Assert.Equal((0, output), (again, nothing));
        var listings = store.GetRequiredService<IListings>();
        var (all, sent) = (
            await listings.FindAsync(ListingKey.Everything + ListingKey.Ended, ListingKey.Beyond(ListingKey.Everything), 10, default),
            await listings.FindAsync(ListingKey.Sent + ListingKey.Everything, ListingKey.Beyond(ListingKey.Sent + ListingKey.Everything), 10, default));
        Assert.Equal((1, 5), (all.Count, sent.Count));
        var numbers = (await store.GetRequiredService<ICounts>().ReadAsync([CountKey.Everything], default))[CountKey.Everything];
        Assert.Equal(new Count(3, 1), numbers[CountKey.Live]);
        Assert.Equal(new Count(1, 0), numbers[CountKey.Ended]);
    }

    [Fact]
    public async Task Wrong_numbers_are_corrected_and_what_is_broken_is_named_and_stays_as_it_is()
    {
        var store = await StoreAsync();
        var catalog = await File.ReadAllTextAsync(WorkingCopy.SampleCatalog);
        await store.GetRequiredService<ICatalogVersions>().KeepAsync("one", catalog, ARequest.Sent, default);
        await TheProgram.RunAsync(Settings, "register", "reindex");
        using var rows = new TableRows(azurite.ConnectionString);
        await rows.OverwriteAsync($"{prefix}Counts", "0", "b|all", "Numbers", """{"live":[99,0]}""", default);
        await rows.OverwriteAsync($"{prefix}Exceptions", Ids[0].Value, "e|0000000002", "Json", "{}", default);

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "register", "reindex");

        Assert.Equal(1, exitCode);
        Assert.Contains($"{Ids[0]}: its event 2 is broken", output, StringComparison.Ordinal);
        Assert.Contains("4 exceptions stand in lists and counts as the record says;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("; 0 numbers", output, StringComparison.Ordinal);
        var numbers = (await store.GetRequiredService<ICounts>().ReadAsync([CountKey.Everything], default))[CountKey.Everything];
        Assert.Equal((4, 1), (numbers[CountKey.Live].All, numbers[CountKey.Ended].All));
    }

    [Fact]
    public async Task A_store_in_which_no_catalog_ever_served_is_not_reindexed()
    {
        await StoreAsync();

        var (exitCode, output) = await TheProgram.RunAsync(Settings, "register", "reindex");

        Assert.Equal(2, exitCode);
        Assert.Contains("There is no catalog in this store", output, StringComparison.Ordinal);
    }

    public void Dispose() => services?.Dispose();

    private async Task<IServiceProvider> StoreAsync()
    {
        var settings = Settings.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        foreach (var id in Ids)
        {
            var request = new ARequest { Id = id, Confidential = id == Ids[1] };
            var record = id == Ids[4] ? request.InReview().After(Someone.Ana.Rejects()) : request.Granted();
            Assert.True(await services.GetRequiredService<IEventStore>()
                .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
        }

        return services;
    }
}
