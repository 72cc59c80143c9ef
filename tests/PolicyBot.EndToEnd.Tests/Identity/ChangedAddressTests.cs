using PolicyBot.EndToEnd.Tests.Slack;

namespace PolicyBot.EndToEnd.Tests.Identity;

[Collection(IdentityTests.Name)]
public sealed class ChangedAddressTests(IdentityLab running) : IdentityTest(running, IdentityLab.ChangesAddress)
{
    [Fact]
    public async Task A_request_stays_theirs_whose_address_in_Slack_changes()
    {
        var id = await SalInSlack.AskAsync(Leave("leave before the wedding"));
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        await Slack.ChangeAsync(Cast.Email("sal"), sal => sal with { Email = Cast.Email("sal.berg") }, Deadline);
        await Record.DrainAsync();
        var mine = await SalInSlack.SayAsync("my requests");
        var status = await SalInSlack.SayAsync($"status {id}");
        await Bo.DecideAsync(id, "Approve", "Take them before 31 March.");

        mine.Says("leave before the wedding");
        status.Says($"{id} · In review");
        (await SalInSlack.ReadAsync(id, "· Approved")).Says("Take them before 31 March.");
    }

    [Fact]
    public async Task A_request_stays_theirs_whose_mail_and_sign_in_name_change()
    {
        var id = (await Fay.AskAsync(Leave("leave before the move"))).Id;
        await Bo.SeeAsync(id, "Approve");
        await Record.DrainAsync();

        Lab.Tenant.Change(Cast.Email("fay"), fay => fay with
        {
            Email = Cast.Email("fay.lund"),
            UserPrincipalName = Cast.Email("f.lund"),
        });
        await PassAsync(TimeSpan.FromMinutes(20)); // what the roster says is taken for true for a quarter of an hour
        var mine = await Fay.SayAsync("my requests");
        var status = await Fay.SayAsync($"status {id}");
        await Bo.DecideAsync(id, "Approve", "Take them before 31 March.");

        mine.Says("leave before the move");
        status.Says($"{id} · In review");
        (await Fay.ReadAsync(id, "· Approved")).Says("Take them before 31 March.");
    }
}
