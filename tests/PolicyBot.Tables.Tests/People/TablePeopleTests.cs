using PolicyBot.Application.Ports;
using PolicyBot.Tables.People;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.People;

public sealed class TablePeopleTests(AzuriteFixture azurite) : PeopleContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IPeople> NewAsync() => new TablePeople(await azurite.NewStoreAsync(), Time);
}
