using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Messages to people, and the results of sending them.</summary>
public sealed class SlackChannelTests : IAsyncLifetime
{
    private const string Card = """{"message":{"text":"HIGH: MFA off","blocks":[]},"modal":{"type":"modal"},"home":null}""";
    private const string NoticeId = "PX-7K2M9QRT|3|review|ana@contoso.example";
    private static readonly KnownAccount Ana =
        new() { Account = new ChannelAccount("slack", "T1", "U2"), Person = PersonId.Parse("ana@contoso.example"), Conversation = "D2" };
    private static readonly DrawnCard Drawn = DrawnFrom(Card);
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public async Task A_message_goes_to_the_persons_chat_and_is_kept_where_it_really_is()
    {
        var known = await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        var neverMet = await slack.Channel().SendAsync(Ana with { Conversation = "" }, Drawn, NoticeId, default);

        var there = new SendOutcome.Sent(new MessageRef("slack", "", "D2", "1700000000.000100"));
        Assert.Equal((there, there), (known, neverMet));
        Assert.Equal(
            ["D2", "U2"], slack.Calls.Where(call => call.Method == "chat.postMessage").Select(call => (string?)call.Arguments["channel"]));
    }

    [Fact]
    public async Task What_it_can_be_found_by_names_nobody()
    {
        await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        await slack.Channel().SendAsync(Ana, Drawn, "", default);

        var posts = slack.Calls.Where(call => call.Method == "chat.postMessage").ToList();
        var metadata = posts[0].Arguments["metadata"]!;
        Assert.Equal("policybot_notice", (string?)metadata["event_type"]);
        Assert.Matches("^[0-9a-f]{32}$", (string?)metadata["event_payload"]!["id"]);
        Assert.Single(metadata["event_payload"]!.AsObject());
        Assert.Null(posts[1].Arguments["metadata"]);
    }

    [Theory]
    [InlineData("\"deleted\":true,", "user_disabled")]
    [InlineData("\"is_restricted\":true,", "guest")]
    [InlineData("\"is_stranger\":true,", "other_workspace")]
    public async Task Who_was_switched_off_is_unreachable_though_Slack_would_take_the_message(string members, string code)
    {
        slack.Usually("users.info", ASlack.AUser("U2", members));

        Assert.Equal(new SendOutcome.Unreachable(code), await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default));
        Assert.Equal(0, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task A_guest_who_writes_is_answered()
    {
        slack.Usually("users.info", ASlack.AUser("U2", "\"is_restricted\":true,"));

        Assert.IsType<SendOutcome.Sent>(await slack.Channel().SendAsync(Ana with { Person = default }, Drawn, NoticeId, default));
    }

    [Fact]
    public async Task Whether_somebody_is_still_there_is_asked_once_a_quarter_of_an_hour()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
        var channel = slack.Channel(time);

        await channel.SendAsync(Ana, Drawn, "1", default);
        await channel.SendAsync(Ana, Drawn, "2", default);
        var before = slack.Count("users.info");
        time.Advance(SlackDirectory.AnswerHolds);
        slack.Usually("users.info", ASlack.AUser("U2", "\"deleted\":true,"));
        var after = await channel.SendAsync(Ana, Drawn, "3", default);

        Assert.Equal(1, before);
        Assert.Equal(new SendOutcome.Unreachable("user_disabled"), after);
    }

    [Fact]
    public async Task A_directory_that_does_not_answer_holds_no_message_up()
    {
        slack.Next("users.info", """{"ok":false,"error":"ratelimited"}""", 429, ("Retry-After", "30"));

        Assert.IsType<SendOutcome.Sent>(await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default));
    }

    [Fact]
    public async Task The_chat_of_an_earlier_installation_is_not_the_end_of_it()
    {
        slack.Next("chat.postMessage", """{"ok":false,"error":"channel_not_found"}""");

        var outcome = await slack.Channel().SendAsync(Ana with { Conversation = "D0LD" }, Drawn, NoticeId, default);

        Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal(["D0LD", "U2"],
            slack.Calls.Where(call => call.Method == "chat.postMessage").Select(call => (string?)call.Arguments["channel"]));
    }

    public static TheoryData<string, SendOutcome> Refusals => new()
    {
        { """{"ok":false,"error":"token_revoked"}""", new SendOutcome.Later(SlackChannel.PauseUntilMended, "token_revoked") },
        { """{"ok":false,"error":"account_inactive"}""", new SendOutcome.Later(SlackChannel.PauseUntilMended, "account_inactive") },
        { """{"ok":false,"error":"missing_scope","needed":"chat:write"}""",
            new SendOutcome.Later(SlackChannel.PauseUntilMended, "missing_scope") },
        { """{"ok":false,"error":"user_not_found"}""", new SendOutcome.Unreachable("user_not_found") },
        { """{"ok":false,"error":"cannot_dm_bot"}""", new SendOutcome.Unreachable("cannot_dm_bot") },
        { """{"ok":false,"error":"service_unavailable"}""", new SendOutcome.Later(SlackErrors.ShortPause, "service_unavailable") },
        { """{"ok":false,"error":"fatal_error"}""", new SendOutcome.Unsure(SlackErrors.ShortPause, "fatal_error") },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_Slack_does_not_take_says_what_to_do_next(string answer, SendOutcome outcome)
    {
        slack.Next("chat.postMessage", answer);

        Assert.Equal(outcome, await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default));
        Assert.Equal(1, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task A_message_that_arrived_though_the_answer_was_lost_is_not_posted_twice()
    {
        slack.Next("chat.postMessage", """{"ok":false,"error":"fatal_error"}""");
        var channel = slack.Channel();
        var first = await channel.SendAsync(Ana, Drawn, NoticeId, default);
        slack.Usually("conversations.history", History(Posted(0), "B9"));

        var second =
            await channel.SendAgainAsync(Ana, DrawnFrom(Card.Replace("off", "is off", StringComparison.Ordinal)), NoticeId, default);

        Assert.IsType<SendOutcome.Unsure>(first);
        Assert.Equal(new SendOutcome.Sent(new MessageRef("slack", "", "D2", "1699999999.000200")), second);
        Assert.Equal(1, slack.Count("chat.postMessage"));
        var redrawn = slack.Calls.Single(call => call.Method == "chat.update").Arguments; // it may have shown what stood then
        Assert.Equal(("1699999999.000200", "HIGH: MFA is off"), ((string?)redrawn["ts"], (string?)redrawn["text"]));
    }

    [Fact]
    public async Task An_answer_in_a_thread_is_looked_for_in_that_thread()
    {
        slack.Next("chat.postMessage", """{"ok":false,"error":"fatal_error"}""");
        var (channel, inThread) = (slack.Channel(), Ana with { Thread = "1699999990.000100" });
        await channel.SendAsync(inThread, Drawn, NoticeId, default);
        slack.Usually("conversations.replies", History(Posted(0), "B9"));

        var second = await channel.SendAgainAsync(inThread, Drawn, NoticeId, default);

        Assert.IsType<SendOutcome.Sent>(second);
        Assert.Equal("1699999990.000100", (string?)slack.Calls.Single(call => call.Method == "conversations.replies").Arguments["ts"]);
        Assert.Equal(1, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_is_posted_also_where_the_chat_was_not_known()
    {
        slack.Usually("conversations.history",
            """{"ok":true,"messages":[{"ts":"1.1","text":"hello","user":"U2"},{"ts":"1.2","bot_id":"B9","metadata":{"event_type":"policybot_notice","event_payload":{"id":"another"}}}]}""");

        var outcome = await slack.Channel().SendAgainAsync(Ana with { Conversation = "" }, Drawn, NoticeId, default);

        Assert.IsType<SendOutcome.Sent>(outcome);
        Assert.Equal("U2", (string?)slack.Calls.Single(call => call.Method == "conversations.open").Arguments["users"]);
        Assert.Equal("D2", (string?)slack.Calls.Single(call => call.Method == "conversations.history").Arguments["channel"]);
        Assert.Equal(1, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task Somebody_elses_message_with_the_same_mark_is_not_taken_for_ours()
    {
        await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        slack.Usually("conversations.history", History(Posted(0), "B66"));

        await slack.Channel().SendAgainAsync(Ana, Drawn, NoticeId, default);

        Assert.Equal(2, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task As_long_as_it_cannot_be_looked_for_it_is_not_posted_again()
    {
        slack.Next("conversations.history", """{"ok":false,"error":"ratelimited"}""", 429, ("Retry-After", "9"));

        var outcome = await slack.Channel().SendAgainAsync(Ana, Drawn, NoticeId, default);

        Assert.Equal(new SendOutcome.Later(TimeSpan.FromSeconds(9), "ratelimited", PauseReason.Throttled), outcome);
        Assert.Equal(0, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task What_is_only_looked_for_is_never_posted()
    {
        slack.Usually("conversations.history", """{"ok":true,"messages":[]}""");

        var before = await slack.Channel().FindSentAsync(Ana, NoticeId, default);
        await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        slack.Usually("conversations.history", History(Posted(0), "B9"));
        var after = await slack.Channel().FindSentAsync(Ana, NoticeId, default);

        Assert.Equal(new SendOutcome.Gone("message_not_found"), before);
        Assert.Equal(new SendOutcome.Sent(new MessageRef("slack", "", "D2", "1699999999.000200")), after);
        Assert.Equal(1, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task A_burst_is_held_back_by_our_own_pace_and_counts_as_not_tried()
    {
        var channel = slack.Channel();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => channel.SendAsync(Ana, Drawn, NoticeId, default)));

        Assert.Contains(outcomes, outcome => outcome is SendOutcome.Later);
        Assert.All(outcomes, outcome => Assert.True(outcome is SendOutcome.Sent or SendOutcome.Later { Because: PauseReason.Held }, outcome.ToString()));
    }

    [Theory]
    [InlineData("message_not_found")]
    [InlineData("cant_update_message")]
    [InlineData("edit_window_closed")]
    [InlineData("channel_not_found")]
    public async Task A_message_that_cannot_be_replaced_any_more_is_gone(string code)
    {
        var message = new MessageRef("slack", "", "D2", "1700000000.000100");
        slack.Next("chat.update", $$"""{"ok":false,"error":"{{code}}"}""");

        Assert.Equal(new SendOutcome.Gone(code), await slack.Channel().UpdateAsync(message, Drawn, default));
        Assert.Equal(new SendOutcome.Sent(message), await slack.Channel().UpdateAsync(message, Drawn, default));
    }

    [Fact]
    public async Task A_dialog_is_redrawn_as_a_dialog_until_it_is_closed()
    {
        var dialog = SlackChannel.Dialog("V1");
        var open = await slack.Channel().UpdateAsync(dialog, Drawn, default);
        slack.Next("views.update", """{"ok":false,"error":"not_found"}""");
        var closed = await slack.Channel().UpdateAsync(dialog, Drawn, default);

        Assert.Equal((new SendOutcome.Sent(dialog), new SendOutcome.Gone("not_found")), ((SendOutcome.Sent)open, (SendOutcome.Gone)closed));
        var call = slack.Calls[0];
        Assert.Equal(
            ("views.update", "V1", "modal"), (call.Method, (string?)call.Arguments["view_id"], (string?)call.Arguments["view"]!["type"]));
    }

    [Fact]
    public async Task A_post_in_a_channel_says_where_it_stands()
    {
        slack.Next("chat.postMessage", """{"ok":true,"channel":"C7","ts":"5.5"}""");
        slack.Next("chat.postMessage", """{"ok":false,"error":"not_in_channel"}""");

        Assert.Equal(new SendOutcome.Sent(new MessageRef("slack", "", "C7", "5.5")),
            await slack.Channel().PostAsync("C7", Drawn, NoticeId, default));
        Assert.Equal(new SendOutcome.Unreachable("not_in_channel"), await slack.Channel().PostAsync("C7", Drawn, NoticeId, default));
        Assert.Equal(0, slack.Count("users.info"));
    }

    [Fact]
    public async Task The_home_page_is_published_for_its_person_and_trouble_with_it_is_nobodys()
    {
        var view =
            new HomeView
            {
                Summary = "Your exceptions",
                Heading = "Your exceptions",
                Sections = [new HomeSection("My requests", [], "None.")]
            };
        slack.Next("views.publish", """{"ok":false,"error":"not_enabled"}""");

        await new SlackHome(slack.Client()).ShowAsync(Ana, SlackCards.Draw(view), default);

        var call = Assert.Single(slack.Calls);
        Assert.Equal(("U2", "home"), ((string?)call.Arguments["user_id"], (string?)call.Arguments["view"]!["type"]));
    }

    private static DrawnCard DrawnFrom(string card) => DrawnCard.From(JsonNode.Parse(card)!.AsObject(), card);

    private string Posted(int index) =>
        (string)slack.Calls.Where(call => call.Method == "chat.postMessage")
            .ElementAt(index).Arguments["metadata"]!["event_payload"]!["id"]!;

    private static string History(string id, string bot) => new JsonObject
    {
        ["ok"] = true,
        ["messages"] = new JsonArray(new JsonObject
        {
            ["ts"] = "1699999999.000200",
            ["bot_id"] = bot,
            ["metadata"] = new JsonObject { ["event_type"] = "policybot_notice", ["event_payload"] = new JsonObject { ["id"] = id } },
        }),
    }.ToJsonString();
}
