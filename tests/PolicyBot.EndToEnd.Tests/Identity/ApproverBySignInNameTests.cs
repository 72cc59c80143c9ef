namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ApproverBySignInNameTests(IdentityLab running) : IdentityTest(running, IdentityLab.ListedBySignInName)
{
    [Fact]
    public async Task An_approver_whom_the_group_lists_by_the_name_she_signs_in_with_is_asked()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-listed"))).Id;
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Contains(Ana.About(id), shown => shown.Buttons.Contains("Approve"));
        Assert.Empty(Carla.About(id)); // no stand-in
        Assert.Empty(Adam.About(id));
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        Assert.Equal(["submitted", "assessed", "routed", "stageOpened", "approved", "granted"], await Record.FactsAsync(id));
    }
}
