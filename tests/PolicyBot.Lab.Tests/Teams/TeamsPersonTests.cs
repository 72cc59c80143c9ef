using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class TeamsPersonTests
{
    private const string Ana = "ana@contoso.example";
    private static readonly Dictionary<string, string> _comment = new() { ["comment"] = "Vendor date is confirmed." };

    [Fact]
    public async Task A_typed_message_reaches_the_bot_with_the_sender_proven_by_ids()
    {
        await using var lab = await TenantFixture.StartAsync();
        var ana = lab.Tenant.Person(Ana);

        await ana.SayAsync("approvals", CancellationToken.None);
        var (activity, authorization) = lab.Received.Single();

        Assert.StartsWith("Bearer ", authorization, StringComparison.Ordinal);
        Assert.Equal(("message", "approvals", "msteams"), (activity.Text("type"), activity.Text("text"), activity.Text("channelId")));
        Assert.Equal((ana.Account.Mri, ana.Account.ObjectId), (activity["from"].Text("id"), activity["from"].Text("aadObjectId")));
        Assert.Equal("28:" + lab.Tenant.Options.AppId, activity["recipient"].Text("id"));
        Assert.Equal((ana.Chat.Id, "personal"), (activity["conversation"].Text("id"), activity["conversation"].Text("conversationType")));
        Assert.Equal(lab.Tenant.Options.TenantId, activity["channelData"]!["tenant"].Text("id"));
    }

    [Fact]
    public async Task Pressing_a_button_sends_its_data_and_the_inputs_and_shows_the_card_that_comes_back()
    {
        await using var lab = await TenantFixture.StartAsync();
        var ana = lab.Tenant.Person(Ana);
        var message = await Card(lab);
        lab.Bot = _ => (200, Answer(200, "application/vnd.microsoft.card.adaptive", TenantFixture.ApprovalCard("Approved")));

        var outcome = await ana.PressAsync(message, "Approve", _comment, CancellationToken.None);
        var value = lab.Received[^1].Activity["value"]!;

        Assert.IsType<ClickOutcome.CardShown>(outcome);
        Assert.Equal("manual", value.Text("trigger"));
        Assert.Equal(("Action.Execute", "review.approve"), (value["action"].Text("type"), value["action"].Text("verb")));
        Assert.Equal(
            ("PX-1", "Vendor date is confirmed."), (value["action"]!["data"].Text("id"), value["action"]!["data"].Text("comment")));
        Assert.Equal("Approved", ana.Chat.Messages[0].CardFor(ana.Account)!["body"]![0].Text("text"));
        Assert.Equal("MFA off on svc-build", ana.Chat.Messages[0].Card!["body"]![0].Text("text"));
    }

    [Fact]
    public async Task The_client_refuses_a_short_comment_and_sends_nothing()
    {
        await using var lab = await TenantFixture.StartAsync();
        var message = await Card(lab);
        var before = lab.Received.Count;

        var outcome = await lab.Tenant.Person(Ana)
            .PressAsync(message, "Approve", new Dictionary<string, string> { ["comment"] = "ok" }, CancellationToken.None);

        Assert.Equal(["comment"], Assert.IsType<ClickOutcome.InputsRefused>(outcome).Inputs);
        Assert.Equal(before, lab.Received.Count);
    }

    [Fact]
    public async Task A_client_that_does_not_know_Execute_sends_the_fallback_as_a_message_with_a_value()
    {
        await using var lab = await TenantFixture.StartAsync();
        var ana = lab.Tenant.Person(Ana);
        ana.KnowsExecute = false;
        var message = await Card(lab);

        var outcome = await ana.PressAsync(message, "Approve", _comment, CancellationToken.None);
        var activity = lab.Received[^1].Activity;

        Assert.IsType<ClickOutcome.Submitted>(outcome);
        Assert.Equal(("message", null, message.Id), (activity.Text("type"), activity.Text("text"), activity.Text("replyToId")));
        Assert.Equal(("review.approve", "Vendor date is confirmed."), (activity["value"].Text("verb"), activity["value"].Text("comment")));
    }

    [Theory]
    [InlineData(200, "application/vnd.microsoft.activity.message", "\"Decided already.\"", typeof(ClickOutcome.NoticeShown))]
    [InlineData(500, "application/vnd.microsoft.error", "{\"code\":\"x\",\"message\":\"Broken\"}", typeof(ClickOutcome.ErrorShown))]
    [InlineData(200, "application/vnd.microsoft.adaptive.card", "{\"type\":\"AdaptiveCard\"}", typeof(ClickOutcome.SomethingWentWrong))]
    [InlineData(200, "application/vnd.microsoft.card.adaptive", "{\"contentType\":\"x\",\"content\":{}}",
        typeof(ClickOutcome.SomethingWentWrong))]
    public async Task An_answer_is_read_as_a_Teams_client_reads_it(int statusCode, string type, string value, Type expected)
    {
        await using var lab = await TenantFixture.StartAsync();
        var message = await Card(lab);
        lab.Bot = _ => (200, Answer(statusCode, type, JsonNode.Parse(value)));

        var outcome = await lab.Tenant.Person(Ana).PressAsync(message, "Approve", _comment, CancellationToken.None);

        Assert.IsType(expected, outcome);
    }

    [Fact]
    public async Task A_bot_that_does_not_answer_in_time_is_told_a_message_twice_and_a_click_once()
    {
        var deliveries = new ConcurrentQueue<string?>();
        await using var silent = await LoopbackServer.StartAsync(
            async context =>
            {
                deliveries.Enqueue(
                    Wire.TryParseObject(Encoding.UTF8.GetString(await context.Request.ReadBytesAsync(CancellationToken.None))).Text("id"));
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            },
            CancellationToken.None);
        await using var lab = await TenantFixture.StartAsync(new TeamsTenantOptions { AnswerWithin = TimeSpan.FromMilliseconds(500) });
        lab.Tenant.BotAddress = new Uri(silent.Address, "/api/messages");
        var ana = lab.Tenant.Person(Ana);

        var answer = await ana.SayAsync("hello", CancellationToken.None);
        var click = await ana.ExecuteAsync(ana.Chat.Messages[0], "review.approve", null, CancellationToken.None);

        Assert.Equal(0, answer.Status);
        Assert.IsType<ClickOutcome.SomethingWentWrong>(click);
        Assert.Equal(ana.Chat.Messages[0].Id, Assert.Single(deliveries.Take(2).Distinct()));
        Assert.Equal(3, deliveries.Count);
        Assert.Equal("Something went wrong. Please try again.", ana.Chat.Messages[0].Notices[ana.Account.Mri]);
    }

    [Fact]
    public async Task A_mention_in_the_channel_names_the_bot_by_entity_and_carries_the_thread()
    {
        await using var lab = await TenantFixture.StartAsync();

        await lab.Tenant.Person(Ana).MentionAsync("status PX-1", CancellationToken.None);
        var activity = lab.Received.Single().Activity;

        Assert.Contains(";messageid=", activity["conversation"].Text("id"), StringComparison.Ordinal);
        Assert.Contains(activity["entities"]!.AsArray(), entity =>
            entity.Text("type") == "mention" && entity.Text("text") == "<at>PolicyBot</at>");
        Assert.StartsWith("<at>PolicyBot</at>", activity.Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_refreshes_is_asked_for_as_automatic()
    {
        await using var lab = await TenantFixture.StartAsync();
        var ana = lab.Tenant.Person(Ana);
        await ana.InstallAsync(CancellationToken.None);
        var card = TenantFixture.ApprovalCard();
        card["refresh"] = new JsonObject
        {
            ["action"] =
                new JsonObject { ["type"] = "Action.Execute", ["verb"] = "review.refresh", ["data"] = new JsonObject { ["id"] = "PX-1" } },
            ["userIds"] = new JsonArray(ana.Account.Mri),
        };
        await lab.CallAsync(
            HttpMethod.Post, $"/v3/conversations/{TenantFixture.Segment(ana.Chat.Id)}/activities", TenantFixture.CardMessage(card));

        await ana.RefreshAsync(ana.Chat.Messages[^1], CancellationToken.None);

        Assert.Equal("automatic", lab.Received[^1].Activity["value"].Text("trigger"));
        Assert.Equal("review.refresh", lab.Received[^1].Activity["value"]!["action"].Text("verb"));
    }

    private static async Task<TeamsMessage> Card(TenantFixture lab)
    {
        var id = await lab.PostCardAsync(Ana);
        return lab.Tenant.Person(Ana).Chat.Messages.Single(message => message.Id == id);
    }

    private static JsonObject Answer(int statusCode, string type, JsonNode? value) =>
        new() { ["statusCode"] = statusCode, ["type"] = type, ["value"] = value };
}
