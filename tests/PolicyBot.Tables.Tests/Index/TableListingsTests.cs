using PolicyBot.Application.Ports;
using PolicyBot.Tables.Index;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Index;

public sealed class TableListingsTests(AzuriteFixture azurite) : ListingsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IListings> NewAsync() => new TableListings(await azurite.NewStoreAsync());
}
