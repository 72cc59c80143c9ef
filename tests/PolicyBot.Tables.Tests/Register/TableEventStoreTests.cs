using PolicyBot.Application.Ports;
using PolicyBot.Tables.Register;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Register;

public sealed class TableEventStoreTests(AzuriteFixture azurite) : RegisterContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IEventStore> NewAsync() => new TableEventStore(await azurite.NewStoreAsync());
}
