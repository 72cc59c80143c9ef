using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.Crashes;

[Collection(CrashTests.Name)]
public sealed class SideBySideTests(CrashLab running) : LabTest(running)
{
    [Fact]
    public async Task Two_Hosts_on_one_store_do_everything_once()
    {
        var (first, last) = (Lab.Tenant.BotAddress!, Today.AddDays(20));
        await using var second = await Lab.StartAnotherHostAsync(Deadline);
        var other = new Uri(second.Address, "/api/messages");

        var preview = await Sal.FillAsync(Leave("two hosts"));
        Lab.Tenant.BotAddress = other;
        var id = (await preview.PressAsync("Submit")).Id;
        var asked = await Ana.SeeAsync(id, "Approve");
        Lab.Tenant.BotAddress = first;
        var one = Ana.ExecuteAsync(asked.Message, "review.approve", id, 1, ("comment", "Approved on one of two Hosts."));
        Lab.Tenant.BotAddress = other;
        var two = Ana.ExecuteAsync(asked.Message, "review.approve", id, 1, ("comment", "Approved on one of two Hosts."));
        await Task.WhenAll(one, two);
        await Record.UntilStatusAsync(id, "approved");
        await Record.DrainAsync();
        Lab.Tenant.BotAddress = first;
        var before = Sal.About(id).Count;
        await PassToAsync(last.AddDays(-14), 9, 1);
        await PassToAsync(last.AddDays(-7), 9, 1);
        // One host may find nothing due any more while the other is still sending.
        await Record.UntilAsync(() => Task.FromResult(Sal.About(id).Count >= before + 2));

        Assert.Single(await Record.FactsAsync(id), fact => fact == "approved");
        Assert.Equal(2, before);
        Assert.Equal(before + 2, Sal.About(id).Count); // each ping once, from the faster of the two hosts
        Assert.Single(Ana.About(id));
        Assert.Single(Ian.About(id));
    }
}
