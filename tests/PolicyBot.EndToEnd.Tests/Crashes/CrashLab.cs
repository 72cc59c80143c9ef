using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>A product whose Host is killed, or has another beside it.</summary>
public sealed class CrashLab() : RunningLab(casts: 7)
{
    protected override bool WithModel => false;
}

[CollectionDefinition(Name)]
public sealed class CrashTests : ICollectionFixture<CrashLab>
{
    public const string Name = "crash";
}
