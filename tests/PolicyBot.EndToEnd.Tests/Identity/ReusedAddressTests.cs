using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.EndToEnd.Tests.Slack;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ReusedAddressTests(IdentityLab running) : IdentityTest(running, IdentityLab.LeavesAddress)
{
    private const string Secret = "svc-whistle";

    private Wish Confidential => HumanAccount(Secret).With("confidential", "true");

    [Fact]
    public async Task Who_gets_the_address_of_somebody_who_left_Slack_sees_nothing_of_theirs_and_administrators_are_told()
    {
        var address = Cast.Email("lou");
        var id = await AskAndLeaveSlackAsync(address);

        var account = new SlackAccount(address, "Louis Ekberg", "") { Key = "louis" };
        var louis = new SlackColleague(Lab, await Slack.JoinAsync(account, Deadline), Deadline);
        var mine = await louis.SayAsync("my requests");
        var status = await louis.SayAsync($"status {id}");

        AssertNothingSeen(mine.Words, status.Words);
        await AssertAdministratorReadsAsync("policybot people link", address);
    }

    [Fact]
    public async Task Who_gets_the_address_of_somebody_who_left_Teams_sees_nothing_of_theirs_and_administrators_are_told()
    {
        var address = Cast.Email("noa");
        var id = (await Person(address).AskAsync(Confidential)).Id;
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        Lab.Tenant.Change(address, noa => noa with { Deleted = true });

        var noah = await JoinTeamsAsync(new TeamsAccount(address, "Noah", "Falk", "", address) { Key = "noah" });
        var mine = await noah.SayAsync("my requests");
        var status = await noah.SayAsync($"status {id}");

        AssertNothingSeen(mine.Text, status.Text);
        await AssertAdministratorReadsAsync("policybot people link", address);
    }

    [Fact]
    public async Task Who_gets_the_address_in_Teams_of_somebody_who_left_Slack_sees_nothing_of_theirs_and_administrators_are_told()
    {
        var address = Cast.Email("mia");
        var id = await AskAndLeaveSlackAsync(address);

        var miriam = await JoinTeamsAsync(new TeamsAccount(address, "Miriam", "Sund", "", address) { Key = "miriam" });
        var mine = await miriam.SayAsync("my requests");
        var status = await miriam.SayAsync($"status {id}");

        AssertNothingSeen(mine.Text, status.Text);
        await AssertAdministratorReadsAsync("policybot people link", address);
    }

    private async Task<string> AskAndLeaveSlackAsync(string address)
    {
        var id = await InSlack(address).AskAsync(Confidential);
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        await Slack.ChangeAsync(address, account => account with { Deleted = true }, Deadline);
        await Record.DrainAsync();
        return id;
    }

    private async Task<Colleague> JoinTeamsAsync(TeamsAccount account)
    {
        TeamsPerson joined = Lab.Tenant.Join(account);
        await joined.InstallAsync(Deadline);
        await Record.DrainAsync(); // the welcome is there
        return new Colleague(Lab, joined, Deadline);
    }

    private static void AssertNothingSeen(string mine, string status)
    {
        Assert.DoesNotContain(Secret, mine, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, status, StringComparison.Ordinal);
        Assert.Contains("You have not asked for an exception", mine, StringComparison.Ordinal);
        Assert.Contains("There is no such exception", status, StringComparison.Ordinal);
    }

    private async Task AssertAdministratorReadsAsync(string command, string address)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Deadline);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            await Lab.Tenant.Changes.UntilAsync(
                () => Adam.Cards.FirstOrDefault(shown => shown.Text.Contains(command, StringComparison.Ordinal)
                    && shown.Text.Contains(address, StringComparison.Ordinal)),
                patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The administrator does not read '{command}' about {address}. They read:{string.Concat(Adam.Cards)}");
        }
    }
}
