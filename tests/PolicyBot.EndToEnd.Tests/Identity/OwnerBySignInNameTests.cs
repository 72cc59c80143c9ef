namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class OwnerBySignInNameTests(IdentityLab running) : IdentityTest(running, IdentityLab.OwnerBySignInName)
{
    [Fact]
    public async Task An_owner_who_is_named_by_the_name_she_signs_in_with_is_asked_and_sees_it()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-owned").With("ownerEmail", Cast.Email("fay")))).Id;
        await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Contains(Fay.About(id), shown => shown.Buttons.Contains("I accept"));
        (await Fay.SayAsync($"status {id}")).Says("svc-owned");
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await (await Fay.SeeAsync(id, "I accept")).PressAsync("I accept");
        await Record.UntilStatusAsync(id, "approved");
    }

    [Fact]
    public async Task A_requester_is_told_at_once_in_Teams_that_the_owner_they_named_cannot_be_reached()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-unowned").With("ownerEmail", Cast.Email("deputy")))).Id;
        await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Contains(Sal.About(id), shown => SaysUnreachable(shown.Text));
    }

    [Fact]
    public async Task A_requester_is_told_at_once_in_Slack_that_the_owner_they_named_cannot_be_reached()
    {
        var id = await SalInSlack.AskAsync(HumanAccount("svc-unowned-in-slack").With("ownerEmail", Cast.Email("deputy")));
        await Ana.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Assert.Contains(SalInSlack.About(id), message => SaysUnreachable(message.Words));
    }

    private bool SaysUnreachable(string words) => words.Split('\n').Any(line =>
        line.Contains(Cast.Email("deputy"), StringComparison.Ordinal) && line.Contains("cannot be reached", StringComparison.Ordinal));
}
