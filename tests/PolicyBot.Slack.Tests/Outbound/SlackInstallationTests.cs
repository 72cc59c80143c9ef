using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Whose the token is, asked before anything is served.</summary>
public sealed class SlackInstallationTests : IAsyncLifetime
{
    private static readonly string AllScopes = string.Join(',', SlackScopes.Needed);

    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public async Task The_bot_is_asked_for_once_and_then_known()
    {
        var installation = slack.Installation();
        slack.Next("auth.test", """{"ok":true,"team_id":"T1","user_id":"U9","bot_id":"B9","enterprise_id":"E1","app_id":"A1"}""", 200,
            ("x-oauth-scopes", AllScopes));

        var faults = await installation.FaultsAsync(default);
        var bot = await installation.OfBotAsync(default);

        Assert.Empty(faults);
        Assert.Equal(new SlackIdentity("T1", "E1", "U9", "B9", "A1"), bot);
        Assert.Single(slack.Calls);
    }

    [Theory]
    [InlineData("invalid_auth")]
    [InlineData("token_revoked")]
    [InlineData("not_allowed_token_type")]
    public async Task A_token_that_is_refused_stops_the_start(string code)
    {
        slack.Next("auth.test", $$"""{"ok":false,"error":"{{code}}"}""");

        var fault = Assert.Single(await slack.Installation().FaultsAsync(default));

        Assert.StartsWith($"Slack:BotToken is refused ({code})", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_workspaces_token_and_missing_scopes_are_told_a_line_each()
    {
        slack.Options.TeamId = "T2";
        slack.Next("auth.test", """{"ok":true,"team_id":"T1","user_id":"U9","bot_id":"B9"}""", 200,
            ("x-oauth-scopes", "app_mentions:read,chat:write,commands,im:write,users:read"));
        var installation = slack.Installation();

        var faults = await installation.FaultsAsync(default);

        Assert.Equal(2, faults.Count);
        Assert.Equal("Slack:TeamId is T2, but Slack:BotToken belongs to T1.", faults[0]);
        Assert.StartsWith("Slack: the app lacks im:history, users:read.email;", faults[1], StringComparison.Ordinal);
        Assert.Null(await installation.OfBotAsync(default)); // the other workspace is not served
    }

    [Fact]
    public async Task A_token_of_a_whole_organisation_stops_the_start()
    {
        slack.Next("auth.test", """{"ok":true,"team_id":"E1","user_id":"U9","bot_id":"B9","is_enterprise_install":true}""");

        Assert.Contains("whole organisation", Assert.Single(await slack.Installation().FaultsAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Slack_is_down_the_start_goes_on_and_it_is_asked_again()
    {
        var installation = slack.Installation();
        slack.Next("auth.test", "", 503);
        slack.Next("auth.test", "", 503);

        var faults = await installation.FaultsAsync(default);
        var still = await installation.OfBotAsync(default);
        var then = await installation.OfBotAsync(default);

        Assert.Empty(faults);
        Assert.Contains("Warning Slack did not say whose the token is (Http503)", slack.Log.Text, StringComparison.Ordinal);
        Assert.Null(still);
        Assert.Equal("T1", then!.TeamId);
    }
}
