using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Delivery;

[Collection(DeliveryOutageTests.Name)]
public sealed class OutageNoticeTests(OutageLab running) : DeliveryOutageTest(running, OutageLab.InTeams)
{
    [Fact]
    public async Task Administrators_hear_once_that_posts_fail_and_once_that_they_arrive_again()
    {
        await Record.DrainAsync();
        var before = Adam.Cards.Count;
        Lab.Tenant.Faults.Plan = (operation, conversation, _) =>
            operation == ConnectorOperation.Send && conversation == Bo.Teams.Chat.Id ? ConnectorFault.BadGateway : null;

        var id = (await Sal.AskAsync(Leave("in an outage that is told"))).Id;
        await Ana.SeeAsync(id, "Approve");
        for (var seconds = 0; seconds < 30; seconds += 5)
        {
            await PassAsync(TimeSpan.FromSeconds(5));
        }

        var during = Adam.Cards.Skip(before).ToList();
        Lab.Tenant.Faults.Plan = (_, _, _) => null;
        for (var minutes = 0; minutes < 30; minutes += 2)
        {
            await PassAsync(TimeSpan.FromMinutes(2));
        }

        var after = Adam.Cards.Skip(before + during.Count).ToList();

        Assert.DoesNotContain(during, shown => shown.Text.Contains("cannot be reached", StringComparison.Ordinal));
        Assert.True(during.Count == 1, $"While posts failed the administrator got {during.Count} messages: {string.Join("", during)}");
        Assert.True(after.Count == 1, $"After it the administrator got {after.Count} messages: {string.Join("", after)}");
        await Ana.DecideAsync(id, "Reject", "It was only about the outage.");
    }
}
