using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Flows;

[Collection(ProductTests.Name)]
public sealed class ReachTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task An_approver_who_has_removed_the_app_is_replaced_by_the_fallback_when_a_request_is_sent()
    {
        await Ana.Teams.UninstallAsync(Deadline);
        await Record.DrainAsync();

        var id = (await Sal.AskAsync(HumanAccount("svc-removed"))).Id;
        await Carla.SeeAsync(id, "Approve");
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();
        await Carla.DecideAsync(id, "Approve", "In place of Ana, who is away.");
        await Record.UntilStatusAsync(id, "approved");
        await Ana.Teams.InstallAsync(Deadline);

        Assert.Empty(Ana.About(id));
        var route = (await Record.EventsAsync(id))
            .Single(recorded => StoredRecord.TypeOf(recorded) == "routed")["fact"]!["reviewPolicy"]!.ToJsonString();
        Assert.Contains($$"""{"person":"{{Ana.Email}}","reason":"unreachable"}""", route, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approver_who_turns_out_to_be_unreachable_is_replaced_at_once_and_administrators_are_told()
    {
        var preview = await Sal.FillAsync(HumanAccount("svc-blocked"));
        await Record.DrainAsync();
        Lab.Tenant.Faults.Add(ConnectorOperation.Send, ConnectorFault.NotInRoster);

        var id = (await preview.PressAsync("Submit")).Id;
        var carla = await Carla.SeeAsync(id, "Approve");
        var adam = await Adam.ReadAsync(id, "cannot be reached; asked instead:");
        var sal = await Sal.ReadAsync(id, "cannot be reached; asked instead:");
        await carla.PressAsync("Approve", ("comment", "In place of one who is away."));
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();

        Assert.Contains("stoodIn", await Record.FactsAsync(id));
        Assert.Single(new[] { Ana, Bo }, person => person.About(id).Count == 0);
        adam.Says(Carla.Email);
        sal.Says(Carla.Email);
        await Ana.SayAsync("help"); // a person who writes to the bot can be reached again
        await Bo.SayAsync("help");
    }

    [Fact]
    public async Task Who_installs_the_app_while_the_roster_does_not_answer_is_known_a_little_later()
    {
        await Bo.Teams.UninstallAsync(Deadline);
        await Record.DrainAsync();
        Lab.Tenant.Faults.Add(ConnectorOperation.Members, ConnectorFault.Throttled, ConnectorFault.ThrottledForLong);

        await Bo.Teams.InstallAsync(Deadline);
        await Record.UntilAsync(() => Task.FromResult(Lab.Tenant.Faults.Waiting == 0));
        await PassAsync(TimeSpan.FromMinutes(1)); // by then a host has processed all that came in
        var id = (await Sal.AskAsync(HumanAccount("svc-installed"))).Id;
        await Bo.DecideAsync(id, "Approve", "Here I am, and it is fine.");
        await Record.UntilStatusAsync(id, "approved");

        Assert.DoesNotContain("stoodIn", await Record.FactsAsync(id));
    }
}
