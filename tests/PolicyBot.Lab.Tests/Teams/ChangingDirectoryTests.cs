using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class ChangingDirectoryTests
{
    private const string Address = "mara@contoso.example";

    private static readonly TeamsAccount _mara = new("mara.holt@contoso.example", "Mara", "Holt", "", Address) { Key = "mara" };

    [Fact]
    public async Task The_roster_shows_the_mail_address_and_the_sign_in_name_as_they_are_now()
    {
        await using var lab = await StartAsync();
        var before = await RosterAsync(lab, _mara.Mri);

        lab.Tenant.Change("mara", mara => mara with
        {
            Email = "mara.berg@contoso.example",
            UserPrincipalName = "m.berg@contoso.example",
            Surname = "Berg",
        });
        var after = await RosterAsync(lab, _mara.Mri);
        var (bySignIn, byFormer) = (await RosterAsync(lab, "m.berg@contoso.example"), await RosterAsync(lab, Address));

        Assert.Equal(("mara.holt@contoso.example", Address), (before.Body.Text("email"), before.Body.Text("userPrincipalName")));
        Assert.Equal(
            ("Mara Berg", "mara.berg@contoso.example", "m.berg@contoso.example"),
            (after.Body.Text("name"), after.Body.Text("email"), after.Body.Text("userPrincipalName")));
        Assert.Equal(
            (_mara.ObjectId, _mara.ObjectId, _mara.ObjectId),
            (before.Body.Text("aadObjectId"), after.Body.Text("aadObjectId"), bySignIn.Body.Text("aadObjectId")));
        Assert.Equal((404, "MemberNotFoundInConversation"), (byFormer.Status, byFormer.Body!["error"].Text("code")));
        Assert.Equal("Mara Berg", lab.Tenant.Person("mara").Account.Name);
    }

    [Fact]
    public async Task Who_was_removed_is_in_no_roster_and_cannot_be_written_to()
    {
        await using var lab = await StartAsync();
        var chat = lab.Tenant.Person("mara").Chat;
        await lab.Tenant.Person("mara").InstallAsync(CancellationToken.None);
        var members = lab.Tenant.Channel.Members.Count;

        lab.Tenant.Change("mara", mara => mara with { Deleted = true });
        var own = await lab.CallAsync(HttpMethod.Get, $"{Path(chat)}/members/{TenantFixture.Segment(_mara.Mri)}");
        var post = await lab.CallAsync(HttpMethod.Post, $"{Path(chat)}/activities", TenantFixture.CardMessage(TenantFixture.ApprovalCard()));

        Assert.Equal((404, "MemberNotFoundInConversation"), (own.Status, own.Body!["error"].Text("code")));
        Assert.Equal(404, (await RosterAsync(lab, _mara.ObjectId)).Status);
        Assert.Equal(members - 1, lab.Tenant.Channel.Members.Count);
        Assert.Equal(403, post.Status);
        Assert.Contains("MessageWritesBlocked", post.Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(chat.Messages);
    }

    [Fact]
    public async Task An_address_that_is_free_again_is_given_to_another_account()
    {
        await using var lab = await StartAsync();
        lab.Tenant.Change("mara", mara => mara with { Deleted = true });

        var successor = lab.Tenant.Join(_mara with { GivenName = "Mark", Key = "mark" });
        await successor.InstallAsync(CancellationToken.None);
        await successor.SayAsync("help", CancellationToken.None);
        var found = await RosterAsync(lab, Address);

        Assert.NotEqual((_mara.ObjectId, _mara.Mri), (successor.Account.ObjectId, successor.Account.Mri));
        Assert.NotEqual(lab.Tenant.Person("mara").Chat.Id, successor.Chat.Id);
        Assert.Equal((200, successor.Account.ObjectId), (found.Status, found.Body.Text("aadObjectId")));
        Assert.Equal(successor.Account.ObjectId, lab.Received[^1].Activity["from"].Text("aadObjectId"));
        Assert.Throws<ArgumentException>(() => lab.Tenant.Join(_mara));
    }

    private static Task<TenantFixture> StartAsync() =>
        TenantFixture.StartAsync(new TeamsTenantOptions { Accounts = [.. ContosoPeople.All, _mara] });

    private static async Task<(int Status, JsonNode? Body)> RosterAsync(TenantFixture lab, string member)
    {
        var (status, body, _) =
            await lab.CallAsync(HttpMethod.Get, $"{Path(lab.Tenant.Channel)}/members/{TenantFixture.Segment(member)}");
        return (status, body);
    }

    private static string Path(TeamsConversation conversation) => $"/v3/conversations/{TenantFixture.Segment(conversation.Id)}";
}
