using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>A chat in which a message can't be looked for: that is no proof that it never arrived.</summary>
public sealed class RefusedLookUpTests : IAsyncLifetime
{
    private const string NoticeId = "PX-7K2M9QRT|3|review|ana@contoso.example";
    private static readonly KnownAccount Ana =
        new() { Account = new ChannelAccount("slack", "T1", "U2"), Person = PersonId.Parse("ana@contoso.example"), Conversation = "D2" };
    private static readonly DrawnCard Drawn = SlackCards.Draw(ListView.Sentence("Hello."));
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Theory]
    [InlineData("missing_scope")]
    [InlineData("invalid_arguments")]
    public async Task A_refused_look_up_finds_nothing_out_and_nothing_is_posted_again(string refused)
    {
        slack.Usually("conversations.history", $$"""{"ok":false,"error":"{{refused}}"}""");

        var found = await slack.Channel().FindSentAsync(Ana, NoticeId, default);
        var again = await slack.Channel().SendAgainAsync(Ana, Drawn, NoticeId, default);

        Assert.All([found, again], outcome => Assert.True(outcome is SendOutcome.Later or SendOutcome.Never, outcome.ToString()));
        Assert.Equal(0, slack.Count("chat.postMessage"));
    }

    [Fact]
    public async Task A_message_that_may_be_in_the_chat_of_an_earlier_installation_is_posted_in_the_persons_own()
    {
        slack.Usually("conversations.history", """{"ok":false,"error":"channel_not_found"}""");

        Assert.IsType<SendOutcome.Sent>(await slack.Channel().SendAgainAsync(Ana, Drawn, NoticeId, default));
    }
}
