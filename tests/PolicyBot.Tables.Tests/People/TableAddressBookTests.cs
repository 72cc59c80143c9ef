using PolicyBot.Application.Ports;
using PolicyBot.Tables.People;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.People;

public sealed class TableAddressBookTests(AzuriteFixture azurite) : AddressBookContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IAddressBook> NewAsync() => new TableAddressBook(await azurite.NewStoreAsync());
}
