using PolicyBot.Application.Ports;
using PolicyBot.Tables.Drafts;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Drafts;

public sealed class TableDraftsTests(AzuriteFixture azurite) : DraftsContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IDrafts> NewAsync() => new TableDrafts(await azurite.NewStoreAsync());
}
