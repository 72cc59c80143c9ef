using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>How Slack is asked, and what its answers mean.</summary>
public sealed class SlackClientTests : IAsyncLifetime
{
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public async Task A_message_goes_out_as_json_with_the_token_in_the_header()
    {
        var message = new JsonObject { ["text"] = "HIGH: MFA off 例外", ["blocks"] = new JsonArray(new JsonObject { ["type"] = "divider" }) };

        var reply = await slack.Client().ChatPostMessageAsync("D2", message, null, default);

        Assert.Equal("1700000000.000100", Assert.IsType<SlackReply.Done>(reply).Text("ts"));
        var call = Assert.Single(slack.Calls);
        Assert.Equal(("POST", "chat.postMessage", $"Bearer {ASlack.BotToken}", "application/json; charset=utf-8"),
            (call.HttpMethod, call.Method, call.Authorization, call.ContentType));
        Assert.Equal(
            """{"text":"HIGH: MFA off 例外","blocks":[{"type":"divider"}],"channel":"D2","parse":"none","unfurl_links":false,"unfurl_media":false}""",
            call.Arguments.ToJsonString(
                new System.Text.Json.JsonSerializerOptions
                {
                    Encoder =
                    System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
                }));
        Assert.Null(message["channel"]); // what was passed in can be sent again
    }

    [Theory]
    [InlineData("users.info")]
    [InlineData("users.lookupByEmail")]
    [InlineData("conversations.history")]
    [InlineData("auth.test")]
    [InlineData("apps.connections.open")]
    public async Task What_takes_no_json_is_sent_as_a_form(string method)
    {
        await slack.Client()
            .CallAsync(
                method, new JsonObject { ["user"] = "U2", ["email"] = "a+b@contoso.example", ["limit"] = 5, ["all"] = true }, default);

        var call = Assert.Single(slack.Calls);
        Assert.Equal("application/x-www-form-urlencoded", call.ContentType);
        Assert.Equal(("U2", "a+b@contoso.example", "5", "true"),
            ((string?)call.Arguments["user"], (string?)call.Arguments["email"], (string?)call.Arguments["limit"],
            (string?)call.Arguments["all"]));
    }

    [Fact]
    public async Task That_nobody_has_an_address_is_an_answer_and_no_trouble()
    {
        slack.Next("users.lookupByEmail", """{"ok":false,"error":"users_not_found"}""");
        slack.Next("users.lookupByEmail", """{"ok":false,"error":"missing_scope"}""");

        await slack.Client().UsersLookupByEmailAsync("nobody@contoso.example", default);
        await slack.Client().UsersLookupByEmailAsync("nobody@contoso.example", default);

        var lines = slack.Log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Debug Slack users.lookupByEmail: 200 users_not_found", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Warning Slack users.lookupByEmail failed: 200 missing_scope", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_sockets_address_is_asked_for_with_the_app_level_token()
    {
        await slack.Client().AppsConnectionsOpenAsync(default);

        Assert.Equal($"Bearer {ASlack.AppToken}", Assert.Single(slack.Calls).Authorization);
    }

    [Fact]
    public async Task The_methods_name_their_arguments_as_slack_does()
    {
        var (client, view) = (slack.Client(), new JsonObject { ["type"] = "modal" });

        await client.ViewsOpenAsync("t.1", view, default);
        await client.ViewsUpdateAsync("V1", "h1", view, default);
        await client.ViewsUpdateAsync("V1", null, view, default);
        await client.ViewsPublishAsync("U2", view, default);
        await client.ChatUpdateAsync("D2", "1.2", new JsonObject { ["text"] = "x" }, default);
        await client.ChatPostEphemeralAsync("C1", "U2", new JsonObject { ["text"] = "x" }, default);
        await client.ConversationsOpenAsync("U2", default);
        await client.ConversationsHistoryAsync("D2", 200, default);

        Assert.Equal(
            [
                """views.open {"trigger_id":"t.1","view":{"type":"modal"}}""",
                """views.update {"view_id":"V1","view":{"type":"modal"},"hash":"h1"}""",
                """views.update {"view_id":"V1","view":{"type":"modal"}}""",
                """views.publish {"user_id":"U2","view":{"type":"modal"}}""",
                """chat.update {"text":"x","channel":"D2","parse":"none","ts":"1.2"}""",
                """chat.postEphemeral {"text":"x","channel":"C1","parse":"none","user":"U2"}""",
                """conversations.open {"users":"U2"}""",
                """conversations.history {"channel":"D2","limit":"200","include_all_metadata":"true"}""",
            ],
            slack.Calls.Select(call => $"{call.Method} {call.Arguments.ToJsonString()}"));
    }

    [Fact]
    public async Task The_scopes_come_with_the_answer()
    {
        slack.Next("auth.test", """{"ok":true}""", 200, ("x-oauth-scopes", "chat:write, users:read"));

        var reply = await slack.Client().AuthTestAsync(default);

        Assert.Equal(["chat:write", "users:read"], Assert.IsType<SlackReply.Done>(reply).Scopes);
    }

    [Theory]
    [InlineData("chat.postMessage", "token_revoked", SlackFault.Installation)]
    [InlineData("chat.postMessage", "account_inactive", SlackFault.Installation)]
    [InlineData("chat.postMessage", "missing_scope", SlackFault.Configuration)]
    [InlineData("views.publish", "not_enabled", SlackFault.Configuration)]
    [InlineData("chat.postMessage", "invalid_blocks", SlackFault.Malformed)]
    [InlineData("views.open", "expired_trigger_id", SlackFault.Trigger)]
    [InlineData("views.open", "exchanged_trigger_id", SlackFault.Trigger)]
    [InlineData("views.update", "not_found", SlackFault.Gone)]
    [InlineData("views.update", "hash_conflict", SlackFault.Outdated)]
    [InlineData("chat.update", "message_not_found", SlackFault.Gone)]
    [InlineData("chat.update", "channel_not_found", SlackFault.Gone)]
    [InlineData("chat.postMessage", "channel_not_found", SlackFault.Unreachable)]
    [InlineData("chat.postMessage", "restricted_action_read_only_channel", SlackFault.Unreachable)]
    [InlineData("users.info", "user_not_found", SlackFault.Unreachable)]
    [InlineData("chat.postMessage", "something_new", SlackFault.Other)]
    public async Task A_refusal_says_what_it_means_for_us(string method, string code, object fault)
    {
        slack.Next(method, $$"""{"ok":false,"error":"{{code}}"}""");

        var reply =
            Assert.IsType<SlackReply.Refused>(await slack.Client().CallAsync(method, new JsonObject { ["channel"] = "D2" }, default));

        Assert.Equal((code, fault), (reply.Code, (object)reply.Fault));
        Assert.Equal(1, slack.Count(method));
    }

    [Fact]
    public async Task What_slack_found_wrong_with_a_view_is_kept_and_logged()
    {
        slack.Next("views.open",
            """{"ok":false,"error":"invalid_arguments","response_metadata":{"messages":["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]}}""");
        slack.Next("views.open", """{"ok":false,"error":"invalid_arguments","response_metadata":{"messages":["invalid `trigger_id`"]}}""");
        slack.Next("views.open", """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}""");

        var malformed = Assert.IsType<SlackReply.Refused>(await slack.Client().ViewsOpenAsync("t.1", [], default));
        var trigger = Assert.IsType<SlackReply.Refused>(await slack.Client().ViewsOpenAsync("t.1", [], default));
        var scope = Assert.IsType<SlackReply.Refused>(await slack.Client().ViewsOpenAsync("t.1", [], default));

        Assert.Equal((SlackFault.Malformed, SlackFault.Trigger), (malformed.Fault, trigger.Fault));
        Assert.Contains("json-pointer:/view/title/text", slack.Log.Text, StringComparison.Ordinal);
        Assert.Equal(["needed: chat:write"], scope.Messages);
    }

    [Fact]
    public async Task An_answer_that_is_no_good_json_is_no_answer()
    {
        slack.Next("chat.update", "<html>proxy</html>");
        slack.Next("chat.update", """{"ok":true,"ok":true}""");
        slack.Next("auth.test", """{"ok":true,"team":"\ud800","team_id":5}""");

        var replies = new[] { await Update(), await Update() };
        var odd = Assert.IsType<SlackReply.Done>(await slack.Client().AuthTestAsync(default));

        Assert.All(replies, reply => Assert.Equal("Http200", Assert.IsType<SlackReply.Later>(reply).Code));
        Assert.Equal(("�", "", ""), (odd.Text("team"), odd.Text("team_id"), odd.Text("team", "id")));
    }

    [Fact]
    public async Task No_redirect_is_followed()
    {
        slack.Next("chat.update", context =>
        {
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        var reply = await Update();

        Assert.Equal("Http307", Assert.IsType<SlackReply.Refused>(reply).Code);
        Assert.Single(slack.Calls);
    }

    [Fact]
    public async Task A_response_url_is_answered_without_the_token()
    {
        var url = new Uri(new Uri(slack.Options.ApiBaseUrl), "/actions/T1/1/secret-part").ToString();

        var done = await slack.Client().RespondAsync(url, new JsonObject { ["text"] = "x", ["replace_original"] = true }, default);
        slack.Next("secret-part", "used_url", StatusCodes.Status404NotFound);
        var used = await slack.Client().RespondAsync(url, new JsonObject { ["text"] = "x" }, default);

        Assert.IsType<SlackReply.Done>(done);
        Assert.Equal("Http404", Assert.IsType<SlackReply.Refused>(used).Code);
        Assert.All(slack.Calls, call => Assert.Equal("", call.Authorization));
        Assert.DoesNotContain("secret", slack.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/actions/T1/1/x", true)]
    [InlineData("https://hooks.slack-gov.com/actions/T1/1/x", true)]
    [InlineData("http://hooks.slack.com/actions/T1/1/x", false)]
    [InlineData("https://hooks.slack.com.evil.example/x", false)]
    [InlineData("https://hooks.slack.com:8443/x", false)]
    [InlineData("https://hooks.slack.com@evil.example/x", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("http://127.0.0.1:9/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("/relative", false)]
    [InlineData("", false)]
    public async Task A_response_url_is_used_only_on_slacks_own_hosts(string url, bool used)
    {
        slack.Options.ApiBaseUrl = "https://slack.com/api/";
        using var http = new HttpClient(new Answering());
        var client =
            new SlackClient(
                http, slack.Options, SlackClient.CreateRateLimiter(), slack.Health, TimeProvider.System, slack.Log.For<SlackClient>());

        var reply = await client.RespondAsync(url, [], default);

        Assert.Equal(used, reply is SlackReply.Done);
        Assert.Equal(used ? "" : "ForeignResponseUrl", reply is SlackReply.Refused refused ? refused.Code : "");
    }

    [Fact]
    public async Task No_token_trigger_or_address_is_in_a_log_line()
    {
        slack.Next("views.open", """{"ok":false,"error":"expired_trigger_id"}""");
        slack.Next("users.lookupByEmail", "", 500);
        slack.Next("chat.postMessage", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var client = slack.Client();

        await client.ViewsOpenAsync("13345224609.738474920.secrettrigger", [], default);
        await client.UsersLookupByEmailAsync("ana@contoso.example", default);
        await client.ChatPostMessageAsync("D2", new JsonObject { ["text"] = "the secret plan" }, null, default);
        await client.AppsConnectionsOpenAsync(default);

        Assert.Equal(4, slack.Calls.Count);
        Assert.NotEmpty(slack.Log.Text);
        Assert.All(["xoxb-", "xapp-", "secret", "contoso"], word => Assert.DoesNotContain(word, slack.Log.Text, StringComparison.Ordinal));
    }

    private Task<SlackReply> Update() => slack.Client().ChatUpdateAsync("D2", "1.2", new JsonObject { ["text"] = "x" }, default);

    private sealed class Answering : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.OK));
    }
}
