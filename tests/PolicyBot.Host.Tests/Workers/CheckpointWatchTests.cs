using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Host.Tests.Workers;

public sealed class CheckpointWatchTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly string prefix = AzuriteFixture.NewTablePrefix();

    [Fact]
    public async Task Without_a_key_it_is_said_at_start_that_there_are_no_checkpoints()
    {
        await using var host = await TheProgram.ServeAsync(TheProgram.Settings(azurite.ConnectionString, prefix));

        Assert.True(await host.SaysAsync("Checkpoints are off: Audit:SigningKeyPath is not set."));
    }

    [Fact]
    public async Task With_a_key_the_day_gets_its_checkpoint_and_a_record_that_is_removed_afterwards_is_named()
    {
        var settings = TheProgram.Settings(azurite.ConnectionString, prefix);
        var key = Path.GetTempFileName();
        try
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await File.WriteAllTextAsync(key, made.ExportPkcs8PrivateKeyPem());
            settings["Audit__SigningKeyPath"] = key;
            var record = new ARequest().Granted();
            await StoreAsync(settings, record);

            await using (var host = await TheProgram.ServeAsync(settings))
            {
                Assert.True(await host.SaysAsync("Checkpoints are on: each day's is signed by the key "));
                Assert.True(await host.SaysAsync("lists 1 exceptions that changed; its hash is "));
            }

            var (whole, said) = await TheProgram.RunAsync(settings, "audit", "verify");
            var told = said.Split("with the hash ")[1][..64];
            Assert.Matches($"(?m)^checkpoint [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}} {told}\r?$", said); // as the auditors' messages have it
            await RemoveAsync("Exceptions", row => row.PartitionKey == record.State.Id.Value);
            var (broken, named) = await TheProgram.RunAsync(settings, "audit", "verify");

            Assert.Equal(0, whole);
            Assert.StartsWith("1 checkpoints, the last of ", said, StringComparison.Ordinal);
            Assert.Equal(1, broken);
            Assert.Contains($"{record.State.Id}: REMOVED: the checkpoint of ", named, StringComparison.Ordinal);
            Assert.EndsWith("0 whole, 1 broken.", named, StringComparison.Ordinal);

            await RemoveAsync("Evidence", row => row.RowKey.StartsWith("d|", StringComparison.Ordinal));
            var (_, missed) = await TheProgram.RunAsync(settings, "audit", "verify");

            Assert.Contains($"the store names it as the last one, with the hash {told}, and it is gone", missed, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(key);
        }
    }

    private async Task RemoveAsync(string name, Func<Azure.Data.Tables.TableEntity, bool> isRemoved)
    {
        var table = new Azure.Data.Tables.TableServiceClient(azurite.ConnectionString).GetTableClient($"{prefix}{name}");
        foreach (var row in table.Query<Azure.Data.Tables.TableEntity>().Where(isRemoved).ToList())
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
    }

    private static async Task StoreAsync(Dictionary<string, string> settings, ARecord record)
    {
        var keys = settings.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        await using var services = new ServiceCollection()
            .AddPolicyBotTables(new ConfigurationBuilder().AddInMemoryCollection(keys).Build())
            .BuildServiceProvider();
        await services.GetRequiredService<StoreTables>().CreateAsync(default);
        Assert.True(await services.GetRequiredService<IEventStore>()
            .TryCommitAsync(new Commit("commit-1", record.State, null, record.Events, []), default));
    }
}
