using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ClockTests.Name)]
public sealed class OutageTests(ClockLab running) : LabTest(running)
{
    [Fact]
    public async Task An_outage_of_Teams_delays_messages_and_loses_none()
    {
        var preview = await Sal.FillAsync(Leave("sent in an outage"));
        await Record.DrainAsync();
        Lab.Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.ThrottledForLong, ConnectorFault.Throttled,
            ConnectorFault.PreconditionFailed, ConnectorFault.Throttled);

        var id = (await preview.PressAsync("Submit")).Id;
        await Record.DrainAsync();
        var during = Ana.About(id).Count + Bo.About(id).Count;
        for (var minutes = 0; Lab.Tenant.Faults.Waiting > 0 && minutes < 60; minutes += 2)
        {
            await PassAsync(TimeSpan.FromMinutes(2));
        }

        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(0, during);
        Assert.Single(Ana.About(id));
        Assert.Single(Bo.About(id));
        await Ana.DecideAsync(id, "Approve", "Agreed, in spite of the outage.");
        await Record.UntilStatusAsync(id, "approved");
    }
}
