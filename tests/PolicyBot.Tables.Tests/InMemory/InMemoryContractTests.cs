using PolicyBot.Application.Ports;
using PolicyBot.Tables.Drafts;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.People;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Seen;
using PolicyBot.Tables.Work;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.InMemory;

// The table service in memory, by which benchmarks measure, carries every port as Azurite does; also where a page has as few rows as a
// service may answer with.

public sealed class RegisterInMemoryTests : RegisterContract
{
    protected override async Task<IEventStore> NewAsync() => new TableEventStore(await TestStore.NewInMemoryAsync());
}

public sealed class RegisterOfShortPagesTests : RegisterContract
{
    protected override async Task<IEventStore> NewAsync() => new TableEventStore(await TestStore.NewInMemoryAsync(new() { PageRows = 3 }));
}

public sealed class WorkInMemoryTests : WorkContract
{
    protected override async Task<IWork> NewAsync() => new TableWork(await TestStore.NewInMemoryAsync());
}

public sealed class WorkOfShortPagesTests : WorkContract
{
    protected override async Task<IWork> NewAsync() => new TableWork(await TestStore.NewInMemoryAsync(new() { PageRows = 1 }));
}

public sealed class IndexInMemoryTests : IndexContract
{
    protected override async Task<IIndex> NewAsync() => new TableIndex(await TestStore.NewInMemoryAsync());
}

public sealed class ListingsInMemoryTests : ListingsContract
{
    protected override async Task<IListings> NewAsync() => new TableListings(await TestStore.NewInMemoryAsync());
}

public sealed class ListingsOfShortPagesTests : ListingsContract
{
    protected override async Task<IListings> NewAsync() => new TableListings(await TestStore.NewInMemoryAsync(new() { PageRows = 3 }));
}

public sealed class PeopleInMemoryTests : PeopleContract
{
    protected override async Task<IPeople> NewAsync() => new TablePeople(await TestStore.NewInMemoryAsync(), Time);
}

public sealed class PageSessionsInMemoryTests : PageSessionsContract
{
    protected override async Task<IPageSessions> NewAsync() => new TablePageSessions(await TestStore.NewInMemoryAsync());
}

public sealed class DelegationsInMemoryTests : DelegationsContract
{
    protected override async Task<IDelegations> NewAsync() => new TableDelegations(await TestStore.NewInMemoryAsync());
}

public sealed class AddressBookInMemoryTests : AddressBookContract
{
    protected override async Task<IAddressBook> NewAsync() =>
        new TableAddressBook(await TestStore.NewInMemoryAsync(new() { PageRows = 1 }));
}

public sealed class DraftsInMemoryTests : DraftsContract
{
    protected override async Task<IDrafts> NewAsync() => new TableDrafts(await TestStore.NewInMemoryAsync());
}

public sealed class SeenInMemoryTests : SeenContract
{
    protected override async Task<IInboundDeduplication> NewAsync() =>
        new TableInboundDeduplication(await TestStore.NewInMemoryAsync(new() { PageRows = 7 }));
}
