using PolicyBot.Application.Ports;
using PolicyBot.Tables.Seen;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Seen;

public sealed class TableInboundDeduplicationTests(AzuriteFixture azurite) : SeenContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IInboundDeduplication> NewAsync() => new TableInboundDeduplication(await azurite.NewStoreAsync());
}
