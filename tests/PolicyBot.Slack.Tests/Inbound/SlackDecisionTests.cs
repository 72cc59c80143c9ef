using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Decisions: the button, its dialog, and what they may not be made of.</summary>
public sealed class SlackDecisionTests : InteractionTest
{
    [Fact]
    public async Task A_decision_is_asked_for_from_the_button_alone_and_taken_with_its_comment()
    {
        var blocks = await HeldAsync();

        Assert.Null(await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks)));
        var opened = Assert.Single(Slack.Calls);
        Assert.Equal(("views.open", ABot.Trigger), (opened.Method, opened.Arguments["trigger_id"]!.GetValue<string>()));
        Assert.Contains("you accept the remaining risk", opened.Words, StringComparison.Ordinal);
        var dialog = opened.Arguments["view"]!.AsObject();

        foreach (var comment in (string?[])["", null, "too short", "          "])
        {
            var errors = await Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text(comment))));
            Assert.Equal(["comment"], errors!["errors"]!.AsObject().Select(error => error.Key));
        }

        var done =
            Updated(await Bot.InteractAsync(
                Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me until the vendor is ready 👍")))));
        await Bot.Background.DrainAsync();

        Assert.Contains("Approved", done.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Status.Approved, (await Bot.StateAsync(Request.Id)).Status);
        Assert.Contains(Slack.To("chat.update"), update => update.Arguments["channel"]!.GetValue<string>() == Payloads.Direct);
    }

    [Fact]
    public async Task Two_decisions_at_once_are_one_and_the_other_is_told()
    {
        var blocks = await HeldAsync();
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Reject, Button, blocks));
        var dialogs = Slack.To("views.open").Select(call => call.Arguments["view"]!.AsObject()).ToList();

        var answers =
            await Task.WhenAll(
                dialogs.Select(dialog =>
                    Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("What I think of it, in words"))))));

        var decisions = (await Bot.Register.ReadAsync(Request.Id, default))!.Events
            .Count(stored =>
                stored.Json.Contains("\"type\":\"approved\"", StringComparison.Ordinal)
                || stored.Json.Contains("\"type\":\"rejected\"", StringComparison.Ordinal));
        Assert.Equal(1, decisions);
        Assert.All(answers, answer => Assert.Contains(Request.Id.Value, Updated(answer).ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_message_is_not_sent_along_the_sentence_of_accepted_risk_is_looked_up_before_anybody_approves()
    {
        await HeldAsync();

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, isEphemeral: true));

        Assert.Equal(["views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        Assert.Contains("you accept the remaining risk", Slack.Calls[1].Words, StringComparison.Ordinal);
        Assert.Equal(Verbs.Approve, Slack.Calls[1].Arguments["view"]!["callback_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"user":{"id":"UBO","team_id":"TFOREIGN"}}""")]
    [InlineData("""{"user":{"id":"UBO"},"team":{"id":"TFOREIGN"}}""")]
    [InlineData("""{"user":{"id":"UBO"},"team":null}""")]
    [InlineData("""{"user":null}""")]
    [InlineData("""{"user":{"team_id":"T024BE7LD"}}""")]
    [InlineData("""{"actions":[]}""")]
    [InlineData("""{"actions":[{"action_id":"review.obey","value":"PX-7Q2M4X9K|1"}]}""")]
    public async Task Nobody_of_another_workspace_decides_and_nothing_unknown_is_done(string change)
    {
        var blocks = await HeldAsync();
        foreach (var type in (string[])["block_actions", "view_submission"])
        {
            var payload = Payloads.Press(Slack, Verbs.Reject, Button, blocks);
            payload["type"] = type;
            payload["view"] = type == "view_submission"
                ? new JsonObject
                {
                    ["id"] = "V1",
                    ["callback_id"] = change.Contains("actions", StringComparison.Ordinal) ? "review.obey" : Verbs.Reject,
                    ["private_metadata"] = Button
                }
                : null;
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                payload[name] = value?.DeepClone();
            }

            await Bot.InteractAsync(payload);
            await Bot.Background.DrainAsync();
        }

        Assert.Empty(Slack.Calls);
        Assert.Equal(Status.InReview, (await Bot.StateAsync(Request.Id)).Status);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_said_at_the_field_and_what_was_typed_stays()
    {
        var blocks = await HeldAsync();
        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Reject, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        var submission = Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Not with this vendor, sorry")));

        Bot.Stores.AreDown = true;
        var down = await Bot.InteractAsync(submission);
        Bot.Stores.AreDown = false;
        var up = await Bot.InteractAsync(submission);

        Assert.Equal(["comment"], down!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Contains("Rejected", Updated(up).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PX-7Q2M4X9K|99")]
    [InlineData("PX-7Q2M4X9K|-1")]
    [InlineData("PX-7Q2M4X9K")]
    [InlineData("PX-00000000|1")]
    [InlineData("<script>|1")]
    [InlineData("|")]
    [InlineData("")]
    public async Task What_a_client_makes_up_decides_nothing(string value)
    {
        await HeldAsync();
        var dialog =
            new JsonObject
            {
                ["type"] = "modal",
                ["callback_id"] = Verbs.Approve,
                ["private_metadata"] = value,
                ["blocks"] = new JsonArray()
            };

        await Bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, value));
        await Bot.InteractAsync(Payloads.PressIn(dialog, "V1", Verbs.Approve, value));
        await Bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me, go ahead"))));

        Assert.Equal(Status.InReview, (await Bot.StateAsync(Request.Id)).Status);
    }
}
