using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class ChangingDirectoryTests
{
    private const string Married = "ana.berg@contoso.example";

    [Fact]
    public async Task A_changed_address_is_told_to_the_app_and_looked_up_from_then_on()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var id = lab.Workspace.Person(Ana).Account.Id;

        await lab.Workspace.ChangeAsync(Ana, ana => ana with { Email = Married }, CancellationToken.None);
        var told = (await lab.ReceiveAsync(arrival => arrival.Path == "/slack/events")).Json["event"]!;
        var (former, now) = (await LookUpAsync(lab, Ana), await LookUpAsync(lab, Married));

        Assert.Equal(
            ("user_change", id, Married), (told.Text("type"), told["user"].Text("id"), told["user"]!["profile"].Text("email")));
        Assert.Equal(("users_not_found", id), (former.Text("error"), now["user"].Text("id")));
        Assert.Equal(Married, (await InfoAsync(lab, id))["profile"].Text("email"));
    }

    [Fact]
    public async Task The_address_of_somebody_who_was_deactivated_is_given_to_another_account()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var former = lab.Workspace.Person(Ana).Account;
        await lab.Workspace.ChangeAsync(Ana, ana => ana with { Deleted = true }, CancellationToken.None);

        var successor =
            await lab.Workspace.JoinAsync(new SlackAccount(Ana, "Anabel Lund", "") { Key = "anabel" }, CancellationToken.None);
        await successor.SayAsync("help", CancellationToken.None);
        var told = (await lab.ReceiveAsync(arrival => arrival.Json["event"].Text("type") == "team_join")).Json["event"]!;
        var said = (await lab.ReceiveAsync(arrival => arrival.Json["event"].Text("type") == "message")).Json["event"]!;

        Assert.NotEqual((former.Id, former.DirectId), (successor.Account.Id, successor.Account.DirectId));
        Assert.Equal((successor.Account.Id, Ana), (told["user"].Text("id"), told["user"]!["profile"].Text("email")));
        Assert.Equal((successor.Account.Id, successor.Chat.Id), (said.Text("user"), said.Text("channel")));
        Assert.Equal(successor.Account.Id, (await LookUpAsync(lab, Ana))["user"].Text("id"));
        Assert.True((await InfoAsync(lab, former.Id))["deleted"]!.GetValue<bool>());
        Assert.Same(successor, lab.Workspace.People.Last());
        await Assert.ThrowsAsync<ArgumentException>(() => lab.Workspace.JoinAsync(former, CancellationToken.None));
    }

    private static async Task<JsonObject> LookUpAsync(WorkspaceFixture lab, string email) =>
        (await lab.SendAsync("users.lookupByEmail", new JsonObject { ["email"] = email }, asForm: true)).Body;

    private static async Task<JsonObject> InfoAsync(WorkspaceFixture lab, string id) =>
        (await lab.SendAsync("users.info", new JsonObject { ["user"] = id }, asForm: true)).Body["user"]!.AsObject();
}
