using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Slack;

[Collection(SlackClockTests.Name)]
public sealed class SlackClockFlowTests(SlackClockLab running) : SlackTest(running)
{
    private const string Yes = "Agreed until the vendor delivers.";

    [Fact]
    public async Task Who_changes_from_Slack_to_Teams_is_told_in_Teams()
    {
        await SalInSlack.SayAsync("help");
        await PassAsync(TimeSpan.FromMinutes(2));

        var id = (await Sal.AskAsync(Leave("asked on the other screen"))).Id;
        var decided = await AnaInSlack.DecideAsync(id, "Approve", Yes, ("expiresOn", Wish.Day(Today.AddDays(5))));
        var told = await Sal.ReadAsync(id, "· Approved");
        await Record.DrainAsync();

        decided.Says($"Approved {id}.");
        told.Says(Yes);
        Assert.Empty(SalInSlack.About(id));
        AssertNoLiveButton(id);
        Assert.Equal(Wish.Day(Today.AddDays(5)), (await Record.HeadAsync(id))["grant"]!["expiresOn"]!.GetValue<string>());
        await AssertDoneByAsync(id, ("submitted", Cast.Email("sal"), "teams"), ("approved", Cast.Email("ana"), "slack"));
    }

    [Fact]
    public async Task A_ping_in_Slack_renews_in_a_dialog_and_lets_it_end_in_place()
    {
        var last = Today.AddDays(20);
        var renewed = await SalInSlack.AskAsync(HumanAccount("svc-pinged"));
        var ended = await SalInSlack.AskAsync(HumanAccount("svc-let-go"));
        await AnaInSlack.DecideAsync(renewed, "Approve", Yes);
        await AnaInSlack.DecideAsync(ended, "Approve", Yes);
        await Record.DrainAsync();

        await PassToAsync(last.AddDays(-14), 9, 1);
        var form =
            await SalInSlack.OpenAsync(await SalInSlack.SeeAsync(renewed, "Renew"), "Renew", view => view.Inputs.Contains("expiresOn"));
        var preview = await SalInSlack.SubmitAsync(form, ("expiresOn", Wish.Day(last.AddDays(30))), ("justification", Wish.Justification));
        var id = (await SalInSlack.SubmitAsync(preview)).Id();
        var quiet = await SalInSlack.PressAsync(await SalInSlack.SeeAsync(ended, "Let it end"), "Let it end");

        Assert.NotEqual(renewed, id);
        Assert.Equal(1, (await Record.HeadAsync(id))["renewal"]!.GetValue<int>());
        Assert.DoesNotContain("Let it end", quiet.Buttons);
        await Bo.DecideAsync(id, "Reject", "It was only about the ping.");
    }
}
