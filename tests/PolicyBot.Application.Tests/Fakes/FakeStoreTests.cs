using PolicyBot.Application.Ports;
using PolicyBot.Testing.Contracts;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Fakes;

public sealed class FakeRegisterTests : RegisterContract
{
    protected override Task<IEventStore> NewAsync() => Task.FromResult<IEventStore>(new FakeRegister());
}

public sealed class FakeWorkTests : WorkContract
{
    protected override Task<IWork> NewAsync() => Task.FromResult<IWork>(new FakeWork());
}

public sealed class FakeIndexTests : IndexContract
{
    protected override Task<IIndex> NewAsync() => Task.FromResult<IIndex>(new FakeIndex());
}

public sealed class FakeListingsTests : ListingsContract
{
    protected override Task<IListings> NewAsync() => Task.FromResult<IListings>(new FakeListings());
}

public sealed class FakePeopleTests : PeopleContract
{
    protected override Task<IPeople> NewAsync() => Task.FromResult<IPeople>(new FakePeople { Time = Time });
}

public sealed class FakeCountsTests : CountsContract
{
    protected override Task<ICounts> NewAsync() => Task.FromResult<ICounts>(new FakeCounts());
}

public sealed class FakePageSessionsTests : PageSessionsContract
{
    protected override Task<IPageSessions> NewAsync() => Task.FromResult<IPageSessions>(new FakePageSessions());
}

public sealed class FakeApiKeysTests : ApiKeysContract
{
    protected override Task<IApiKeys> NewAsync() => Task.FromResult<IApiKeys>(new FakeApiKeys());
}

public sealed class FakeWebhooksTests : WebhooksContract
{
    protected override Task<IWebhooks> NewAsync() => Task.FromResult<IWebhooks>(new FakeWebhooks());
}

public sealed class FakeDoorClaimsTests : DoorClaimsContract
{
    protected override Task<IDoorClaims> NewAsync() => Task.FromResult<IDoorClaims>(new FakeDoorClaims());
}

public sealed class FakeDelegationsTests : DelegationsContract
{
    protected override Task<IDelegations> NewAsync() => Task.FromResult<IDelegations>(new FakeDelegations());
}

public sealed class FakeAddressBookTests : AddressBookContract
{
    protected override Task<IAddressBook> NewAsync() => Task.FromResult<IAddressBook>(new FakeAddressBook());
}

public sealed class FakeDraftsTests : DraftsContract
{
    protected override Task<IDrafts> NewAsync() => Task.FromResult<IDrafts>(new FakeDrafts());
}

public sealed class FakeSeenTests : SeenContract
{
    protected override Task<IInboundDeduplication> NewAsync() => Task.FromResult<IInboundDeduplication>(new FakeSeen());
}

public sealed class FakeCheckpointsTests : CheckpointsContract
{
    protected override Task<ICheckpoints> NewAsync() => Task.FromResult<ICheckpoints>(new FakeCheckpoints());
}
