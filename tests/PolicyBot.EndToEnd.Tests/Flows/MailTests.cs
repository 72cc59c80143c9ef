namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>Whom no chat reaches hears of it by mail, from a real Host to the Lab's mail server.</summary>
[Collection(ProductTests.Name)]
public sealed class MailTests(ProductLab running) : LabTest(running)
{
    [Fact]
    public async Task A_policy_owner_who_has_removed_the_app_is_told_of_an_approval_by_mail()
    {
        await Ian.Teams.UninstallAsync(Deadline);
        await Record.DrainAsync();

        var id = (await Sal.AskAsync(HumanAccount("svc-by-mail"))).Id;
        await Ana.DecideAsync(id, "Approve", "Agreed until the vendor delivers.");
        await Record.UntilStatusAsync(id, "approved");
        await Record.UntilAsync(() => Task.FromResult(
            Lab.Mail.Received.Any(mail => mail.To.Contains(Ian.Email) && mail.Raw.Contains(id, StringComparison.Ordinal))));
        await Ian.Teams.InstallAsync(Deadline);

        var mail = Lab.Mail.Received.First(mail => mail.To.Contains(Ian.Email) && mail.Raw.Contains(id, StringComparison.Ordinal));
        Assert.Contains("Auto-Submitted: auto-generated", mail.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain(Lab.Mail.Password, string.Join('\n', Lab.HostOutput), StringComparison.Ordinal);
    }
}
