using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>What Slack refuses for good: never a silence.</summary>
public sealed class RefusedMessageTests : IAsyncLifetime
{
    private const string Card = """{"message":{"text":"HIGH: MFA off","blocks":[]},"modal":{"type":"modal"},"home":null}""";
    private const string NoticeId = "PX-7K2M9QRT|3|review|ana@contoso.example";
    private static readonly KnownAccount Ana =
        new() { Account = new ChannelAccount("slack", "T1", "U2"), Person = PersonId.Parse("ana@contoso.example"), Conversation = "D2" };
    private static readonly DrawnCard Drawn = DrawnCard.From(JsonNode.Parse(Card)!.AsObject(), Card);
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Theory]
    [InlineData("msg_blocks_too_long")]
    [InlineData("invalid_blocks")]
    public async Task What_Slack_refuses_for_good_leaves_a_sentence_sent_or_redrawn(string code)
    {
        var refusal = $$"""{"ok":false,"error":"{{code}}"}""";
        slack.Next("chat.postMessage", refusal);
        slack.Next("chat.update", refusal);

        var sent = await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        var redrawn = await slack.Channel().UpdateAsync(new MessageRef("slack", "", "D2", "1.2"), Drawn, default);

        Assert.Equal((new SendOutcome.Never(code, IsTold: true), sent), (sent, redrawn));
        foreach (var method in new[] { "chat.postMessage", "chat.update" })
        {
            var said = slack.Calls.Last(call => call.Method == method).Arguments;
            Assert.Equal(
                $"Slack did not take what belongs here ({code}). Nothing is lost: write to me what you want to do, or `help`. HIGH: MFA off",
                (string?)said["text"]);
            Assert.Empty(said["blocks"]!.AsArray()); // what stood there before would contradict it
        }
    }

    [Theory]
    [InlineData("never_heard_of")]
    [InlineData("hash_conflict")]
    public async Task A_redraw_that_Slack_refuses_for_no_known_reason_leaves_the_card_alive_and_is_tried_again(string code)
    {
        slack.Next("chat.update", $$"""{"ok":false,"error":"{{code}}"}""");

        var redrawn = await slack.Channel().UpdateAsync(new MessageRef("slack", "", "D2", "1.2"), Drawn, default);

        Assert.Equal(new SendOutcome.Later(TimeSpan.FromMinutes(1), code, PauseReason.Refused), redrawn);
        Assert.Single(slack.Calls, call => call.Method == "chat.update"); // no sentence in its place
    }

    [Fact]
    public async Task A_message_that_is_found_again_and_may_not_be_redrawn_counts_as_sent()
    {
        await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);
        var metadata = slack.Calls.Single(call => call.Method == "chat.postMessage").Arguments["metadata"]!.ToJsonString();
        slack.Usually("conversations.history", $$"""{"ok":true,"messages":[{"ts":"1.2","bot_id":"B9","metadata":{{metadata}}}]}""");
        slack.Next("chat.update", """{"ok":false,"error":"hash_conflict"}""");

        var again = Assert.IsType<SendOutcome.Sent>(await slack.Channel().SendAgainAsync(Ana, Drawn, NoticeId, default));

        Assert.Equal(new MessageRef("slack", "", "D2", "1.2"), again.Message);
        Assert.Equal(new SendOutcome.Later(TimeSpan.FromMinutes(1), "hash_conflict", PauseReason.Refused), again.RedrawRefused);
        Assert.Single(slack.Calls, call => call.Method == "chat.postMessage");
    }

    [Fact]
    public async Task A_new_message_that_Slack_refuses_for_no_known_reason_is_a_sentence()
    {
        slack.Next("chat.postMessage", """{"ok":false,"error":"never_heard_of"}""");

        var sent = await slack.Channel().SendAsync(Ana, Drawn, NoticeId, default);

        Assert.Equal(new SendOutcome.Never("never_heard_of", IsTold: true), sent);
    }
}
