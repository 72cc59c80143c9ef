using PolicyBot.Application.Ports;
using PolicyBot.Tables.Evidence;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Evidence;

public sealed class TableCheckpointsTests(AzuriteFixture azurite) : CheckpointsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<ICheckpoints> NewAsync() => new TableCheckpoints(await azurite.NewStoreAsync());
}
