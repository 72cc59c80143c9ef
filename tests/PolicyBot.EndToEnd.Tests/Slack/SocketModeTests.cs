using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

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
    public async Task An_exception_lives_over_sockets_also_when_Slack_replaces_or_cuts_them()
    {
        await Record.UntilAsync(() => Task.FromResult(Slack.SocketConnections > 0));
        var help = await SalInSlack.SayAsync("help");
        var id = await SalInSlack.AskAsync(VendorAccount("vendor-socket"));
        var tooShort =
            await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(id, "Approve"), "Approve", view => view.Inputs.Contains("comment"));
        var refused =
            await AnaInSlack.Client.SubmitAsync(tooShort, new Dictionary<string, string> { ["comment"] = new(' ', 12) }, Deadline);

        await ReconnectedAsync(() => Slack.DisconnectSocketsAsync("refresh_requested", Deadline));
        var decided = await AnaInSlack.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Carla.DecideAsync(id, "Approve", "The office of the CISO agrees too.");
        await SalInSlack.ReadAsync(id, "· Approved");
        await ReconnectedAsync(() =>
        {
            Slack.CutSockets();
            return Task.CompletedTask;
        });
        var mine = await SalInSlack.SlashAsync("my requests");
        await AnaInSlack.ReadAsync(id, "· Approved");
        await Carla.ReadAsync(id, "· Approved");

        help.Says("This is what I can do");
        Assert.Equal(["comment"], Assert.IsType<SlackOutcome.ErrorsShown>(refused).Errors.Keys);
        decided.Says($"Approved {id}.");
        mine.Says(id, "· Approved");
        AssertNoLiveButton(id);
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "stageOpened", "approved", "granted"],
            await Record.FactsAsync(id));
    }

    [Fact]
    public async Task Without_a_signing_secret_nobody_gets_in_by_the_door()
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Slack.MessageEnvelope(SalInSlack.Email, "help").ToJsonString());

        var signed = await Slack.PostAsync("slack/events", "application/json", body, Slack.Options.SigningSecret, TimeSpan.Zero, Deadline);
        var withNothing = await Slack.PostAsync("slack/events", "application/json", body, "", TimeSpan.Zero, Deadline);

        Assert.Equal((401, 401), (signed.Status, withNothing.Status));
    }

    /// <summary>
    /// Does something to the socket, and waits until another one has taken its place. Presses meanwhile would be lost, as Slack never
    /// repeats them.
    /// </summary>
    private async Task ReconnectedAsync(Func<Task> act)
    {
        await act();
        await Record.UntilAsync(async () => await FayInSlack.Client.SayAsync("help", Deadline) is SlackOutcome.Taken);
    }
}
