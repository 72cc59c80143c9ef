using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.SocketMode;
using PolicyBot.Slack.Tests.Inbound;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.SocketMode;

/// <summary>A connection is replaced, broken, given up and ended, and nothing is lost with it.</summary>
public sealed class SocketLifeTests : SocketModeTest
{
    private ASocketServer.ASocket? _opened;

    private SocketModeConnection Connection => Bot.Services.GetServices<IHostedService>().OfType<SocketModeConnection>().Single();

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("too_many_websockets")]
    [InlineData("whatever_comes_next")]
    public async Task A_connection_that_is_to_go_serves_until_the_next_has_said_hello(string reason)
    {
        var old = await ConnectedAsync();
        await old.SendAsync($$"""{"type":"disconnect","debug_info":{"host":"applink-1"},"reason":"{{reason}}"}""");
        var next = await Bot.Slack.Sockets.NextAsync();

        await old.SendAsync(Envelope("e1", "interactive", Sample.Object("interaction.view_closed.json")));
        Assert.Equal("e1", (await old.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
        await next.HelloAsync();

        Assert.Null(await old.ReceiveAsync());
        await next.SendAsync(Envelope("e2", "events_api", Payloads.Message("help")));
        Assert.Equal("e2", (await next.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_connection_that_breaks_is_opened_again()
    {
        (await ConnectedAsync()).Drop();
        var hello = await ConnectedAsync();

        await hello.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));

        Assert.NotNull(await hello.ReceiveAsync());
        Assert.False(Bot.Services.GetRequiredService<SlackHealth>().IsDisconnected);
    }

    [Fact]
    public async Task One_that_breaks_before_its_hello_is_opened_again()
    {
        (await Bot.Slack.Sockets.NextAsync()).Drop();

        Assert.NotNull(await ConnectedAsync());
    }

    [Fact]
    public async Task Once_Socket_Mode_is_switched_off_it_ends_and_says_so()
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync("""{"type":"disconnect","reason":"link_disabled"}""");
        await Connection.ExecuteTask!.WaitAsync(Patience);

        Assert.True(Bot.Services.GetRequiredService<SlackHealth>().IsDisconnected);
        Assert.Contains("link_disabled", Bot.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_auth", true)]
    [InlineData("user_removed_from_team", true)]
    [InlineData("internal_error", false)]
    public async Task A_refused_token_ends_it_and_a_passing_trouble_does_not(string error, bool ends)
    {
        var socket = await ConnectedAsync();
        Bot.Slack.OnCall = call =>
            Task.FromResult(call.Method == "apps.connections.open" ? new JsonObject { ["ok"] = false, ["error"] = error } : null);
        socket.Drop();
        if (ends)
        {
            await Connection.ExecuteTask!.WaitAsync(Patience);
            return;
        }

        await UntilAsync(() => Bot.Slack.To("apps.connections.open").Count > 1);
        Bot.Slack.OnCall = _ => Task.FromResult<JsonObject?>(null);
        Assert.NotNull(await ConnectedAsync());
    }

    [Fact]
    public async Task Who_never_says_hello_is_given_up()
    {
        await ConnectedAsync();
        var time = new FakeTimeProvider(ARequest.Sent);
        var address = new UriBuilder(Bot.Slack.Api) { Scheme = "ws", Path = "/link/" }.Uri;

        var opening = SocketModeLink.OpenAsync(address, _ => Task.FromResult<JsonObject?>(null), time, NullLogger.Instance, default);
        await Bot.Slack.Sockets.NextAsync();
        await UntilAsync(() =>
        {
            time.Advance(SocketModeLink.HelloWithin);
            return opening.IsCompleted;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => opening);
    }

    [Fact]
    public async Task An_other_end_that_never_closes_its_side_is_dropped()
    {
        var time = new FakeTimeProvider(ARequest.Sent);
        var link = await OpenAsync(_ => null, time, NullLogger.Instance);

        await DisposedAsync(link, time);

        Assert.False(link.IsOpen);
    }

    [Fact]
    public async Task Acknowledgements_that_nobody_takes_in_end_with_the_connection()
    {
        var time = new FakeTimeProvider(ARequest.Sent);
        using var log = new LogLines();
        var large = new string('x', 16 * 1024 * 1024);
        var taken = 0;
        var link = await OpenAsync(
            _ =>
            {
                Interlocked.Increment(ref taken);
                return new JsonObject { ["payload"] = large };
            },
            time,
            log);
        foreach (var id in (string[])["e1", "e2", "e3"])
        {
            await _opened!.SendAsync(Envelope(id, "events_api", []));
        }

        await UntilAsync(() => Volatile.Read(ref taken) == 3);
        await DisposedAsync(link, time);

        // one that was being sent, and one that waited for it
        await UntilAsync(() => log.All.Split("Socket Mode acknowledgement failed").Length > 2);
    }

    [Fact]
    public async Task It_says_so_when_one_that_was_to_be_replaced_goes_before_the_next_is_there()
    {
        var socket = await ConnectedAsync();
        Bot.Slack.OnCall = call =>
            Task.FromResult(call.Method == "apps.connections.open"
                ? new JsonObject { ["ok"] = false, ["error"] = "internal_error" } : null);

        await socket.SendAsync("""{"type":"disconnect","reason":"refresh_requested"}""");
        await UntilAsync(() => Bot.Slack.To("apps.connections.open").Count > 1);
        socket.Drop();

        await UntilAsync(() => Bot.Services.GetRequiredService<SlackHealth>().IsDisconnected);
    }

    /// <summary>Opens a connection beside the bot's own, to <see cref="_opened"/>.</summary>
    private async Task<SocketModeLink> OpenAsync(Func<JsonElement, JsonObject?> take, FakeTimeProvider time, ILogger logger)
    {
        await ConnectedAsync();
        var address = new UriBuilder(Bot.Slack.Api) { Scheme = "ws", Path = "/link/" }.Uri;
        var opening = SocketModeLink.OpenAsync(address, envelope => Task.FromResult(take(envelope)), time, logger, default);
        _opened = await Bot.Slack.Sockets.NextAsync();
        await _opened.HelloAsync();
        return await opening;
    }

    private static Task DisposedAsync(SocketModeLink link, FakeTimeProvider time)
    {
        var disposed = link.DisposeAsync().AsTask();
        return UntilAsync(() =>
        {
            time.Advance(SocketModeLink.CloseWithin);
            return disposed.IsCompletedSuccessfully;
        });
    }
}
