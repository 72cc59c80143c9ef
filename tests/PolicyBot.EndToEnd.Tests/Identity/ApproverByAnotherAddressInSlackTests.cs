using PolicyBot.EndToEnd.Tests.Slack;

namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ApproverByAnotherAddressInSlackTests(IdentityLab running)
    : IdentityTest(running, IdentityLab.ListedByAnotherAddress)
{
    [Fact]
    public async Task An_approver_in_Slack_whom_the_group_lists_by_an_address_that_people_joins_is_asked_there()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-listed-in-people"))).Id;

        await DecideInSlackAsync(id, InSlack(Cast.Email("ana.lima")));
    }

    [Fact]
    public async Task An_approver_in_Slack_whom_the_group_lists_by_an_address_that_their_account_in_Teams_shows_is_asked_there()
    {
        var bo = InSlack(Cast.Email("bo.chen"));
        await bo.SayAsync("help"); // who was seen in Slack last is asked there
        var id = (await Sal.AskAsync(HumanAccount("svc-listed-in-teams"))).Id;

        await DecideInSlackAsync(id, bo);
        Assert.DoesNotContain(Bo.About(id), shown => shown.Buttons.Contains("Approve"));
    }

    private async Task DecideInSlackAsync(string id, SlackColleague approver)
    {
        await approver.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Empty(Carla.About(id)); // no stand-in
        Assert.Empty(Adam.About(id));
        await approver.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "granted"], await Record.FactsAsync(id));
    }
}
