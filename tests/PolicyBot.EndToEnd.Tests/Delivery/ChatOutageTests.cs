using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>The connector answers 502 to every post to one person, for half a minute.</summary>
[Collection(DeliveryOutageTests.Name)]
public sealed class ChatOutageTests(OutageLab running) : DeliveryOutageTest(running, OutageLab.InTeams)
{
    [Fact]
    public async Task An_approver_is_asked_after_an_outage_and_nobody_stands_in()
    {
        PostsFailFor(Bo);
        var id = (await Sal.AskAsync(Leave("asked in an outage"))).Id;
        await Ana.SeeAsync(id, "Approve");
        await HalfAMinuteAsync();
        var during = Bo.About(id).Count;
        await RecoverAsync(() => Bo.About(id).Count > 0);

        Assert.Equal(0, during);
        Assert.True(Bo.About(id).Count == 1, await WhyAsync(id));
        Assert.DoesNotContain("stoodIn", await Record.FactsAsync(id));
        await Bo.DecideAsync(id, "Reject", "Asked late, and it is not needed.");
        await Record.UntilStatusAsync(id, "rejected");
    }

    [Fact]
    public async Task A_requester_is_told_of_a_decision_that_fell_in_an_outage()
    {
        var id = (await Sal.AskAsync(Leave("decided in an outage"))).Id;
        await Ana.SeeAsync(id, "Approve");
        PostsFailFor(Sal);
        await Ana.DecideAsync(id, "Approve", "Agreed, in spite of the outage.");
        await HalfAMinuteAsync();
        await RecoverAsync(() => Told(id) > 0);

        Assert.True(Told(id) == 1, await WhyAsync(id));
    }

    private int Told(string id) => Sal.About(id).Count(shown => shown.Text.Contains("· Approved", StringComparison.Ordinal)
        && !shown.Text.Contains("A newer message ", StringComparison.Ordinal));

    private void PostsFailFor(Colleague person) => Lab.Tenant.Faults.Plan = (operation, conversation, _) =>
        operation == ConnectorOperation.Send && conversation == person.Teams.Chat.Id ? ConnectorFault.BadGateway : null;

    private async Task HalfAMinuteAsync()
    {
        for (var seconds = 0; seconds < 30; seconds += 5)
        {
            await PassAsync(TimeSpan.FromSeconds(5));
        }
    }

    private async Task RecoverAsync(Func<bool> arrived)
    {
        Lab.Tenant.Faults.Plan = (_, _, _) => null;
        for (var minutes = 0; minutes < 10 && !arrived(); minutes++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        await PassAsync(TimeSpan.FromMinutes(31)); // so that what would be too much shows
    }
}
