namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class OwnRequestTests(IdentityLab running) : IdentityTest(running, IdentityLab.DecidesUnderAnotherAddress)
{
    [Fact]
    public async Task Who_asks_in_Slack_does_not_decide_in_Teams_where_the_group_lists_another_address_of_theirs()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-two-addresses"));
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        var asked = Sal.About(id).Where(shown => shown.Buttons.Contains("Approve")).ToList();

        var status = await Sal.SayAsync($"status {id}");
        var refused = await Sal.ForceAsync(status.Message, "review.approve", id, 1, ("comment", "I would like my own request."));

        refused.Says("Requester and owner do not decide on their own exception.");
        Assert.Empty(asked);
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened"], await Record.FactsAsync(id));
        await Bo.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
    }
}
