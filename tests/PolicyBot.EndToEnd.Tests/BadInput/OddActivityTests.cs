using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.EndToEnd.Tests.BadInput;

[Collection(DoorTests.Name)]
public sealed class OddActivityTests(DoorLab running) : DoorTest(running)
{
    private static readonly string Long = new('y', 200 * 1024);

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("conversationUpdate")]
    [InlineData("somethingOfNextYear")]
    public async Task Unknown_kinds_of_activity_are_answered_200_and_mean_nothing(string type)
    {
        var activity = Message();
        activity["type"] = type;

        var (status, _) = await WithoutTraceAsync(() => PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue()));

        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData("task/fetch")]
    [InlineData("signin/verifyState")]
    [InlineData(null)]
    public async Task Unknown_invokes_are_answered_501(string? name)
    {
        var activity = await InvokeAsync("show.help");
        activity["name"] = name;

        var (status, _) = await WithoutTraceAsync(() => PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue()));

        Assert.Equal(501, status);
    }

    [Theory]
    [InlineData("review.approveEverything")]
    [InlineData("REVIEW.APPROVE")]
    [InlineData("")]
    public async Task An_unknown_verb_is_an_error_at_the_card(string verb)
    {
        var activity = await InvokeAsync(verb);

        var (status, body) = await WithoutTraceAsync(() => PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue()));

        Assert.Equal((200, 400), (status, JsonNode.Parse(body)!["statusCode"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{ "id": { "a": [1] }, "revision": "soon" }""")]
    [InlineData("""{ "id": 7, "revision": 99999999999999999999 }""")]
    [InlineData("""{ "id": "' or PartitionKey ne '", "revision": -1 }""")]
    [InlineData("""{ "id": "../../head", "comment": [["x"]] }""")]
    [InlineData("""{ "id": "PX-\u0000\u0001\uffff", "comment": "\u0000 null and nothing" }""")]
    [InlineData("""{ "id": "PX-00000000", "comment": "half a pair \ud83d in it" }""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Odd_data_of_a_button_is_answered_and_changes_nothing(string data)
    {
        string[] verbs =
        [
            "review.approve", "request.submit", "request.revise", "request.withdraw", "request.comment", "grant.renew", "grant.close",
                "owner.accept", "queue.next", "show.status", "show.history",
        ];
        var activities = new List<string>();
        foreach (var verb in verbs)
        {
            activities.Add((await InvokeAsync(verb)).ToJsonString().Replace("\"data\":{}", $"\"data\":{data}", StringComparison.Ordinal));
        }

        var answers =
            await WithoutTraceAsync(() => Task.WhenAll(activities.Select(activity => PostAsync(activity, Lab.Tenant.Tokens.Issue()))));

        var status = data.Contains("[[", StringComparison.Ordinal) ? 400 : 200; // a list where text belongs
        Assert.All(answers, answer =>
            Assert.Equal((200, status), (answer.Status, JsonNode.Parse(answer.Body)!["statusCode"]!.GetValue<int>())));
    }

    [Fact]
    public async Task An_activity_full_of_nonsense_is_answered_200_and_nobody_is_written_to()
    {
        var activity = Message();
        activity["from"] = new JsonObject { ["id"] = 5, ["aadObjectId"] = null };
        activity["entities"] = new JsonArray(1, "x", null, new JsonObject { ["type"] = "mention", ["mentioned"] = "nobody" });
        activity["attachments"] = new JsonArray((JsonNode?)null);
        activity["timestamp"] = "yesterday";
        activity["somethingNew"] = new JsonArray(new JsonArray(new JsonArray()));
        var sent = Lab.Tenant.Requests.Count;

        var (status, _) = await PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue());
        await Record.DrainAsync();

        Assert.Equal((200, sent), (status, Lab.Tenant.Requests.Count));
    }

    [Fact]
    public async Task Words_of_an_account_that_Teams_does_not_name_are_answered_with_why_nothing_is_done()
    {
        var activity = Message();
        activity["from"]!.AsObject().Remove("aadObjectId");
        activity["locale"] = "de-DE";

        var (status, _) = await PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue());
        await Record.DrainAsync();

        Assert.Equal(200, status);
        Assert.Contains("kann nicht erkennen, wer Sie sind", Lab.Tenant.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_text_of_200_KB_is_not_understood_and_not_kept()
    {
        var activity = Message(Long);
        activity.Remove("attachments"); // the same text once more
        var before = Sal.Cards.Count;

        var (status, _) = await PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue());
        await Record.DrainAsync();

        Assert.Equal(200, status);
        Sal.Cards[before].Says("I did not understand that.");
        Assert.DoesNotContain(await Record.AllRowsAsync(), row =>
            row.Contains("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_input_of_200_KB_is_refused_with_words_and_not_kept()
    {
        var form = await (await Sal.SayAsync("request")).PressAsync("Next", ("policyId", Cast.LeavePolicy));
        var data = DataOf(form, "Preview");
        data["justification"] = Long;

        var outcome = await WithoutTraceAsync(() => Sal.Teams.ExecuteAsync(form.Message, "request.preview", data, Deadline));

        Assert.Contains("That is far too long", Assert.IsType<ClickOutcome.NoticeShown>(outcome).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_over_its_limit_is_refused_at_its_field_and_nothing_is_cut()
    {
        var form = await (await Sal.SayAsync("request")).PressAsync("Next", ("policyId", Cast.LeavePolicy));
        var data = DataOf(form, "Preview");
        var typed = new string('j', 3001);
        (data["justification"], data["title"], data["scope"], data["expiresOn"]) =
            (typed, "over the limit", "The account", Wish.Day(Today.AddDays(3)));

        var outcome = await Sal.Teams.ExecuteAsync(form.Message, "request.preview", data, Deadline);

        var again = new Shown(Sal, form.Message, Assert.IsType<ClickOutcome.CardShown>(outcome).Card);
        again.Says("At most 3000 characters; this has 3001.");
        Assert.Equal(typed, again.ValueOf("justification"));
    }

    [Fact]
    public async Task A_comment_that_was_cut_inside_an_emoji_is_taken_all_the_same()
    {
        var id = (await Sal.AskAsync(Leave("leave with emoji"))).Id;
        var asked = await Ana.SeeAsync(id, "Approve");
        var data = DataOf(asked, "Approve");
        data["comment"] = "CUT";
        var activity = Lab.Tenant.ExecuteActivity(Ana.Email, asked.Message, "review.approve", data).ToJsonString()
            .Replace("CUT", "Fine with me, have fun \\ud83d", StringComparison.Ordinal);

        var (status, _) = await PostAsync(activity, Lab.Tenant.Tokens.Issue());

        Assert.Equal(200, status);
        (await Sal.ReadAsync(id, "· Approved")).Says("Fine with me, have fun \ufffd");
    }

    [Fact]
    public async Task Other_people_s_exceptions_are_neither_shown_nor_changed_whatever_is_pressed()
    {
        var id = (await Sal.AskAsync(HumanAccount("svc-private"))).Id;
        await Ana.SeeAsync(id, "Approve");
        var help = await Fay.SayAsync("help");
        await Record.DrainAsync();
        var facts = await Record.FactsAsync(id);
        string[] verbs =
        [
            "review.approve", "review.reject", "review.changes", "request.revise", "request.askWithdraw", "request.withdraw",
                "request.again", "request.submit", "request.edit",
            "request.discard", "request.preview", "request.askComment", "request.comment", "owner.accept", "owner.decline", "grant.renew",
                "grant.askClose", "grant.close",
            "grant.letItEnd", "grant.askRevoke", "grant.revoke", "queue.next", "queue.skip", "show.status", "show.history",
        ];

        var answers = new List<string>();
        foreach (var verb in verbs)
        {
            var outcome =
                await WithoutTraceAsync(() => Fay.ExecuteAsync(help.Message, verb, id, 1, ("comment", "Nobody asked me, I know.")));
            answers.Add($"{verb}: {outcome}");
        }

        Assert.All(answers, answer => Assert.DoesNotContain("svc-private", answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain("Sal Ortiz", answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain("SomethingWentWrong", answer, StringComparison.Ordinal));
        Assert.Equal(facts, await Record.FactsAsync(id));
    }

    [Fact]
    public async Task A_message_that_is_delivered_three_times_is_answered_once()
    {
        var before = Fay.Cards.Count;
        var activity = Lab.Tenant.TextActivity(Fay.Email, "help");

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Lab.Tenant.DeliverAsync(activity, Lab.Tenant.Tokens.Issue(), Deadline)));
        Lab.Clock.Advance(TimeSpan.FromMinutes(1)); // by then a host has processed all that came in
        await Record.DrainAsync();

        Assert.Equal(before + 1, Fay.Cards.Count);
    }

    private static JsonObject DataOf(Shown shown, string button) =>
        CardForm.Read(shown.Card).Find(button)!.Action["data"]!.DeepClone().AsObject();

    private async Task<JsonObject> InvokeAsync(string verb)
    {
        var card = Sal.Cards.Count > 0 ? Sal.Cards[^1] : await Sal.SayAsync("help");
        return Lab.Tenant.ExecuteActivity(Sal.Email, card.Message, verb, []);
    }
}
