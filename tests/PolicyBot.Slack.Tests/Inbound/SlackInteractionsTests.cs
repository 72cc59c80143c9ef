using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Views;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Buttons, dialogs and commands, from Slack's post to what everybody sees.</summary>
public sealed class SlackInteractionsTests : IAsyncLifetime
{
    private static readonly ARequest Request = new();

    private ABot _bot = null!;

    private ASlack Slack => _bot.Slack;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync();

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task A_request_is_made_from_the_command_to_the_register_in_one_dialog()
    {
        await _bot.People.WriteAsync(ABot.AccountOf(Someone.Bo), default);
        await _bot.CommandAsync("", user: Mallory);
        Assert.Equal(["views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        var view = Shown();
        Assert.Equal(Verbs.Next, view["callback_id"]!.GetValue<string>());

        view = Updated(await _bot.InteractAsync(Of(Mallory, Payloads.Submit(view, "V1", ("policyId", Payloads.Option("SEC-MFA"))))));
        Assert.Equal(Verbs.Preview, view["callback_id"]!.GetValue<string>());
        var errors = await _bot.InteractAsync(Of(Mallory, Payloads.Submit(view, "V1", ("title", Payloads.Text("MFA off")), ("justification", Payloads.Text("short")))));
        Assert.Equal("errors", errors!["response_action"]!.GetValue<string>());
        Assert.Contains("justification", errors["errors"]!.AsObject().Select(error => error.Key));

        view = Updated(await _bot.InteractAsync(Of(Mallory, Payloads.Submit(view, "V1", Filled))));
        Assert.Equal(Verbs.Submit, view["callback_id"]!.GetValue<string>());
        var submission = Of(Mallory, Payloads.Submit(view, "V1"));
        var sent = Updated(await _bot.InteractAsync(submission));
        var again = Updated(await _bot.InteractAsync(submission));

        var id = ExceptionId.Parse(view["private_metadata"]!.GetValue<string>().Split('|')[0]);
        Assert.Equal(Status.InReview, (await _bot.StateAsync(id)).Status);
        Assert.Contains(id.Value, sent.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(id.Value, again.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await _bot.Register.ReadAsync(id, default))!.Events, stored => stored.Json.Contains("\"submitted\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_follows_the_policy_that_is_chosen_in_it()
    {
        await _bot.CommandAsync("");
        var choice = Shown();
        Slack.Forget();

        Assert.Null(await _bot.InteractAsync(Payloads.Choose(choice, "V1", "SEC-MFA")));

        var update = Assert.Single(Slack.Calls);
        Assert.Equal(("views.update", "V1"), (update.Method, update.Arguments["view_id"]!.GetValue<string>()));
        Assert.Contains("justification", Inputs(update.Arguments["view"]!.AsObject()));
    }

    [Fact]
    public async Task Of_two_choices_the_later_one_is_shown_and_stored_however_long_the_first_one_takes()
    {
        await _bot.CommandAsync("");
        var choice = Shown();
        Slack.Forget();
        var first = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        Slack.OnCall = async call =>
        {
            if (call.Method == "users.info" && asked.TrySetResult())
            {
                await first.Task;
            }

            return null;
        };
        _bot.Time.Advance(TimeSpan.FromMinutes(16)); // the directory is asked again

        var slow = _bot.InteractAsync(Payloads.Choose(choice, "V1", "SEC-MFA"));
        await asked.Task;
        await _bot.InteractAsync(Payloads.Choose(choice, "V1", "FIN-SPEND"));
        first.SetResult();
        await slow;

        var update = Assert.Single(Slack.To("views.update"));
        Assert.Contains("FIN-SPEND", update.Words, StringComparison.Ordinal);
        var id = ExceptionId.Parse(choice["private_metadata"]!.GetValue<string>().Split('|')[0]);
        var draft = await _bot.Services.GetRequiredService<IDrafts>().ReadAsync(ABot.Bo.Person.Person, id, default);
        Assert.Equal("FIN-SPEND", draft!.Inputs["policyId"]);
    }

    [Fact]
    public async Task The_shortcut_and_the_home_page_open_the_same_dialog()
    {
        var shortcut = Payloads.Interaction("shortcut");
        shortcut["callback_id"] = "new_exception";
        Assert.Null(await _bot.InteractAsync(shortcut));
        Assert.Null(await _bot.InteractAsync(Payloads.PressIn(new JsonObject { ["type"] = "home" }, "VHOME", Verbs.Request, "|0")));

        Assert.Equal(["views.open", "views.update", "views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        Assert.All(Slack.To("views.update"), update => Assert.Contains("policyId", update.Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_shortcut_and_the_recorded_one_do_nothing()
    {
        Assert.Null(await _bot.InteractAsync(Sample.Object("interaction.shortcut.json")));
        Assert.Null(await _bot.InteractAsync(Payloads.Interaction("message_action")));

        Assert.Empty(Slack.Calls);
    }

    [Fact]
    public async Task A_decision_is_asked_for_from_the_button_alone_and_taken_with_its_comment()
    {
        var blocks = await HeldAsync();

        Assert.Null(await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks)));
        var opened = Assert.Single(Slack.Calls);
        Assert.Equal(("views.open", ABot.Trigger), (opened.Method, opened.Arguments["trigger_id"]!.GetValue<string>()));
        Assert.Contains("you accept the remaining risk", opened.Words, StringComparison.Ordinal);
        var dialog = opened.Arguments["view"]!.AsObject();

        foreach (var comment in (string?[])["", null, "too short", "          "])
        {
            var errors = await _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text(comment))));
            Assert.Equal(["comment"], errors!["errors"]!.AsObject().Select(error => error.Key));
        }

        var done = Updated(await _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me until the vendor is ready 👍")))));
        await _bot.Background.DrainAsync();

        Assert.Contains("Approved", done.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Status.Approved, (await _bot.StateAsync(Request.Id)).Status);
        Assert.Contains(Slack.To("chat.update"), update => update.Arguments["channel"]!.GetValue<string>() == Payloads.Direct);
    }

    [Fact]
    public async Task Two_decisions_at_once_are_one_and_the_other_is_told()
    {
        var blocks = await HeldAsync();
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Reject, Button, blocks));
        var dialogs = Slack.To("views.open").Select(call => call.Arguments["view"]!.AsObject()).ToList();

        var answers = await Task.WhenAll(dialogs.Select(dialog => _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("What I think of it, in words"))))));

        var decisions = (await _bot.Register.ReadAsync(Request.Id, default))!.Events
            .Count(stored => stored.Json.Contains("\"type\":\"approved\"", StringComparison.Ordinal) || stored.Json.Contains("\"type\":\"rejected\"", StringComparison.Ordinal));
        Assert.Equal(1, decisions);
        Assert.All(answers, answer => Assert.Contains(Request.Id.Value, Updated(answer).ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_message_is_not_sent_along_the_sentence_of_accepted_risk_is_looked_up_before_anybody_approves()
    {
        await HeldAsync();

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, isEphemeral: true));

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
                ? new JsonObject { ["id"] = "V1", ["callback_id"] = change.Contains("actions", StringComparison.Ordinal) ? "review.obey" : Verbs.Reject, ["private_metadata"] = Button }
                : null;
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                payload[name] = value?.DeepClone();
            }

            await _bot.InteractAsync(payload);
            await _bot.Background.DrainAsync();
        }

        Assert.Empty(Slack.Calls);
        Assert.Equal(Status.InReview, (await _bot.StateAsync(Request.Id)).Status);
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
        Assert.Null(await _bot.InteractAsync(Sample.Object(sample)));

        Assert.Empty(Slack.Calls);
    }

    [Fact]
    public async Task A_list_that_is_asked_for_is_empty()
    {
        var answer = await _bot.InteractAsync(Sample.Object("interaction.block_suggestion.json"));

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

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await _bot.CommandAsync("");
        await _bot.InteractAsync(Payloads.PressIn(new JsonObject { ["type"] = "home" }, "VHOME", Verbs.Request, "|0"));

        Assert.Equal(["views.open", "respond", "views.open", "respond", "views.open", "chat.postMessage"], Slack.Calls.Select(call => call.Method));
        Assert.All(Slack.Calls.Where(call => call.Method != "views.open"), told => Assert.Contains(SlackWords.NotInTime, told.Words, StringComparison.Ordinal));
        Assert.All(Slack.To("respond"), told => Assert.False(told.Arguments["replace_original"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_button_of_a_message_draws_the_message_anew_and_one_that_shows_more_opens_a_dialog()
    {
        await HeldAsync();

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button));
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Details, Button));

        Assert.Equal(["chat.update", "views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        Assert.Equal((Payloads.Direct, "1790000000.000001"), (Slack.Calls[0].Arguments["channel"]!.GetValue<string>(), Slack.Calls[0].Arguments["ts"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_message_that_is_gone_is_sent_anew()
    {
        await HeldAsync();
        Slack.OnCall = call => Task.FromResult(call.Method == "chat.update" ? new JsonObject { ["ok"] = false, ["error"] = "message_not_found" } : null);

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button));

        Assert.Equal(["chat.update", "chat.postMessage"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task What_is_pressed_in_a_channel_is_answered_in_a_dialog_and_changes_nothing_there()
    {
        await HeldAsync();

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button, channel: "C1"));

        Assert.Equal(["views.open", "views.update"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task Words_after_the_command_are_answered_for_one_persons_eyes_and_so_is_what_they_press_there()
    {
        await HeldAsync();
        await _bot.CommandAsync("approvals");
        var answer = Assert.Single(Slack.Calls);
        Assert.Equal(("respond", "ephemeral"), (answer.Method, answer.Arguments["response_type"]!.GetValue<string>()));
        Assert.Contains(Request.Id.Value, answer.Words, StringComparison.Ordinal);
        Slack.Forget();

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Mine, "|0", isEphemeral: true));

        Assert.True(Assert.Single(Slack.To("respond")).Arguments["replace_original"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Where_a_response_URL_is_used_up_the_answer_comes_as_a_direct_message()
    {
        Slack.OnCall = call => Task.FromResult<JsonObject?>(null);
        await _bot.InteractAsync(Change(Payloads.Press(Slack, Verbs.Mine, "|0", isEphemeral: true), payload => payload["response_url"] = "https://evil.example/s3cret"));

        Assert.Equal(["chat.postMessage"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_command_of_another_workspace_gets_an_empty_answer()
    {
        await _bot.CommandAsync("", team: "TFOREIGN");
        await _bot.CommandAsync("approvals", team: "");
        await _bot.CommandAsync("", user: "");

        Assert.Empty(Slack.Calls);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_said_at_the_field_and_what_was_typed_stays()
    {
        var blocks = await HeldAsync();
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Reject, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        var submission = Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Not with this vendor, sorry")));

        _bot.Stores.AreDown = true;
        var down = await _bot.InteractAsync(submission);
        _bot.Stores.AreDown = false;
        var up = await _bot.InteractAsync(submission);

        Assert.Equal(["comment"], down!["errors"]!.AsObject().Select(error => error.Key));
        Assert.Contains("Rejected", Updated(up).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_takes_longer_than_Slack_waits_is_drawn_after_and_what_was_typed_is_not_lost()
    {
        var blocks = await HeldAsync();
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        Slack.Forget();
        var (asked, go) = HoldDirectory();

        var answering = _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("too short")), ("expiresOn", Payloads.Day("2027-01-31"))));
        await asked;
        _bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        var loading = Updated(await answering);
        go();
        _bot.AnswerClock.Advance(TimeSpan.FromSeconds(1));
        await _bot.Background.DrainAsync();

        Assert.Null(loading["submit"]);
        var drawn = Assert.Single(Slack.To("views.update")).Arguments["view"]!.AsObject();
        Assert.Equal((Verbs.Approve, Button), (drawn["callback_id"]!.GetValue<string>(), drawn["private_metadata"]!.GetValue<string>()));
        Assert.Contains("\"initial_value\":\"too short\"", drawn.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"initial_date\":\"2027-01-31\"", drawn.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Status.InReview, (await _bot.StateAsync(Request.Id)).Status);
    }

    [Fact]
    public async Task A_slow_decision_is_taken_all_the_same_and_shown_when_it_is()
    {
        var blocks = await HeldAsync();
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        var dialog = Slack.To("views.open")[0].Arguments["view"]!.AsObject();
        var (asked, go) = HoldDirectory();

        var answering = _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me, go ahead"))));
        await asked;
        _bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        await answering;
        go();
        _bot.AnswerClock.Advance(TimeSpan.FromSeconds(1));
        await _bot.Background.DrainAsync();

        Assert.Equal(Status.Approved, (await _bot.StateAsync(Request.Id)).Status);
        Assert.Contains(Slack.To("views.update"), update => update.Words.Contains("Approved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slow_button_is_acknowledged_in_time_and_answered_after()
    {
        await HeldAsync();
        var (asked, go) = HoldDirectory();

        var answering = _bot.InteractAsync(Payloads.Press(Slack, Verbs.Status, Button));
        await asked;
        _bot.AnswerClock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await answering);
        Assert.Empty(Slack.Calls);
        go();
        await _bot.Background.DrainAsync();

        Assert.Single(Slack.To("chat.update"));
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
        var dialog = new JsonObject { ["type"] = "modal", ["callback_id"] = Verbs.Approve, ["private_metadata"] = value, ["blocks"] = new JsonArray() };

        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, value));
        await _bot.InteractAsync(Payloads.PressIn(dialog, "V1", Verbs.Approve, value));
        await _bot.InteractAsync(Payloads.Submit(dialog, "V1", ("comment", Payloads.Text("Fine with me, go ahead"))));

        Assert.Equal(Status.InReview, (await _bot.StateAsync(Request.Id)).Status);
    }

    [Fact]
    public async Task No_secret_and_nothing_that_somebody_typed_is_logged()
    {
        var blocks = await HeldAsync();
        await _bot.EventAsync(Payloads.Message("typedWords"));
        await _bot.CommandAsync("typedWords");
        await _bot.CommandAsync("");
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await _bot.InteractAsync(Payloads.Submit(Slack.To("views.open")[^1].Arguments["view"]!.AsObject(), "V1", ("comment", Payloads.Text("typedWords"))));
        Slack.OnCall = call => throw new InvalidOperationException("Slack breaks");
        await _bot.InteractAsync(Payloads.Press(Slack, Verbs.Approve, Button, blocks));
        await _bot.CommandAsync("typedWords");
        await _bot.Background.DrainAsync();

        Assert.NotEmpty(_bot.Log.All);
        foreach (var secret in (string[])["s3cret", "typedWords", "xoxb", "0123456789abcdef"])
        {
            Assert.DoesNotContain(secret, _bot.Log.All, StringComparison.Ordinal);
        }
    }

    private const string Mallory = "UMALLORY";

    private static string Button => $"{Request.Id}|1";

    private static (string, JsonObject)[] Filled =>
    [
        ("policyId", Payloads.Option("SEC-MFA")),
        ("title", Payloads.Text("MFA off on svc-build")),
        ("justification", Payloads.Text("The build account signs in by script; the vendor has no support for keys before March.")),
        ("scope", Payloads.Text("svc-build, on the build server only")),
        ("field.accountType", Payloads.Option("service")),
        ("expiresOn", Payloads.Day("2027-01-31")),
    ];

    /// <summary>A request waits for Bo; its card was sent, and that is forgotten.</summary>
    /// <returns>The blocks of the card.</returns>
    private async Task<JsonArray> HeldAsync()
    {
        await _bot.HoldAsync(Request.InReview());
        var card = Slack.To("chat.postMessage").Last(call => call.Words.Contains(Verbs.Approve, StringComparison.Ordinal));
        Slack.Forget();
        return card.Arguments["blocks"]!.AsArray();
    }

    /// <summary>Keeps the directory from answering until told.</summary>
    private (Task Asked, Action Go) HoldDirectory()
    {
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        _bot.Time.Advance(TimeSpan.FromMinutes(16)); // what it said is asked for again
        Slack.OnCall = async call =>
        {
            if (call.Method == "users.info")
            {
                asked.TrySetResult();
                await go.Task;
            }

            return null;
        };
        return (asked.Task, go.SetResult);
    }

    private JsonObject Shown() => Slack.To("views.update")[^1].Arguments["view"]!.AsObject();

    private static JsonObject Updated(JsonObject? answer)
    {
        Assert.True(answer?["response_action"]?.GetValue<string>() == "update", answer?.ToJsonString() ?? "an empty answer");
        return answer!["view"]!.AsObject();
    }

    private static IEnumerable<string> Inputs(JsonObject view) =>
        view["blocks"]!.AsArray().Where(block => block!["type"]!.GetValue<string>() == "input").Select(block => block!["block_id"]!.GetValue<string>());

    private static JsonObject Of(string user, JsonObject payload) => Change(payload, whole => whole["user"]!["id"] = user);

    private static JsonObject Change(JsonObject payload, Action<JsonObject> change)
    {
        change(payload);
        return payload;
    }
}
