using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Tests.Outbound;

/// <summary>Throttled, slow, broken, or gone: what may be tried again, and what may have happened.</summary>
public sealed class SlackTroubleTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    private ASlack slack = null!;

    public async Task InitializeAsync() => slack = await ASlack.StartAsync();

    public async Task DisposeAsync() => await slack.DisposeAsync();

    [Fact]
    public async Task Throttling_holds_up_that_method_alone_and_only_as_long_as_slack_asked()
    {
        var client = slack.Client(time);
        slack.Next("users.info", """{"ok":false,"error":"ratelimited"}""", 429, ("Retry-After", "7"));

        var throttled = await client.UsersInfoAsync("U2", default);
        time.Advance(TimeSpan.FromSeconds(5));
        var still = await client.UsersInfoAsync("U2", default);
        var other = await client.ViewsPublishAsync("U2", [], default);
        var before = slack.Count("users.info");
        time.Advance(TimeSpan.FromSeconds(2));
        var after = await client.UsersInfoAsync("U2", default);

        Assert.Equal(new SlackReply.Later(TimeSpan.FromSeconds(7), "ratelimited", PauseReason.Throttled), throttled);
        Assert.Equal(new SlackReply.Later(TimeSpan.FromSeconds(2), "ratelimited", PauseReason.Held), still);
        Assert.IsType<SlackReply.Done>(other);
        Assert.Equal(1, before);
        Assert.IsType<SlackReply.Done>(after);
    }

    [Theory]
    [InlineData("chat.postMessage", "fatal_error", 200, true)]
    [InlineData("chat.postMessage", "internal_error", 200, true)]
    [InlineData("chat.postMessage", "service_unavailable", 503, false)]
    [InlineData("chat.postMessage", "request_timeout", 200, false)]
    [InlineData("chat.postMessage", "odd", 502, true)]
    [InlineData("chat.postEphemeral", "fatal_error", 200, true)]
    [InlineData("views.open", "fatal_error", 200, true)]
    [InlineData("chat.update", "fatal_error", 200, false)]
    [InlineData("views.update", "internal_error", 200, false)]
    [InlineData("users.info", "odd", 500, false)]
    public async Task An_error_midway_may_have_had_an_effect_where_twice_is_not_once(string method, string code, int status, bool maybe)
    {
        slack.Next(method, $$"""{"ok":false,"error":"{{code}}"}""", status);

        var reply = await slack.Client().CallAsync(method, new JsonObject { ["channel"] = "D2" }, default);

        Assert.Equal(maybe ? new SlackReply.MaybeDone(code) : new SlackReply.Later(SlackErrors.ShortPause, code), reply);
        Assert.Equal(1, slack.Count(method)); // nothing is tried twice here
    }

    [Theory]
    [InlineData("chat.postMessage", true)]
    [InlineData("chat.update", false)]
    public async Task A_page_of_a_proxy_is_an_answer_lost(string method, bool maybe)
    {
        slack.Next(method, "<html>Bad gateway</html>", 502);

        var reply = await slack.Client().CallAsync(method, new JsonObject { ["channel"] = "D2" }, default);

        Assert.Equal(maybe ? new SlackReply.MaybeDone("Http502") : new SlackReply.Later(SlackErrors.ShortPause, "Http502"), reply);
    }

    [Theory]
    [InlineData("chat.postMessage", 10, true)]
    [InlineData("views.open", 10, true)]
    [InlineData("chat.update", 10, false)]
    [InlineData("users.info", 5, false)]
    public async Task Silence_ends_and_says_whether_it_may_have_happened(string method, int seconds, bool maybe)
    {
        using var never = new CancellationTokenSource();
        var arrived = new TaskCompletionSource();
        slack.Next(method, async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).WaitAsync(never.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var call = slack.Client(time).CallAsync(method, new JsonObject { ["channel"] = "D2" }, default);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(seconds));
        var reply = await call.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(maybe ? new SlackReply.MaybeDone("Timeout") : new SlackReply.Later(SlackErrors.ShortPause, "Timeout"), reply);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_has_happened()
    {
        await slack.DisposeAsync();

        var reply = await slack.Client().ChatPostMessageAsync("D2", new JsonObject { ["text"] = "x" }, null, default);

        Assert.Equal("ConnectionError", Assert.IsType<SlackReply.Later>(reply).Code);
    }

    [Fact]
    public async Task A_connection_that_breaks_over_a_post_leaves_it_open()
    {
        slack.Next("chat.postMessage", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var reply = await slack.Client().ChatPostMessageAsync("D2", new JsonObject { ["text"] = "x" }, null, default);

        Assert.IsType<SlackReply.MaybeDone>(reply);
    }

    [Fact]
    public async Task A_burst_to_one_chat_is_put_off_and_other_chats_go_on()
    {
        using var pace =
            new ChannelRateLimiter(
                ChannelRateLimiter.Bucket(4, TimeSpan.FromHours(1), 0), ChannelRateLimiter.Bucket(20, TimeSpan.FromHours(1), 0));

        var first = new List<TimeSpan?>();
        for (var message = 0; message < 5; message++)
        {
            first.Add(await pace.WaitAsync("", "D2", default));
        }

        var other = await pace.WaitAsync("", "D3", default);

        Assert.Equal([null, null, null, null], first[..4]);
        Assert.True(first[4] > TimeSpan.Zero);
        Assert.Null(other);
    }

    [Fact]
    public async Task The_whole_workspace_shares_one_pace()
    {
        using var pace =
            new ChannelRateLimiter(
                ChannelRateLimiter.Bucket(4, TimeSpan.FromHours(1), 0), ChannelRateLimiter.Bucket(2, TimeSpan.FromHours(1), 0));

        var waits =
            new[] { await pace.WaitAsync("", "D1", default), await pace.WaitAsync("", "D2", default),
            await pace.WaitAsync("", "D3", default) };

        Assert.Equal([null, null], waits[..2]);
        Assert.True(waits[2] > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_refused_token_is_known_until_it_is_taken_again()
    {
        var client = slack.Client();
        slack.Next("chat.update", """{"ok":false,"error":"token_revoked"}""");
        slack.Next("apps.connections.open", """{"ok":false,"error":"invalid_auth"}""");

        await client.AppsConnectionsOpenAsync(default);
        var ofTheOtherToken = slack.Health.Trouble;
        await client.ChatUpdateAsync("D2", "1.2", [], default);
        var refused = slack.Health.Trouble;
        await client.UsersInfoAsync("U2", default);

        Assert.Equal((null, "token_revoked", null), (ofTheOtherToken, refused, slack.Health.Trouble));
    }
}
