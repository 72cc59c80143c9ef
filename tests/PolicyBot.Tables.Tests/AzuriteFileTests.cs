using Azure.Data.Tables;
using PolicyBot.Lab.Azurite;

namespace PolicyBot.Tables.Tests;

public sealed class AzuriteFileTests
{
    [Fact]
    public async Task What_was_written_last_is_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("policybot-azurite-");
        try
        {
            await using (var first = await AzuriteServer.StartAsync(folder.FullName, CancellationToken.None))
            {
                var table = new TableServiceClient(first.ConnectionString).GetTableClient("Kept");
                await table.CreateIfNotExistsAsync();
                await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
            }

            await using var second = await AzuriteServer.StartAsync(folder.FullName, CancellationToken.None);
            var row = await new TableServiceClient(second.ConnectionString).GetTableClient("Kept").GetEntityAsync<TableEntity>("p", "r");

            Assert.Equal(1, row.Value.GetInt32("A"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
