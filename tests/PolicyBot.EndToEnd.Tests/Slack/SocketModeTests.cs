using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Slack;

/// <summary>A product that Slack cannot call: it opens a socket to Slack, and has no signing secret.</summary>
public sealed class SocketModeLab() : BothChannelsLab(casts: 2, ("Slack__SigningSecret", ""))
{
    protected override bool WithModel => false;

    protected override SlackWorkspaceOptions? Workspace => base.Workspace! with { SocketMode = true };
}

public sealed class SocketModeTests(SocketModeLab running) : SlackTest(running), IClassFixture<SocketModeLab>
{
    [Fact]
    public async Task Without_a_signing_secret_nobody_gets_in_by_the_door()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Slack.MessageEnvelope(SalInSlack.Email, "help").ToJsonString());

        var signed = await Slack.PostAsync("slack/events", "application/json", body, Slack.Options.SigningSecret, TimeSpan.Zero, Deadline);
        var withNothing = await Slack.PostAsync("slack/events", "application/json", body, "", TimeSpan.Zero, Deadline);

        Assert.Equal((401, 401), (signed.Status, withNothing.Status));
    }
}
