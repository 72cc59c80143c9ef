using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class KeptWorkspaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-kept-").FullName;

    private string File => Path.Combine(_folder, "workspace.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Messages_and_homes_are_there_again_and_can_be_replaced_under_their_ids()
    {
        SlackMessage before;
        await using (var first = await WorkspaceFixture.StartAsync())
        {
            before = await first.PostButtonsAsync("Approve");
            var home = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray(Section("Waiting for you")) };
            await first.CallAsync(
                "views.publish", new JsonObject { ["user_id"] = first.Workspace.Person(Ana).Account.Id, ["view"] = home });
            KeptWorkspace.Save(first.Workspace, File);
        }

        await using var second = await WorkspaceFixture.StartAsync();
        KeptWorkspace.Restore(second.Workspace, File);
        var ana = second.Workspace.Person(Ana);
        var (words, buttons, home2) = (ana.Messages.Single().Words, ana.Messages.Single().Buttons, ana.Home!.Words);
        var updated =
            await second.CallAsync("chat.update",
            new JsonObject { ["channel"] = ana.Chat.Id, ["ts"] = before.Ts, ["text"] = "Decided", ["blocks"] = new JsonArray() });

        Assert.Equal(before.Words, words);
        Assert.Equal(["Approve"], buttons);
        Assert.Contains("Waiting for you", home2, StringComparison.Ordinal);
        Assert.True(updated["ok"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_first_start_has_nothing_to_put_back()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        KeptWorkspace.Restore(lab.Workspace, File);

        Assert.Empty(lab.Workspace.Person(Ana).Messages);
    }
}
