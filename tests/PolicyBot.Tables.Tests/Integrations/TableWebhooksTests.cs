using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Integrations;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Integrations;

public sealed class TableWebhooksTests(AzuriteFixture azurite) : WebhooksContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IWebhooks> NewAsync() =>
        new TableWebhooks(await azurite.NewStoreAsync(), NullLogger<TableWebhooks>.Instance);

    [Fact]
    public async Task A_row_that_cannot_be_read_keeps_none_of_the_others_back()
    {
        var tables = await azurite.NewStoreAsync();
        var hooks = new TableWebhooks(tables, NullLogger<TableWebhooks>.Instance);
        var endpoint = new WebhookEndpoint(
            WebhookEndpoint.DrawId(), "sheet", new Uri("https://sheet.example/in"), WebhookSecret.Draw(), ARequest.Sent);
        Assert.True(await hooks.TryWriteAsync(endpoint, default));
        await tables.Integrations.PutAsync(new TableEntity("hook", "000000000000") { ["Name"] = "damaged" }, default);

        Assert.Equal(endpoint.Id, Assert.Single(await hooks.AllAsync(default)).Id);
    }
}
