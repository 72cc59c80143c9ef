using System.Diagnostics;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Crashes;

[Collection(CrashTests.Name)]
public sealed class TakeOverTests(CrashLab running) : LabTest(running)
{
    [Fact]
    public async Task A_message_whose_Host_dies_right_after_it_acknowledged_is_answered_by_another_one_within_seconds()
    {
        var first = Lab.Tenant.BotAddress!;
        await using var doomed = await Lab.StartAnotherHostAsync(Deadline);
        Lab.Tenant.BotAddress = new Uri(doomed.Address, "/api/messages");
        var chat = Lab.Tenant.Person(Cast.Email("sal")).Chat;
        var before = chat.Messages.Count;
        // What is acknowledged can't be answered before the Host is gone: the connector holds it up.
        Lab.Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.Throttled);

        var acknowledged = await Lab.Tenant.DeliverAsync(
            Lab.Tenant.TextActivity(Cast.Email("sal"), "help"), Lab.Tenant.Tokens.Issue(), Deadline);
        await doomed.KillAsync();
        var since = Stopwatch.StartNew();
        Lab.Tenant.BotAddress = first;
        await Lab.Tenant.Changes.UntilAsync(() => chat.Messages.Count > before ? chat : null, Deadline);

        Assert.Equal(200, acknowledged.Status);
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 7); // five, and what a loaded machine is late
        Assert.Equal(before + 1, chat.Messages.Count);
    }
}
