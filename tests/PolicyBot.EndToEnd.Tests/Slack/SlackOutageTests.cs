using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackClockTests.Name)]
public sealed class SlackOutageTests(SlackClockLab running) : SlackTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";

    public override Task DisposeAsync()
    {
        (Slack.IsDown, Slack.TokenRevoked) = (false, false);
        return base.DisposeAsync();
    }

    [Fact]
    public async Task After_ten_minutes_without_Slack_everything_arrives_and_nothing_was_decided_or_posted_twice()
    {
        await AnaInSlack.SayAsync("help"); // who was proven lately is taken at their word while the directory is down
        var decided = await SalInSlack.AskAsync(Leave("decided in the outage"));
        var dialog =
            await AnaInSlack.OpenAsync(await AnaInSlack.SeeAsync(decided, "Approve"), "Approve", view => view.Inputs.Contains("comment"));
        await Record.DrainAsync();
        var before = SalInSlack.Messages.Count;

        Slack.IsDown = true;
        var done = await AnaInSlack.SubmitAsync(dialog, ("comment", Yes));
        var again = await ForceAsync(AnaInSlack, dialog, Yes);
        var asked = (await Bo.AskAsync(Leave("asked in the outage"))).Id;
        var typed = await SalInSlack.Client.SayAsync("my requests", Deadline);
        var pressed = await AnaInSlack.Client.PressAsync(AnaInSlack.About(decided)[0], "Show all", Deadline);
        for (var minutes = 0; minutes < 10; minutes += 2)
        {
            await TurnAsync(TimeSpan.FromMinutes(2));
        }

        var during = AnaInSlack.About(asked).Count + SalInSlack.Messages.Count - before;
        Slack.IsDown = false;
        await PassAsync(TimeSpan.FromMinutes(20));
        await AnaInSlack.SeeAsync(asked, "Approve");
        await SalInSlack.ReadAsync(decided, "· Approved");
        await PassAsync(TimeSpan.FromMinutes(20));

        done.Says($"Approved {decided}.");
        Assert.Equal(200, again.Status);
        Assert.IsType<SlackOutcome.Taken>(typed);
        Assert.IsType<SlackOutcome.Taken>(pressed);
        Assert.Equal(0, during);
        Assert.Single(await Record.FactsAsync(decided), fact => fact == "approved");
        Assert.Single(AnaInSlack.About(asked));
        Assert.Single(SalInSlack.Messages, message => message.Words.Contains("My requests", StringComparison.Ordinal));
        // the one that lives, and the decision
        Assert.Equal(2, SalInSlack.About(decided).Count(message => !message.Words.Contains("My requests", StringComparison.Ordinal)));
        AssertNoLiveButton(decided);
        await AnaInSlack.DecideAsync(asked, "Reject", "Not this time, see the policy.");
    }

    [Fact]
    public async Task While_Slack_refuses_the_token_nothing_is_lost_and_administrators_are_told_in_Teams()
    {
        await AnaInSlack.SayAsync("help");
        await Record.DrainAsync();

        Slack.TokenRevoked = true;
        var id = (await Bo.AskAsync(Leave("while the token is refused"))).Id;
        var told =
            await Lab.Tenant.Changes.UntilAsync(() =>
                Adam.Cards.LastOrDefault(card => card.Text.Contains("token_revoked", StringComparison.Ordinal)), Deadline);
        await SalInSlack.Client.SayAsync("my requests", Deadline);
        var during = AnaInSlack.About(id).Count;
        Slack.TokenRevoked = false;
        await PassAsync(TimeSpan.FromMinutes(3));
        await AnaInSlack.DecideAsync(id, "Approve", Yes);
        await SalInSlack.Client.ReceiveAsync(message => message.Words.Contains("My requests", StringComparison.Ordinal), Deadline);
        await Record.DrainAsync();

        told.Says("Slack refuses PolicyBot's token");
        Assert.Equal(0, during);
        Assert.Single(AnaInSlack.About(id));
        Assert.Empty(Ana.About(id));
        AssertNoLiveButton(id);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_and_again_is_answered_once()
    {
        var envelope = Slack.MessageEnvelope(FayInSlack.Email, "help");
        var otherId = envelope.DeepClone().AsObject();
        otherId["event_id"] = "Ev0ANOTHERID";
        Task<AppAnswer> DeliverAsync(JsonObject one) => Slack.DeliverEnvelopeAsync(one.DeepClone().AsObject(), Deadline);
        var before = FayInSlack.Messages.Count;

        var answers = await Task.WhenAll(DeliverAsync(envelope), DeliverAsync(envelope), DeliverAsync(otherId));
        await Slack.Changes.UntilAsync(() => FayInSlack.Messages.Skip(before).FirstOrDefault(), Deadline);
        await DeliverAsync(envelope);
        await DeliverAsync(otherId);
        await PassAsync(TimeSpan.FromMinutes(1)); // by then a host has processed all that came in

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(before + 1, FayInSlack.Messages.Count);
    }

    public static TheoryData<SlackFault> NotTakenAtFirst =>
    [
        new SlackFault.DroppedAfterAccept(),
        new SlackFault.FailedAfterAccept(),
        new SlackFault.Throttled(1),
        new SlackFault.Refused("account_inactive"),
        new SlackFault.Refused("internal_error"),
        new SlackFault.Status(502),
    ];

    [Theory]
    [MemberData(nameof(NotTakenAtFirst))]
    public async Task An_approver_is_asked_once_whatever_Slack_made_of_the_first_try(SlackFault first)
    {
        await AnaInSlack.SayAsync("help");
        await Record.DrainAsync();
        Slack.Faults.Add("chat.postMessage", first);

        var id = (await Bo.AskAsync(Leave("asked once"))).Id; // Bo has no Slack: the one message there is Ana's
        await Record.UntilAsync(() => Task.FromResult(Slack.Faults.Waiting == 0));
        for (var minutes = 0; AnaInSlack.About(id).Count == 0 && minutes < 60; minutes++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        await PassAsync(TimeSpan.FromMinutes(3));
        await PassAsync(TimeSpan.FromMinutes(3));

        Assert.Single(AnaInSlack.About(id));
        Assert.Empty(Ana.About(id));
        await AnaInSlack.DecideAsync(id, "Reject", "Not this time, see the policy.");
        await Record.DrainAsync();
        AssertNoLiveButton(id);
    }

    /// <summary>Turns the clock on while a message waits for Slack: the Host keeps retrying.</summary>
    private async Task TurnAsync(TimeSpan time)
    {
        Lab.Clock.Advance(time);
        await Task.Delay(TimeSpan.FromMilliseconds(250), Deadline); // the Host looks at the clock's file every 200 ms
        await Record.DrainButAnswersAsync();
    }
}
