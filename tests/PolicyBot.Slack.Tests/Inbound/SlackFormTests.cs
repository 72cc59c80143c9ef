using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Slack.Inbound;
using PolicyBot.Slack.Outbound;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>The form, from the command, shortcut or home page to the register.</summary>
public sealed class SlackFormTests : InteractionTest
{
    [Fact]
    public async Task A_request_is_made_from_the_command_to_the_register_in_one_dialog()
    {
        await Bot.People.WriteAsync(ABot.AccountOf(Someone.Bo), default);
        await Bot.CommandAsync("", user: Mallory);
        Assert.Equal(["views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        var view = Shown();
        Assert.Equal(Verbs.Next, view["callback_id"]!.GetValue<string>());

        view = Updated(await Bot.InteractAsync(By(Mallory, Payloads.Submit(view, "V1", ("policyId", Payloads.Option("SEC-MFA"))))));
        Assert.Equal(Verbs.Preview, view["callback_id"]!.GetValue<string>());
        var errors =
            await Bot.InteractAsync(
                By(Mallory, Payloads.Submit(view, "V1", ("title", Payloads.Text("MFA off")), ("justification", Payloads.Text("short")))));
        Assert.Equal("errors", errors!["response_action"]!.GetValue<string>());
        Assert.Contains("justification", errors["errors"]!.AsObject().Select(error => error.Key));

        view = Updated(await Bot.InteractAsync(By(Mallory, Payloads.Submit(view, "V1", Filled))));
        Assert.Equal(Verbs.Submit, view["callback_id"]!.GetValue<string>());
        var submission = By(Mallory, Payloads.Submit(view, "V1"));
        var sent = Updated(await Bot.InteractAsync(submission));
        var again = Updated(await Bot.InteractAsync(submission));

        var id = ExceptionId.Parse(view["private_metadata"]!.GetValue<string>().Split('|')[0]);
        Assert.Equal(Status.InReview, (await Bot.StateAsync(id)).Status);
        Assert.Contains(id.Value, sent.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(id.Value, again.ToJsonString(), StringComparison.Ordinal);
        Assert.Single((await Bot.Register.ReadAsync(id, default))!.Events, stored =>
            stored.Json.Contains("\"submitted\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_choice_alone_changes_no_button_under_the_thumb()
    {
        await Bot.CommandAsync("", user: Mallory);
        var choice = Shown();

        var form = Updated(await Bot.InteractAsync(By(Mallory, Payloads.Submit(choice, "V1", ("policyId", Payloads.Option("SEC-MFA"))))));

        Assert.Null(Policy(choice)["dispatch_action"]); // nothing is drawn anew until Next is pressed
        Assert.True((bool)Policy(form)["dispatch_action"]!); // later the other fields follow at once, and the button stays
        static JsonNode Policy(JsonObject view) => view["blocks"]!.AsArray().Single(block => (string?)block!["block_id"] == "policyId")!;
    }

    [Fact]
    public async Task A_form_that_Slack_refuses_becomes_a_sentence_and_waits_for_nothing()
    {
        Slack.OnCall = call => Task.FromResult(
            call.Method == "views.update" && call.Words.Contains("policyId", StringComparison.Ordinal)
                ? JsonNode.Parse("""{"ok":false,"error":"view_too_large"}""")!.AsObject() : null);

        await Bot.CommandAsync("");

        Assert.Contains("Slack did not take what belongs here (view_too_large).", Slack.Calls[^1].Words, StringComparison.Ordinal);
        Assert.Equal(["views.open", "views.update", "views.update"], Slack.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_form_follows_the_area_that_is_chosen_in_it_once_there_are_many_policies()
    {
        ((FakeCatalog)Bot.Services.GetRequiredService<ICatalog>()).Current = ManyPolicies.Catalog();
        await Bot.CommandAsync("");
        var areas = Shown();
        var policies = Updated(await Bot.InteractAsync(Payloads.Submit(areas, "V1", ("areaId", Payloads.Option("area-05")))));
        Slack.Forget();

        Assert.Null(await Bot.InteractAsync(Payloads.Choose(policies, "V1", "area-07", "areaId")));

        var update = Assert.Single(Slack.Calls);
        Assert.Equal(["areaId"], Inputs(areas));
        Assert.Equal(["areaId", "policyId"], Inputs(policies));
        Assert.Equal(["areaId", "policyId"], Inputs(update.Arguments["view"]!.AsObject()));
        Assert.Contains("A7-1", update.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("A5-1", update.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_follows_the_policy_that_is_chosen_in_it()
    {
        await Bot.CommandAsync("");
        var choice = Shown();
        Slack.Forget();

        Assert.Null(await Bot.InteractAsync(Payloads.Choose(choice, "V1", "SEC-MFA")));

        var update = Assert.Single(Slack.Calls);
        Assert.Equal(("views.update", "V1"), (update.Method, update.Arguments["view_id"]!.GetValue<string>()));
        Assert.Contains("justification", Inputs(update.Arguments["view"]!.AsObject()));
    }

    [Fact]
    public async Task Of_two_choices_the_later_one_is_shown_and_stored_however_long_the_first_one_takes()
    {
        await Bot.CommandAsync("");
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
        Bot.Time.Advance(TimeSpan.FromMinutes(16)); // the directory is asked again

        var slow = Bot.InteractAsync(Payloads.Choose(choice, "V1", "SEC-MFA"));
        await asked.Task;
        await Bot.InteractAsync(Payloads.Choose(choice, "V1", "FIN-SPEND", second: 2));
        first.SetResult();
        await slow;

        var update = Assert.Single(Slack.To("views.update"));
        Assert.Contains("FIN-SPEND", update.Words, StringComparison.Ordinal);
        var id = ExceptionId.Parse(choice["private_metadata"]!.GetValue<string>().Split('|')[0]);
        var draft = await Bot.Services.GetRequiredService<IDrafts>().ReadAsync(ABot.Bo.Person.Person, id, default);
        Assert.Equal("FIN-SPEND", draft!.Inputs["policyId"]);
    }

    [Fact]
    public async Task Of_two_choices_on_two_hosts_the_later_one_is_shown_however_late_the_first_one_is_drawn()
    {
        await Bot.CommandAsync("");
        var choice = Shown();
        var (drawing, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var shown = KeepView(async () =>
        {
            if (drawing.TrySetResult())
            {
                await go.Task;
            }
        });

        var first = PressAsync(AnotherHost(), Payloads.Choose(choice, "V1", "SEC-MFA", second: 1));
        await drawing.Task;
        await PressAsync(AnotherHost(), Payloads.Choose(choice, "V1", "FIN-SPEND", second: 2));
        go.SetResult();
        await first;

        Assert.Contains("FIN-SPEND", shown().ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("field.accountType", Inputs(shown()));
    }

    [Fact]
    public async Task A_choice_that_was_made_before_the_last_one_was_drawn_is_drawn_over_it()
    {
        await Bot.CommandAsync("");
        var choice = Shown();
        var shown = KeepView(() => Task.CompletedTask);

        await PressAsync(AnotherHost(), Payloads.Choose(choice, "V1", "FIN-SPEND", second: 1));
        await PressAsync(AnotherHost(), Payloads.Choose(choice, "V1", "SEC-MFA", second: 2));

        Assert.Contains("field.accountType", Inputs(shown()));
    }

    [Fact]
    public async Task The_shortcut_and_the_home_page_open_the_same_dialog()
    {
        var shortcut = Payloads.Interaction("shortcut");
        shortcut["callback_id"] = "new_exception";
        Assert.Null(await Bot.InteractAsync(shortcut));
        Assert.Null(await Bot.InteractAsync(Payloads.PressIn(new JsonObject { ["type"] = "home" }, "VHOME", Verbs.Request, "|0")));

        Assert.Equal(["views.open", "views.update", "views.open", "views.update"], Slack.Calls.Select(call => call.Method));
        Assert.All(Slack.To("views.update"), update => Assert.Contains("policyId", update.Words, StringComparison.Ordinal));
    }

    private const string Mallory = "UMALLORY";

    private static (string, JsonObject)[] Filled =>
    [
        ("policyId", Payloads.Option("SEC-MFA")),
        ("title", Payloads.Text("MFA off on svc-build")),
        ("justification", Payloads.Text("The build account signs in by script; the vendor has no support for keys before March.")),
        ("scope", Payloads.Text("svc-build, on the build server only")),
        ("field.accountType", Payloads.Option("service")),
        ("expiresOn", Payloads.Day("2027-01-31")),
    ];

    /// <summary>Slack keeps the one view and its hash, and refuses to draw over what a redrawing has not seen.</summary>
    /// <returns>What the view shows.</returns>
    private Func<JsonObject> KeepView(Func<Task> onUpdate)
    {
        var (hash, updates, view) = (Payloads.Hash, 0, new JsonObject());
        Slack.OnCall = async call =>
        {
            if (call.Method != "views.update")
            {
                return null;
            }

            await onUpdate();
            if (call.Arguments["hash"] is { } seen && seen.GetValue<string>() != hash)
            {
                return new JsonObject { ["ok"] = false, ["error"] = "hash_conflict" };
            }

            (hash, view) = ($"hash-{++updates}", call.Arguments["view"]!.AsObject());
            return null;
        };
        return () => view;
    }

    /// <summary>The same Slack and the same stores, and nothing in memory of what others do.</summary>
    private SlackDialogs AnotherHost() => ActivatorUtilities.CreateInstance<SlackDialogs>(Bot.Services);

    private async Task PressAsync(SlackDialogs host, JsonObject payload)
    {
        var bot = await Bot.Services.GetRequiredService<SlackInstallation>().OfBotAsync(default);
        using var pressed = JsonDocument.Parse(payload.ToJsonString());
        var click = SlackParser.InteractionFrom(pressed.RootElement, bot!)!;
        await host.ShowAsync(click, await host.PressAsync(click, default), default);
    }

    private JsonObject Shown() => Slack.To("views.update")[^1].Arguments["view"]!.AsObject();

    private static IEnumerable<string> Inputs(JsonObject view) =>
        view["blocks"]!.AsArray().Where(block => block!["type"]!.GetValue<string>() == "input")
            .Select(block => block!["block_id"]!.GetValue<string>());

    private static JsonObject By(string user, JsonObject payload) => Change(payload, whole => whole["user"]!["id"] = user);
}
