using PolicyBot.Core.Conversation;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Testing.Contracts;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Core.Tests.Fakes;

public sealed class FakeRegisterTests : RegisterContract
{
    protected override Task<IRegister> NewAsync() => Task.FromResult<IRegister>(new FakeRegister());
}

public sealed class FakeWorkTests : WorkContract
{
    protected override Task<IWork> NewAsync() => Task.FromResult<IWork>(new FakeWork());
}

public sealed class FakeIndexTests : IndexContract
{
    protected override Task<IIndex> NewAsync() => Task.FromResult<IIndex>(new FakeIndex());
}

public sealed class FakePeopleTests : PeopleContract
{
    protected override Task<IPeople> NewAsync() => Task.FromResult<IPeople>(new FakePeople { Time = Time });
}

public sealed class FakeDelegationsTests : DelegationsContract
{
    protected override Task<IDelegations> NewAsync() => Task.FromResult<IDelegations>(new FakeDelegations());
}

public sealed class FakeDraftsTests : DraftsContract
{
    protected override Task<IDrafts> NewAsync() => Task.FromResult<IDrafts>(new FakeDrafts());
}

public sealed class FakeSeenTests : SeenContract
{
    protected override Task<ISeen> NewAsync() => Task.FromResult<ISeen>(new FakeSeen());
}
