using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Slack.Inbound;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Answers that take longer than Slack waits.</summary>
public sealed class SlowAnswerTests : InteractionTest
{
    [Fact]
    public async Task An_answer_that_takes_longer_than_Slack_waits_is_drawn_after_and_what_was_typed_is_not_lost()
    {
        var blocks = await HeldAsync();
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        Slack.Forget();
        var (asked, go) = HoldDirectory();

        var answering =
            Bot.InteractAsync(
                Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("too short")), ("expiresOn", Payloads.Day("2027-01-31"))));
        await asked;
        Bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        var loading = Updated(await answering);
        go();
        Bot.AnswerClock.Advance(TimeSpan.FromSeconds(1));
        await Bot.Background.DrainAsync();

        Assert.Null(loading["submit"]);
        var drawn = Assert.Single(Slack.To("views.update")).Arguments["view"]!.AsObject();
        Assert.Equal((Verbs.Approve, Button), (drawn["callback_id"]!.GetValue<string>(), drawn["private_metadata"]!.GetValue<string>()));
        Assert.Contains("\"initial_value\":\"too short\"", drawn.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"initial_date\":\"2027-01-31\"", drawn.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Status.InReview, (await Bot.StateAsync(Request.Id)).Status);
    }

    [Fact]
    public async Task A_slow_decision_is_taken_all_the_same_and_shown_when_it_is()
    {
        var blocks = await HeldAsync();
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        var (asked, go) = HoldDirectory();

        var answering = Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me, go ahead"))));
        await asked;
        Bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        await answering;
        go();
        Bot.AnswerClock.Advance(TimeSpan.FromSeconds(1));
        await Bot.Background.DrainAsync();

        Assert.Equal(Status.Approved, (await Bot.StateAsync(Request.Id)).Status);
        Assert.Contains(Slack.To("views.update"), update => update.Words.Contains("Approved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dialog_that_Slack_cannot_redraw_just_then_is_redrawn_a_moment_later()
    {
        await HeldAsync();
        var (refused, drawn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Slack.OnCall = call => Task.FromResult(call.Method != "views.update" ? null
            : refused.TrySetResult() ? new JsonObject { ["ok"] = false, ["error"] = "service_unavailable" }
            : Drawn());

        var answering = Bot.InteractAsync(Payloads.Press(Slack, Verbs.Details, Button));
        await refused.Task;
        while (!drawn.Task.IsCompleted)
        {
            Bot.AnswerClock.Advance(TimeSpan.FromSeconds(0.2));
            await Task.WhenAny(drawn.Task, Task.Delay(20));
        }

        await answering;
        await Bot.Background.DrainAsync();

        Assert.Equal(2, Slack.To("views.update").Count);

        JsonObject? Drawn()
        {
            drawn.TrySetResult();
            return null;
        }
    }

    [Fact]
    public async Task While_Slack_does_not_say_who_we_are_a_dialog_is_answered_in_time_and_keeps_what_was_typed()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Slack.OnCall = async call =>
        {
            if (call.Method == "auth.test")
            {
                asked.TrySetResult();
                await go.Task;
            }

            return null;
        };
        var dialog = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = Verbs.Approve,
            ["private_metadata"] = Button,
            ["blocks"] = new JsonArray(new JsonObject { ["type"] = "input", ["block_id"] = "comment" }),
        };

        var answering = Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me, go ahead"))));
        await asked.Task;
        Bot.AnswerClock.Advance(AckDeadline.WhoWithin);
        var errors = await answering;
        go.SetResult();
        await Bot.Background.DrainAsync();

        Assert.Equal(SlackWords.SlackDown, errors!["errors"]!["comment"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_only_opens_a_dialog_is_acknowledged_before_Slack_has_opened_it()
    {
        var blocks = await HeldAsync();
        var go = new TaskCompletionSource();
        Slack.OnCall = async call =>
        {
            await go.Task;
            return null;
        };

        Assert.Null(await Bot.AnswerAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks)));
        Assert.Null(await Bot.AnswerAsync(Payloads.Press(Slack, Verbs.Details, Button, blocks)));
        go.SetResult();
        await Bot.Background.DrainAsync();

        Assert.Equal(2, Slack.To("views.open").Count);
    }

    [Fact]
    public async Task What_a_button_does_is_stored_before_it_is_acknowledged_and_shown_after()
    {
        await Bot.HoldAsync(new ARequest { Owner = Someone.Bo, Stages = [AStage.Needs(1, Someone.Ana)] }.InReview());
        Slack.Forget();
        var go = new TaskCompletionSource();
        Slack.OnCall = async call =>
        {
            await (call.Method == "chat.update" ? go.Task : Task.CompletedTask);
            return null;
        };

        Assert.Null(await Bot.AnswerAsync(Payloads.Press(Slack, Verbs.OwnerAccept, Button)));
        var stored = (await Bot.Register.ReadAsync(Request.Id, default))!.Events[^1].Json;
        go.SetResult();
        await Bot.Background.DrainAsync();

        Assert.Contains("\"type\":\"ownerAccepted\"", stored, StringComparison.Ordinal);
        Assert.NotEmpty(Slack.To("chat.update"));
    }

    [Fact]
    public async Task A_slow_button_is_acknowledged_in_time_and_answered_after()
    {
        await HeldAsync();
        var (asked, go) = HoldDirectory();

        var answering = Bot.AnswerAsync(Payloads.Press(Slack, Verbs.Status, Button));
        await asked;
        Bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await answering);
        Assert.Empty(Slack.Calls);
        go();
        await Bot.Background.DrainAsync();

        Assert.Single(Slack.To("chat.update"));
    }
}
