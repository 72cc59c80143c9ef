using PolicyBot.Application.Ports;
using PolicyBot.Tables.Integrations;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Integrations;

public sealed class TableDoorClaimsTests(AzuriteFixture azurite) : DoorClaimsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IDoorClaims> NewAsync() => new TableDoorClaims(await azurite.NewStoreAsync());
}
