using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Sockets;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class WebApiTests
{
    [Fact]
    public async Task The_bot_learns_who_it_is_and_what_it_may_do()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        var (_, body, headers) = await lab.SendAsync("auth.test", []);

        Assert.Equal((lab.Workspace.Options.TeamId, lab.Workspace.Options.BotUserId, lab.Workspace.Options.BotId),
            (body.Text("team_id"), body.Text("user_id"), body.Text("bot_id")));
        Assert.Contains("chat:write", headers.GetValues("x-oauth-scopes").Single().Split(','));
    }

    [Theory]
    [InlineData(null, "not_authed")]
    [InlineData("xoxb-other", "invalid_auth")]
    [InlineData("xapp-lab-no-real-token", "not_allowed_token_type")]
    public async Task Nobody_calls_without_the_right_token(string? token, string error)
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        Assert.Equal(error, (await lab.CallAsync("auth.test", [], token)).Text("error"));
    }

    [Fact]
    public async Task A_revoked_token_and_a_missing_scope_are_said_by_name()
    {
        await using var lab = await WorkspaceFixture.StartAsync(new SlackWorkspaceOptions { Scopes = ["chat:write"] });
        var user = new JsonObject { ["user"] = lab.Workspace.Person(Ana).Account.Id };

        var (_, missing, _) = await lab.SendAsync("users.info", user, asForm: true);
        lab.Workspace.TokenRevoked = true;
        var revoked = await lab.CallAsync("auth.test", []);

        Assert.Equal(
            ("missing_scope", "users:read", "chat:write"), (missing.Text("error"), missing.Text("needed"), missing.Text("provided")));
        Assert.Equal("token_revoked", revoked.Text("error"));
    }

    [Fact]
    public async Task Arguments_come_as_a_form_or_as_JSON_but_some_methods_see_only_forms()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var id = lab.Workspace.Person(Ana).Account.Id;
        var message = new JsonObject { ["channel"] = id, ["text"] = "Grüße", ["blocks"] = new JsonArray(Section("Grüße")) };

        await lab.SendAsync("chat.postMessage", (JsonObject)message.DeepClone(), asForm: true);
        await lab.SendAsync("chat.postMessage", message);
        var (_, unseen, _) = await lab.SendAsync("users.info", new JsonObject { ["user"] = id });
        var (_, seen, _) = await lab.SendAsync("users.info", new JsonObject { ["user"] = id }, asForm: true);

        Assert.Equal(["Grüße", "Grüße"], lab.Workspace.Person(Ana).Messages.Select(posted => posted.Words));
        Assert.Equal("user_not_found", unseen.Text("error"));
        Assert.Equal(Ana, seen["user"]!["profile"].Text("email"));
    }

    [Fact]
    public async Task A_message_to_a_person_can_be_replaced_only_under_the_channel_that_came_back()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        var posted = await lab.CallAsync("chat.postMessage", new JsonObject { ["channel"] = ana.Account.Id, ["text"] = "first" });

        var byUser =
            await lab.CallAsync(
                "chat.update", new JsonObject { ["channel"] = ana.Account.Id, ["ts"] = posted.Text("ts"), ["text"] = "second" });
        var byChannel =
            await lab.CallAsync(
                "chat.update", new JsonObject { ["channel"] = posted.Text("channel"), ["ts"] = posted.Text("ts"), ["text"] = "second" });

        Assert.Equal("channel_not_found", byUser.Text("error"));
        Assert.True(byChannel["ok"]!.GetValue<bool>());
        Assert.Equal(("second", true), (ana.Messages.Single().Text, ana.Messages.Single().EditedAt is not null));
    }

    [Theory]
    [InlineData("""{"channel":"C0GENERAL","text":"a"}""", "not_in_channel")]
    [InlineData("""{"channel":"C0NOWHERE","text":"a"}""", "channel_not_found")]
    [InlineData("""{"channel":"C0EXCEPTIONS"}""", "no_text")]
    [InlineData("""{"channel":"C0EXCEPTIONS","text":"a","blocks":"no"}""", "invalid_blocks_format")]
    [InlineData("""{"channel":"C0EXCEPTIONS","text":"a","metadata":{"event_type":"x"}}""", "invalid_metadata_schema")]
    public async Task A_message_is_refused_with_the_documented_error(string arguments, string error)
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        Assert.Equal(error, (await lab.CallAsync("chat.postMessage", Wire.TryParseObject(arguments)!)).Text("error"));
    }

    [Fact]
    public async Task Blocks_over_the_limits_refuse_the_whole_message_and_say_where()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        var refused =
            await lab.CallAsync("chat.postMessage",
            new JsonObject { ["channel"] = "C0EXCEPTIONS", ["text"] = "a", ["blocks"] = new JsonArray(Section(new string('s', 3001))) });

        Assert.Equal("invalid_blocks", refused.Text("error"));
        Assert.Equal("[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
            refused["response_metadata"]!["messages"]![0]!.GetValue<string>());
        Assert.Empty(lab.Workspace.Channel.Messages);
    }

    [Fact]
    public async Task More_than_about_one_message_a_second_and_channel_is_too_much_unless_rates_are_off()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        async Task<(int, JsonObject, System.Net.Http.Headers.HttpResponseHeaders)> PostAsync() =>
            await lab.SendAsync("chat.postMessage", new JsonObject { ["channel"] = "C0EXCEPTIONS", ["text"] = "a" });

        await PostAsync();
        await PostAsync();
        var (status, body, headers) = await PostAsync();
        lab.Workspace.RateLimits = false;
        var (free, _, _) = await PostAsync();

        Assert.Equal((429, "ratelimited", 200), (status, body.Text("error"), free));
        Assert.InRange(headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_message_with_its_metadata_in_the_history()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        lab.Workspace.Faults.Add("chat.postMessage", new SlackFault.DroppedAfterAccept());
        var metadata = new JsonObject { ["event_type"] = "policybot_notice", ["event_payload"] = new JsonObject { ["id"] = "n1" } };

        await Assert.ThrowsAsync<HttpRequestException>(() =>
            lab.CallAsync("chat.postMessage", new JsonObject { ["channel"] = ana.Account.Id, ["text"] = "a", ["metadata"] = metadata }));
        var (_, history, _) = await lab.SendAsync(
            "conversations.history", new JsonObject { ["channel"] = ana.Chat.Id, ["include_all_metadata"] = true, ["oldest"] = "0" },
                asForm: true);

        Assert.Equal("n1", history["messages"]![0]!["metadata"]!["event_payload"].Text("id"));
    }

    [Theory]
    [InlineData("dena@contoso.example", "users_not_found", "user_disabled")]
    [InlineData("frida@northwind.example", "users_not_found", "user_not_visible")]
    [InlineData("deploys", "users_not_found", "cannot_dm_bot")]
    public async Task People_who_left_people_of_others_and_bots_are_not_to_be_found(string key, string lookUp, string open)
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var account = lab.Workspace.Person(key).Account;

        var (_, found, _) = await lab.SendAsync("users.lookupByEmail", new JsonObject { ["email"] = key }, asForm: true);
        var opened = await lab.CallAsync("conversations.open", new JsonObject { ["users"] = account.Id });
        var (_, known, _) = await lab.SendAsync("users.info", new JsonObject { ["user"] = account.Id }, asForm: true);

        Assert.Equal((lookUp, open), (found.Text("error"), opened.Text("error")));
        Assert.Equal(
            (account.Deleted, account.IsBot), (known["user"]!["deleted"]!.GetValue<bool>(), known["user"]!["is_bot"]!.GetValue<bool>()));
        Assert.Equal(account.ForeignTeamId ?? lab.Workspace.Options.TeamId, known["user"].Text("team_id"));
    }

    [Fact]
    public async Task A_reply_stands_in_its_thread_and_not_in_the_history()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        var posted = await lab.CallAsync("chat.postMessage", new JsonObject { ["channel"] = ana.Account.Id, ["text"] = "first" });
        await lab.CallAsync(
            "chat.postMessage", new JsonObject { ["channel"] = ana.Account.Id, ["text"] = "reply", ["thread_ts"] = posted.Text("ts") });

        var (_, history, _) = await lab.SendAsync("conversations.history", new JsonObject { ["channel"] = ana.Chat.Id }, asForm: true);
        var (_, thread, _) = await lab.SendAsync(
            "conversations.replies", new JsonObject { ["channel"] = ana.Chat.Id, ["ts"] = posted.Text("ts") }, asForm: true);

        Assert.Equal(["first"], history["messages"]!.AsArray().Select(message => message.Text("text")));
        Assert.Equal(["first", "reply"], thread["messages"]!.AsArray().Select(message => message.Text("text")).Order());
    }

    [Fact]
    public async Task A_trigger_opens_one_view_within_its_time()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var message = await lab.PostButtonsAsync("Approve");
        await lab.Workspace.Person(Ana).PressAsync(message, "Approve", CancellationToken.None);
        var trigger = lab.Received.Last(arrival => arrival.Path == "/slack/interactions").Json.Text("trigger_id");

        var opened = await lab.CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal(Input("comment")) });
        var again = await lab.CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal(Input("comment")) });
        var unknown = await lab.CallAsync("views.open", new JsonObject { ["trigger_id"] = "1.2.3", ["view"] = Modal(Input("comment")) });

        Assert.Equal(opened["view"].Text("id"), lab.Workspace.Person(Ana).View!.Id);
        Assert.Equal(("exchanged_trigger_id", "invalid_trigger_id"), (again.Text("error"), unknown.Text("error")));
    }

    [Fact]
    public async Task A_trigger_that_is_used_too_late_opens_nothing()
    {
        await using var lab = await WorkspaceFixture.StartAsync(new SlackWorkspaceOptions { TriggerLasts = TimeSpan.FromSeconds(-1) });
        await lab.Workspace.Person(Ana).ShortcutAsync(CancellationToken.None);
        var trigger = lab.Received.Single().Json.Text("trigger_id");

        var late = await lab.CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal(Input("comment")) });

        Assert.Equal("expired_trigger_id", late.Text("error"));
    }

    [Fact]
    public async Task What_was_typed_stays_through_an_update_where_the_ids_are_the_same()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        var view = await OpenAsync(lab, Modal(Input("comment"), Input("scope")));
        ana.Fill(view, new Dictionary<string, string> { ["comment"] = "typed long enough", ["scope"] = "typed too, and lost" });

        var stale =
            await lab.CallAsync(
                "views.update", new JsonObject { ["view_id"] = view.Id, ["hash"] = "1.2", ["view"] = Modal(Input("comment")) });
        var updated =
            await lab.CallAsync("views.update",
            new JsonObject { ["view_id"] = view.Id, ["hash"] = view.Hash, ["view"] = Modal(Input("comment"), Input("until")) });
        var (comment, until) = (ana.View!.ValueOf("comment"), ana.View.ValueOf("until"));
        await ana.CloseAsync(view, CancellationToken.None);
        var closed = await lab.CallAsync("views.update", new JsonObject { ["view_id"] = view.Id, ["view"] = Modal(Input("comment")) });

        Assert.Equal(("hash_conflict", "not_found"), (stale.Text("error"), closed.Text("error")));
        Assert.Equal(("typed long enough", null), (comment, until));
        Assert.NotEqual(view.Hash, updated["view"].Text("hash"));
        Assert.Null(ana.View);
    }

    [Fact]
    public async Task An_App_Home_is_published_for_one_person()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var home = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray(Section("Waiting for you: nothing")) };

        var published =
            await lab.CallAsync("views.publish", new JsonObject { ["user_id"] = lab.Workspace.Person(Ana).Account.Id, ["view"] = home });

        Assert.True(published["ok"]!.GetValue<bool>());
        Assert.Contains("Waiting for you", lab.Workspace.Person(Ana).Home!.Words, StringComparison.Ordinal);
        Assert.Null(lab.Workspace.Person("bo@contoso.example").Home);
    }

    [Fact]
    public async Task A_response_url_answers_five_times_and_replaces_what_was_pressed()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        await ana.SlashAsync("status", CancellationToken.None);
        var url = lab.Received.Single().Form["response_url"];

        var first =
            await lab.RespondAsync(url, new JsonObject { ["text"] = "Only you see this", ["blocks"] = new JsonArray(Buttons("Show")) });
        var ephemeral = ana.Messages.Single();
        await ana.PressAsync(ephemeral, "Show", CancellationToken.None);
        var pressed = lab.Received.Last(arrival => arrival.Path == "/slack/interactions").Json;
        await lab.RespondAsync(pressed.Text("response_url")!, new JsonObject { ["replace_original"] = true, ["text"] = "Shown" });
        var uses = new List<int>();
        for (var use = 2; use <= 6; use++)
        {
            uses.Add(await lab.RespondAsync(url, new JsonObject { ["text"] = "more" }));
        }

        Assert.Equal((200, ana.Account.Id), (first, ephemeral.OnlyFor));
        Assert.True(pressed["container"]!["is_ephemeral"]!.GetValue<bool>());
        Assert.Null(pressed["message"]);
        Assert.Equal("Shown", ana.Messages[0].Words);
        Assert.Equal([200, 200, 200, 200, 404], uses);
    }

    private static async Task<SlackView> OpenAsync(WorkspaceFixture lab, JsonObject modal)
    {
        await lab.Workspace.Person(Ana).ShortcutAsync(CancellationToken.None);
        var trigger = lab.Received.Last(arrival => arrival.Path == "/slack/interactions").Json.Text("trigger_id");
        await lab.CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = modal });
        return lab.Workspace.Person(Ana).View!;
    }
}
