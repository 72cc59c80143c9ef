namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>A product whose clock is turned: no other tests may run on it at the same time.</summary>
public sealed class ClockLab() : RunningLab(casts: 6)
{
    protected override bool WithModel => false;
}

[CollectionDefinition(Name)]
public sealed class ClockTests : ICollectionFixture<ClockLab>
{
    public const string Name = "clock";
}
