using PolicyBot.Application.Ports;
using PolicyBot.Tables.Work;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Work;

public sealed class TableWorkTests(AzuriteFixture azurite) : WorkContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IWork> NewAsync() => new TableWork(await azurite.NewStoreAsync());
}
