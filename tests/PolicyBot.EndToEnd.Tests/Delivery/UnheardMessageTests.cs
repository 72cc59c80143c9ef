using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>It waits most of its minute: with a Lab of its own it does so beside others.</summary>
[Collection(Name)]
public sealed class UnheardMessageTests(OutageLab running) : DeliveryOutageTest(running, OutageLab.InBoth), IClassFixture<OutageLab>
{
    internal const string Name = "unheard message";

    [Fact]
    public async Task A_message_that_Slack_took_and_no_Host_heard_of_loses_its_buttons_when_another_approver_decides()
    {
        string[] ana = [AnaInSlack.Client.Chat.Id, AnaInSlack.Client.Account.Id];
        Slack.Faults.Plan = (method, arguments) =>
            method == "chat.postMessage" && ana.Contains(arguments["channel"]?.ToString()) ? new SlackFault.SilentAfterAccept() : null;
        var id = (await Sal.AskAsync(Leave("taken and not heard"))).Id;
        await AnaInSlack.SeeAsync(id, "Approve");
        await KillAsync();
        Slack.Faults.Plan = (_, _) => null;

        var status = await Bo.SayAsync($"status {id}", shown => shown.Text.Contains(id, StringComparison.Ordinal));
        await Bo.ForceAsync(status.Message, "review.approve", id, 1, ("comment", "Decided while Ana's message was under way."));
        await Record.DrainAsync();
        for (var minutes = 0; minutes < 3; minutes++)
        {
            await PassAsync(TimeSpan.FromMinutes(1)); // beyond the lease of the dead Host
        }

        Assert.Equal("approved", await Record.StatusAsync(id));
        var message = Assert.Single(AnaInSlack.About(id));
        Assert.True(
            !message.Buttons.Intersect(Decisions).Any(),
            $"{message.Words}\n{string.Join(" | ", message.Buttons)}\n{await WhyAsync(id)}");
        message.Says($"{id} · Approved");
    }
}
