using PolicyBot.Core.Settling;
using PolicyBot.Tables.Seen;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Seen;

public sealed class TableSeenTests(AzuriteFixture azurite) : SeenContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<ISeen> NewAsync() => new TableSeen(await azurite.NewStoreAsync());
}
