using PolicyBot.Application.Ports;
using PolicyBot.Tables.Index;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Index;

public sealed class TableIndexTests(AzuriteFixture azurite) : IndexContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IIndex> NewAsync() => new TableIndex(await azurite.NewStoreAsync());
}
