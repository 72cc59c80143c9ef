using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>A product whose Host is killed, or has another beside it.</summary>
public sealed class CrashLab() : RunningLab(casts: 7)
{
    protected override bool WithModel => false;
}

// its clock is turned over commits under way: that is fair only as long as a commit takes no longer than it may
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrashTests : ICollectionFixture<CrashLab>
{
    public const string Name = "crash";
}
