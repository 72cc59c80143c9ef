using PolicyBot.Application.Ports;
using PolicyBot.Tables.Integrations;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Integrations;

public sealed class TableWebhooksTests(AzuriteFixture azurite) : WebhooksContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IWebhooks> NewAsync() => new TableWebhooks(await azurite.NewStoreAsync());
}
