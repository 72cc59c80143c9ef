namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>
/// A product in both channels whose clock is turned, whose Slack goes down and whose Host is killed: no other tests may run on it at the
/// same time.
/// </summary>
public sealed class SlackClockLab() : BothChannelsLab(casts: 9)
{
    protected override bool WithModel => false;
}

[CollectionDefinition(Name)]
public sealed class SlackClockTests : ICollectionFixture<SlackClockLab>
{
    public const string Name = "slack clock";
}
