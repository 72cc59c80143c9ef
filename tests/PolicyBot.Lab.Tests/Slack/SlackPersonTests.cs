using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class SlackPersonTests
{
    [Fact]
    public async Task A_typed_message_reaches_the_app_signed_over_its_bytes()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);

        await ana.SayAsync("approvals, grüß", CancellationToken.None);
        var arrival = lab.Received.Single();
        var timestamp = arrival.Headers["x-slack-request-timestamp"];
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. arrival.Body];

        Assert.Equal(
            "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(lab.Workspace.Options.SigningSecret), signed)),
            arrival.Headers["x-slack-signature"]);
        Assert.Equal(("event_callback", "message", "im"),
            (arrival.Json.Text("type"), arrival.Json["event"].Text("type"), arrival.Json["event"].Text("channel_type")));
        Assert.Equal((ana.Account.Id, "approvals, grüß", ana.Chat.Id),
            (arrival.Json["event"].Text("user"), arrival.Json["event"].Text("text"), arrival.Json["event"].Text("channel")));
    }

    [Fact]
    public async Task An_event_that_is_not_taken_comes_again_with_the_same_id()
    {
        await using var lab =
            await WorkspaceFixture.StartAsync(new SlackWorkspaceOptions { RedeliverAfter = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero] });
        lab.App = arrival =>
            Task.FromResult<(int, JsonNode?)>((arrival.Headers.GetValueOrDefault("x-slack-retry-num") == "2" ? 200 : 503, null));

        var outcome = await lab.Workspace.Person(Ana).SayAsync("hello", CancellationToken.None);
        var last = await lab.ReceiveAsync(arrival => arrival.Headers.GetValueOrDefault("x-slack-retry-num") == "2");

        Assert.IsType<SlackOutcome.Failed>(outcome);
        Assert.Equal("http_error", last.Headers["x-slack-retry-reason"]);
        Assert.Single(lab.Received.Select(arrival => arrival.Json.Text("event_id")).Distinct());
        Assert.Equal(3, lab.Received.Count);
    }

    [Fact]
    public async Task The_app_hears_of_its_own_messages_as_a_bots()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        await lab.PostButtonsAsync("Approve");
        var echo = await lab.ReceiveAsync(arrival => arrival.Path == "/slack/events");

        Assert.Equal((lab.Workspace.Options.BotId, null), (echo.Json["event"].Text("bot_id"), echo.Json["event"].Text("subtype")));
    }

    [Fact]
    public async Task A_press_carries_who_where_and_what()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        var message = await lab.PostButtonsAsync("Approve", "Reject");

        await ana.PressAsync(message, "Reject", CancellationToken.None);
        var press = (await lab.ReceiveAsync(arrival => arrival.Path == "/slack/interactions")).Json;

        Assert.Equal(("block_actions", ana.Account.Id, lab.Workspace.Options.TeamId),
            (press.Text("type"), press["user"].Text("id"), press["user"].Text("team_id")));
        Assert.Equal((message.Ts, ana.Chat.Id), (press["container"].Text("message_ts"), press["container"].Text("channel_id")));
        Assert.Equal(("verb1", "decide", "PX-1|3"),
            (press["actions"]![0].Text("action_id"), press["actions"]![0].Text("block_id"), press["actions"]![0].Text("value")));
        Assert.Equal("Ana, decide", press["message"].Text("text"));
    }

    [Fact]
    public async Task Somebody_of_another_workspace_is_told_apart_by_their_team()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        await lab.Workspace.Person("frida@northwind.example").MentionAsync("hello", CancellationToken.None);
        var mention = lab.Received.Single().Json;

        Assert.Equal(("app_mention", "T0NORTHWIND", "T0NORTHWIND"),
            (mention["event"].Text("type"), mention["event"].Text("user_team"), mention.Text("team_id")));
        Assert.Equal(lab.Workspace.Options.TeamId, mention["authorizations"]![0].Text("team_id"));
    }

    [Fact]
    public async Task A_press_that_is_not_answered_in_time_leaves_a_warning_and_does_not_come_again()
    {
        await using var lab =
            await WorkspaceFixture.StartAsync(new SlackWorkspaceOptions { AnswerWithin = TimeSpan.FromMilliseconds(300) });
        var message = await lab.PostButtonsAsync("Approve");
        var never = new TaskCompletionSource<(int, JsonNode?)>();
        lab.App = _ => never.Task;

        var outcome = await lab.Workspace.Person(Ana).PressAsync(message, "Approve", CancellationToken.None);
        never.SetResult((200, null));

        Assert.IsType<SlackOutcome.Failed>(outcome);
        Assert.NotEmpty(lab.Workspace.Person(Ana).Messages[0].Warnings);
        Assert.Single(lab.Received, arrival => arrival.Path == "/slack/interactions");
    }

    [Fact]
    public async Task The_client_refuses_a_missing_and_a_short_comment_and_sends_nothing()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var view = await OpenAsync(lab);

        var missing = await lab.Workspace.Person(Ana).SubmitAsync(view, new Dictionary<string, string>(), CancellationToken.None);
        var tooShort = await lab.Workspace.Person(Ana)
            .SubmitAsync(view, new Dictionary<string, string> { ["comment"] = "too short" }, CancellationToken.None);

        Assert.Equal(["comment"], Assert.IsType<SlackOutcome.InputsRefused>(missing).Errors.Keys);
        Assert.Equal("Please enter at least 10 characters.", Assert.IsType<SlackOutcome.InputsRefused>(tooShort).Errors["comment"]);
        Assert.DoesNotContain(lab.Received, Submitted);
    }

    [Fact]
    public async Task A_submission_carries_the_state_and_an_empty_answer_closes_the_view()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var view = await OpenAsync(lab);

        var outcome = await SubmitAsync(lab, view);
        var submission = lab.Received.Single(Submitted).Json;

        Assert.IsType<SlackOutcome.ViewClosed>(outcome);
        Assert.Equal("fine until spring", submission["view"]!["state"]!["values"]!["comment"]!["value"].Text("value"));
        Assert.Equal(("approve", "PX-1|3"), (submission["view"].Text("callback_id"), submission["view"].Text("private_metadata")));
        Assert.Empty(lab.Workspace.Person(Ana).Views);
    }

    [Fact]
    public async Task Errors_stand_under_their_inputs_and_what_was_typed_stays()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var view = await OpenAsync(lab);
        lab.App = Answers("""{"response_action":"errors","errors":{"comment":"Say more"}}""");

        var outcome = await SubmitAsync(lab, view);
        var shown = lab.Workspace.Person(Ana).View!;

        Assert.Equal("Say more", Assert.IsType<SlackOutcome.ErrorsShown>(outcome).Errors["comment"]);
        Assert.Equal(("Say more", "fine until spring"), (shown.Errors["comment"], shown.ValueOf("comment")));
    }

    [Theory]
    [InlineData("""{"response_action":"errors","errors":{"elsewhere":"Say more"}}""")]
    [InlineData("""{"response_action":"update","view":{"type":"modal","title":{"type":"plain_text","text":"A title of twenty-five chs"},"blocks":[]}}""")]
    [InlineData("""{"text":"Done"}""")]
    public async Task An_answer_that_Slack_does_not_understand_shows_the_clients_own_words(string answer)
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var view = await OpenAsync(lab);
        lab.App = Answers(answer);

        var outcome = await SubmitAsync(lab, view);

        Assert.IsType<SlackOutcome.Failed>(outcome);
        Assert.Equal("We had some trouble connecting. Try again?", lab.Workspace.Person(Ana).View!.Trouble);
    }

    [Fact]
    public async Task Views_stack_up_to_three_and_a_clear_closes_them_all()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var ana = lab.Workspace.Person(Ana);
        var view = await OpenAsync(lab);
        lab.App = Answers(new JsonObject { ["response_action"] = "push", ["view"] = Modal(Input("comment")) }.ToJsonString());

        var outcomes =
            new List<SlackOutcome> { await SubmitAsync(lab, view), await SubmitAsync(lab, ana.View!), await SubmitAsync(lab, ana.View!) };
        var stack = ana.Views;
        lab.App = Answers("""{"response_action":"clear"}""");
        await SubmitAsync(lab, ana.View!);

        Assert.Equal([typeof(SlackOutcome.ViewPushed), typeof(SlackOutcome.ViewPushed), typeof(SlackOutcome.Failed)],
            outcomes.Select(outcome => outcome.GetType()));
        Assert.Equal((3, stack[1].Id), (stack.Count, stack[2].PreviousId));
        Assert.Empty(ana.Views);
    }

    [Fact]
    public async Task A_choice_tells_the_app_only_where_the_block_asks_for_it()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        var (quiet, telling) = (Input("region", Select()), Input("policyId", Select()));
        telling["dispatch_action"] = true;
        var view = await OpenAsync(lab, quiet, telling);

        await lab.Workspace.Person(Ana).ChooseAsync(view, "region", "b", CancellationToken.None);
        await lab.Workspace.Person(Ana).ChooseAsync(view, "policyId", "b", CancellationToken.None);
        var told =
            lab.Received.Single(arrival => arrival.Path == "/slack/interactions" && arrival.Json.Text("type") == "block_actions").Json;

        Assert.Equal(("policyId", "b"), (told["actions"]![0].Text("block_id"), told["actions"]![0]!["selected_option"].Text("value")));
        Assert.Equal("b", told["view"]!["state"]!["values"]!["region"]!["value"]!["selected_option"].Text("value"));
    }

    [Fact]
    public async Task A_slash_command_that_fails_says_so_in_Slacks_words()
    {
        await using var lab = await WorkspaceFixture.StartAsync();
        lab.App = _ => Task.FromResult<(int, JsonNode?)>((500, null));

        var outcome = await lab.Workspace.Person(Ana).SlashAsync("status PX-1", CancellationToken.None);

        Assert.IsType<SlackOutcome.Failed>(outcome);
        Assert.Equal(("/policy-exception", "status PX-1"), (lab.Received.Single().Form["command"], lab.Received.Single().Form["text"]));
        Assert.Equal("/policy-exception failed with the error \"dispatch_failed\"", lab.Workspace.Person(Ana).Messages.Single().Text);
    }

    [Fact]
    public async Task Deactivating_somebody_is_told_with_the_whole_user()
    {
        await using var lab = await WorkspaceFixture.StartAsync();

        await lab.Workspace.ChangeAsync(Ana, account => account with { Deleted = true }, CancellationToken.None);
        var inner = lab.Received.Single().Json["event"];

        Assert.Equal(("user_change", lab.Workspace.Person(Ana).Account.Id), (inner.Text("type"), inner!["user"].Text("id")));
        Assert.True(inner["user"]!["deleted"]!.GetValue<bool>());
    }

    private static bool Submitted(Arrival arrival) =>
        arrival.Path == "/slack/interactions" && arrival.Json.Text("type") == "view_submission";

    private static Func<Arrival, Task<(int, JsonNode?)>> Answers(string body) =>
        _ => Task.FromResult<(int, JsonNode?)>((200, JsonNode.Parse(body)));

    private static Task<SlackOutcome> SubmitAsync(WorkspaceFixture lab, SlackView view) =>
        lab.Workspace.Person(Ana)
            .SubmitAsync(view, new Dictionary<string, string> { ["comment"] = "fine until spring" }, CancellationToken.None);

    private static async Task<SlackView> OpenAsync(WorkspaceFixture lab, params JsonNode[] blocks)
    {
        await lab.Workspace.Person(Ana).ShortcutAsync(CancellationToken.None);
        await lab.CallAsync("views.open", new JsonObject
        {
            ["trigger_id"] = lab.Received.Last().Json.Text("trigger_id"),
            ["view"] = Modal(blocks.Length == 0 ? [Input("comment")] : blocks),
        });
        return lab.Workspace.Person(Ana).View!;
    }

    private static JsonObject Select() => new()
    {
        ["type"] = "static_select",
        ["action_id"] = "value",
        ["options"] =
            new JsonArray(
                [.. new[] { "a", "b" }.Select(value => new JsonObject { ["text"] = Plain($"Option {value}"), ["value"] = value })]),
    };
}
