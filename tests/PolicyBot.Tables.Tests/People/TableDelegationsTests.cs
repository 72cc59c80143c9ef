using PolicyBot.Application.Ports;
using PolicyBot.Tables.People;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.People;

public sealed class TableDelegationsTests(AzuriteFixture azurite) : DelegationsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IDelegations> NewAsync() => new TableDelegations(await azurite.NewStoreAsync());
}
