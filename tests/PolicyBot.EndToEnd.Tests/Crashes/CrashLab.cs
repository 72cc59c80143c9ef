using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Crashes;

/// <summary>A product whose Host is killed.</summary>
public sealed class CrashLab : RunningLab
{
    protected override bool WithModel => false;
}
