using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Which accounts the workspace confirms.</summary>
public sealed class SlackDirectoryTests : IAsyncLifetime
{
    private static readonly SlackIdentity Bot = new("T1", "E1", "U9", "B9", "");
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Theory]
    [InlineData("""{"id":"U2","team_id":"T1"}""", DirectoryVerdict.Member, "")]
    [InlineData("""{"id":"W2","team_id":"T7","enterprise_user":{"enterprise_id":"E1","teams":["T7","T1"]}}""", DirectoryVerdict.Member, "")]
    [InlineData("""{"id":"W2","team_id":"T7","enterprise_user":{"enterprise_id":"E1","teams":["T7"]}}""", DirectoryVerdict.Unknown,
        "other_workspace")]
    [InlineData("""{"id":"W2","team_id":"T7","enterprise_user":{"enterprise_id":"E2","teams":["T1"]}}""", DirectoryVerdict.Unknown,
        "other_workspace")]
    [InlineData("""{"id":"U2","team_id":"T7"}""", DirectoryVerdict.Unknown, "other_workspace")]
    [InlineData("""{"id":"U2"}""", DirectoryVerdict.Unknown, "other_workspace")]
    [InlineData("""{"id":"U2","team_id":"T1","is_stranger":true}""", DirectoryVerdict.Unknown, "other_workspace")]
    [InlineData("""{"id":"U2","team_id":"T1","deleted":true}""", DirectoryVerdict.Deactivated, "user_disabled")]
    [InlineData("""{"id":"U2","team_id":"T1","is_restricted":true}""", DirectoryVerdict.Guest, "guest")]
    [InlineData("""{"id":"U2","team_id":"T1","is_ultra_restricted":true}""", DirectoryVerdict.Guest, "guest")]
    [InlineData("""{"id":"U2","team_id":"T1","is_bot":true}""", DirectoryVerdict.Unknown, "bot")]
    [InlineData("""{"id":"USLACKBOT","team_id":"T1","is_bot":false}""", DirectoryVerdict.Unknown, "bot")]
    [InlineData("""{"id":"U9","team_id":"T1"}""", DirectoryVerdict.Unknown, "bot")]
    [InlineData("{}", DirectoryVerdict.Unknown, "bot")]
    [InlineData("\"U2\"", DirectoryVerdict.Unknown, "bot")]
    public void Only_members_of_this_workspace_are_served(string user, DirectoryVerdict verdict, string code)
    {
        var judged = SlackDirectory.Judge(JsonNode.Parse(user), Bot);

        Assert.Equal((verdict, code), (judged.Verdict, judged.Code));
    }

    [Theory]
    [InlineData("""{"id":"U2","team_id":"T1","profile":{"email":"ana@contoso.example"}}""", "ana@contoso.example")]
    [InlineData("""{"id":"U2","team_id":"T1","is_email_confirmed":true,"profile":{"email":"ana@contoso.example"}}""",
        "ana@contoso.example")]
    [InlineData("""{"id":"U2","team_id":"T1","is_email_confirmed":false,"profile":{"email":"ana@contoso.example"}}""", "")]
    [InlineData("""{"id":"U2","team_id":"T1","profile":{}}""", "")]
    public void An_address_that_nobody_confirmed_proves_nothing(string user, string mail) =>
        Assert.Equal(mail, SlackDirectory.Judge(JsonNode.Parse(user), Bot).Mail);

    [Fact]
    public async Task A_look_up_says_who_somebody_is_and_asks_anew_each_time()
    {
        var channel = slack.Channel();

        var member = await channel.LookUpAsync(Account("U2"), default);
        slack.Next("users.info", ASlack.AUser("U2", "\"deleted\":true,"));
        var then = await channel.LookUpAsync(Account("U2"), default);

        Assert.Equal(new DirectoryAnswer(DirectoryVerdict.Member, "ana@contoso.example", "", "Ana Lima"), member);
        Assert.Equal(DirectoryVerdict.Deactivated, then.Verdict);
    }

    [Theory]
    [InlineData("user_not_found", DirectoryVerdict.Unknown)]
    [InlineData("user_not_visible", DirectoryVerdict.Unknown)]
    [InlineData("token_revoked", DirectoryVerdict.Unavailable)]
    [InlineData("missing_scope", DirectoryVerdict.Unavailable)]
    [InlineData("internal_error", DirectoryVerdict.Unavailable)]
    public async Task Who_is_not_known_and_who_cannot_be_asked_for_are_told_apart(string code, DirectoryVerdict verdict)
    {
        slack.Next("users.info", $$"""{"ok":false,"error":"{{code}}"}""");

        Assert.Equal(verdict, (await slack.Channel().LookUpAsync(Account("U2"), default)).Verdict);
    }

    [Fact]
    public async Task Somebody_of_another_workspace_is_not_even_asked_for()
    {
        var answer = await slack.Channel().LookUpAsync(Account("U2") with { Account = new ChannelAccount("slack", "T7", "U2") }, default);

        Assert.Equal(DirectoryVerdict.Unknown, answer.Verdict);
        Assert.Equal(0, slack.Count("users.info"));
    }

    [Fact]
    public async Task An_account_is_found_by_its_address_or_by_what_the_catalog_lists()
    {
        var channel = slack.Channel();

        var byAddress = Assert.IsType<FoundAccount.Here>(await channel.FindAsync(Ana, null, default)).Account;
        var listed = Assert.IsType<FoundAccount.Here>(await channel.FindAsync(Ana, "U2", default)).Account;

        Assert.Equal((new ChannelAccount("slack", "T1", "U2"), Ana, "Ana Lima"), (byAddress.Account, byAddress.Person, byAddress.Name));
        Assert.Equal(byAddress, listed);
        Assert.Equal("ana@contoso.example", (string?)slack.Calls.Single(call => call.Method == "users.lookupByEmail").Arguments["email"]);
        Assert.All(slack.Calls.Where(call => call.Method == "users.info"), call => Assert.Equal("U2", (string?)call.Arguments["user"]));
    }

    [Fact]
    public async Task The_language_of_a_person_is_known_before_they_have_written_anything()
    {
        slack.Usually("users.info", ASlack.AUser("U2", "\"locale\":\"de-DE\","));

        var found = Assert.IsType<FoundAccount.Here>(await slack.Channel().FindAsync(Ana, null, default)).Account;
        var asked = await slack.Channel().LookUpAsync(found with { Locale = "" }, default);

        Assert.Equal(("de-DE", "de-DE"), (found.Locale, asked.Locale));
        Assert.All(
            slack.Calls.Where(call => call.Method == "users.info"), call => Assert.Equal("true", call.Arguments["include_locale"]!.ToString()));
    }

    [Theory]
    [InlineData("\"deleted\":true,", "user_disabled")]
    [InlineData("\"is_restricted\":true,", "guest")]
    [InlineData("\"is_bot\":true,", "bot")]
    public async Task Nobody_is_found_whom_the_workspace_does_not_vouch_for(string members, string code)
    {
        slack.Usually("users.info", ASlack.AUser("U2", members));
        slack.Usually("users.lookupByEmail", ASlack.AUser("U2", members));

        Assert.Equal(new FoundAccount.NotHere(code), await slack.Channel().FindAsync(Ana, null, default));
        Assert.Equal(new FoundAccount.NotHere(code), await slack.Channel().FindAsync(Ana, "U2", default));
    }

    [Fact]
    public async Task An_unconfirmed_address_finds_nobody_but_the_catalogs_own_word_does()
    {
        var user = """{"ok":true,"user":{"id":"U2","team_id":"T1","is_email_confirmed":false,"profile":{"email":"ana@contoso.example"}}}""";
        slack.Usually("users.info", user);
        slack.Usually("users.lookupByEmail", user);

        Assert.Equal(new FoundAccount.NotHere("email_unconfirmed"), await slack.Channel().FindAsync(Ana, null, default));
        Assert.IsType<FoundAccount.Here>(await slack.Channel().FindAsync(Ana, "U2", default));
    }

    [Fact]
    public async Task Nobody_is_unreachable_because_Slack_does_not_answer()
    {
        slack.Next("users.lookupByEmail", """{"ok":false,"error":"users_not_found"}""");
        slack.Next("users.lookupByEmail", """{"ok":false,"error":"ratelimited"}""", 429, ("Retry-After", "30"));

        Assert.Equal(new FoundAccount.NotHere("users_not_found"), await slack.Channel().FindAsync(Ana, null, default));
        Assert.Equal(
            new FoundAccount.Unavailable("ratelimited", TimeSpan.FromSeconds(30), PauseReason.Throttled),
            await slack.Channel().FindAsync(Ana, null, default));
    }

    private static KnownAccount Account(string id) => new() { Account = new ChannelAccount("slack", "T1", id), Name = "ana" };
}
