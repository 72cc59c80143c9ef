using PolicyBot.Application.Ports;
using PolicyBot.Tables.Integrations;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Integrations;

public sealed class TableApiKeysTests(AzuriteFixture azurite) : ApiKeysContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IApiKeys> NewAsync() => new TableApiKeys(await azurite.NewStoreAsync());
}
