using System.Text.Json.Nodes;
using PolicyBot.Application.Views;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Buttons, dialogs and commands, from Slack's post to what each person sees.</summary>
public sealed class SlackInteractionsTests : InteractionTest
{
    [Fact]
    public async Task Another_shortcut_and_the_recorded_one_do_nothing()
    {
        Assert.Null(await Bot.InteractAsync(Sample.Object("interaction.shortcut.json")));
        Assert.Null(await Bot.InteractAsync(Payloads.Interaction("message_action")));

        Assert.Empty(Slack.Calls);
    }

    [Theory]
    [InlineData("interaction.view_submission.slack_connect.json")]
    [InlineData("interaction.view_submission.json")]
    [InlineData("interaction.view_closed.json")]
    [InlineData("interaction.block_actions.home.json")]
    [InlineData("interaction.block_actions.message.json")]
    [InlineData("interaction.block_actions.thread_state.json")]
    public async Task Recorded_interactions_of_other_workspaces_get_an_empty_answer(string sample)
    {
        Assert.Null(await Bot.InteractAsync(Sample.Object(sample)));

        Assert.Empty(Slack.Calls);
    }

    [Fact]
    public async Task A_list_that_is_asked_for_is_empty()
    {
        var answer = await Bot.InteractAsync(Sample.Object("interaction.block_suggestion.json"));

        Assert.Equal("""{"options":[]}""", answer!.ToJsonString());
    }

    [Theory]
    [InlineData("expired_trigger_id")]
    [InlineData("exchanged_trigger_id")]
    [InlineData("fatal_error")]
    public async Task Where_no_dialog_opens_the_person_is_told_to_press_again_and_nothing_is_done(string error)
    {
        var blocks = await HeldAsync();
        Slack.OnCall = call => Task.FromResult(call.Method == "views.open" ? new JsonObject { ["ok"] = false, ["error"] = error } : null);

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await Bot.CommandAsync("");
        await Bot.InteractAsync(Payloads.PressIn(new JsonObject { ["type"] = "home" }, "VHOME", Verbs.Request, "|0"));

        Assert.Equal(
            ["views.open", "respond", "views.open", "respond", "views.open", "chat.postMessage"], Slack.Calls.Select(call => call.Method));
        Assert.All(Slack.Calls.Where(call => call.Method != "views.open"), told =>
            Assert.Contains(SlackWords.NotInTime, told.Words, StringComparison.Ordinal));
        Assert.All(Slack.To("respond"), told => Assert.False(told.Arguments["replace_original"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_button_of_a_message_draws_the_message_anew_and_one_that_shows_more_opens_a_dialog()
    {
        await HeldAsync();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button));
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Details, Button));

        Assert.Equal(["chat.update", "views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        Assert.Equal((Payloads.Direct, "1790000000.000001"),
            (Slack.Calls[0].Arguments["channel"]!.GetValue<string>(), Slack.Calls[0].Arguments["ts"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_sent_anew()
    {
        await HeldAsync();
        Slack.OnCall = call =>
            Task.FromResult(call.Method == "chat.update" ? new JsonObject { ["ok"] = false, ["error"] = "message_not_found" } : null);

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button));

        Assert.Equal(["chat.update", "chat.postMessage"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task What_is_pressed_in_a_channel_is_answered_in_a_dialog_and_changes_nothing_there()
    {
        await HeldAsync();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button, channel: "C1"));

        Assert.Equal(["views.open", "views.update"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task Words_after_the_command_are_answered_for_one_persons_eyes_and_so_is_what_they_press_there()
    {
        await HeldAsync();
        await Bot.CommandAsync("approvals");
        var answer = Assert.Single(Slack.Calls);
        Assert.Equal(("respond", "ephemeral"), (answer.Method, answer.Arguments["response_type"]!.GetValue<string>()));
        Assert.Contains(Request.Id.Value, answer.Words, StringComparison.Ordinal);
        Slack.Forget();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Mine, "|0", isEphemeral: true));

        Assert.True(Assert.Single(Slack.To("respond")).Arguments["replace_original"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Where_a_response_URL_is_used_up_the_answer_comes_as_a_direct_message()
    {
        Slack.OnCall = call => Task.FromResult<JsonObject?>(null);
        await Bot.InteractAsync(
            Change(Payloads.Press(Slack, Verbs.Mine, "|0", isEphemeral: true), payload =>
                payload["response_url"] = "https://evil.example/s3cret"));

        Assert.Equal(["chat.postMessage"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_command_of_another_workspace_gets_an_empty_answer()
    {
        await Bot.CommandAsync("", team: "TFOREIGN");
        await Bot.CommandAsync("approvals", team: "");
        await Bot.CommandAsync("", user: "");

        Assert.Empty(Slack.Calls);
    }

    [Fact]
    public async Task No_secret_and_nothing_that_somebody_typed_is_logged()
    {
        var blocks = await HeldAsync();
        await Bot.EventAsync(Payloads.Message("typedWords"));
        await Bot.CommandAsync("typedWords");
        await Bot.CommandAsync("");
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await Bot.InteractAsync(
            Payloads.Submit(Slack.To("views.open")[^1].Arguments["view"]!.AsObject(), "V1", ("comment", Payloads.Text("typedWords"))));
        Slack.OnCall = call => throw new InvalidOperationException("Slack breaks");
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await Bot.CommandAsync("typedWords");
        await Bot.Background.DrainAsync();

        Assert.NotEmpty(Bot.Log.All);
        foreach (var secret in (string[])["s3cret", "typedWords", "xoxb", "0123456789abcdef"])
        {
            Assert.DoesNotContain(secret, Bot.Log.All, StringComparison.Ordinal);
        }
    }
}
