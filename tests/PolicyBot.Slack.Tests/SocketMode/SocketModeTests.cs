using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Views;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.SocketMode;
using PolicyBot.Slack.Tests.Inbound;
using PolicyBot.Testing;

namespace PolicyBot.Slack.Tests.SocketMode;

/// <summary>Socket Mode against the other end of a real socket.</summary>
public sealed class SocketModeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private ABot _bot = null!;
    private ASocketServer.ASocket? _opened;

    public async Task InitializeAsync() => _bot = await ABot.StartAsync(socketMode: true);

    public Task DisposeAsync() => _bot.DisposeAsync().AsTask();

    [Fact]
    public async Task An_event_is_kept_acknowledged_and_answered()
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));

        Assert.Equal("""{"envelope_id":"e1"}""", (await socket.ReceiveAsync())!.ToJsonString());
        await _bot.Background.DrainAsync();
        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    [Fact]
    public async Task An_envelope_that_comes_again_is_acknowledged_again_and_done_once()
    {
        var socket = await ConnectedAsync();
        var envelope = Envelope("e1", "events_api", Payloads.Message("help"));
        await socket.SendAsync(envelope);
        await socket.ReceiveAsync();
        socket.Drop();

        var next = await ConnectedAsync();
        await next.SendAsync(envelope);
        await next.ReceiveAsync();
        await next.SendAsync(Envelope("e2", "events_api", Payloads.Message("help", "Ev2")));
        await next.ReceiveAsync();
        await _bot.Background.DrainAsync();

        Assert.Single(_bot.Slack.To("chat.postMessage"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_kept_is_not_acknowledged()
    {
        var socket = await ConnectedAsync();
        _bot.Stores.AreDown = true;
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));
        await socket.SendAsync(Envelope("e2", "interactive", Sample.Object("interaction.view_closed.json")));
        Assert.Equal("e2", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());

        _bot.Stores.AreDown = false;
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_comes_again_while_its_first_delivery_fails_is_kept()
    {
        var socket = await ConnectedAsync();
        var outage = new TaskCompletionSource();
        _bot.Stores.Keeping = outage.Task;
        var envelope = Envelope("e1", "events_api", Payloads.Message("help"));
        await socket.SendAsync(envelope);
        await UntilAsync(() => _bot.Stores.Asked == 1);
        await socket.SendAsync(envelope);
        await socket.SendAsync(Envelope("e2", "interactive", Sample.Object("interaction.view_closed.json")));
        Assert.Equal("e2", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());

        _bot.Stores.Keeping = Task.CompletedTask;
        outage.SetException(new RegisterUnavailableException("down"));

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_Slack_waits_for_goes_with_the_acknowledgement_where_it_is_taken()
    {
        var socket = await ConnectedAsync();
        var submission = Payloads.Submit(new JsonObject { ["type"] = "modal", ["callback_id"] = Verbs.Help, ["blocks"] = new JsonArray() }, "V1");

        await socket.SendAsync(Envelope("e1", "interactive", submission, takesPayload: true));
        var taken = await socket.ReceiveAsync();
        await socket.SendAsync(Envelope("e2", "interactive", submission));
        var untaken = await socket.ReceiveAsync();

        Assert.Equal("update", taken!["payload"]!["response_action"]!.GetValue<string>());
        Assert.Equal("""{"envelope_id":"e2"}""", untaken!.ToJsonString());
    }

    [Fact]
    public async Task A_command_opens_its_dialog()
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync(Envelope("e1", "slash_commands", new JsonObject
        {
            ["team_id"] = ASlack.Team,
            ["user_id"] = "UBO",
            ["command"] = "/policy-exception",
            ["text"] = "",
            ["trigger_id"] = ABot.Trigger,
            ["response_url"] = _bot.Slack.ResponseUrl,
        }, takesPayload: true));

        Assert.Equal("""{"envelope_id":"e1"}""", (await socket.ReceiveAsync())!.ToJsonString());
        await _bot.Background.DrainAsync();
        Assert.Equal(["views.open", "views.update"], _bot.Slack.Calls.Select(call => call.Method).Where(method => method != "apps.connections.open"));
    }

    [Fact]
    public async Task The_recorded_envelopes_are_acknowledged_and_the_connection_replaced_as_they_end()
    {
        var socket = await _bot.Slack.Sockets.NextAsync();
        var frames = Sample.Text("socket_mode.ndjson").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        foreach (var frame in frames)
        {
            await socket.SendAsync(frame);
        }

        var acknowledged = new List<string>();
        for (var envelope = 1; envelope < frames.Length - 1; envelope++)
        {
            acknowledged.Add((await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
        }

        Assert.Equal(4, acknowledged.Distinct().Count());
        await (await _bot.Slack.Sockets.NextAsync()).HelloAsync();
        Assert.Null(await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_large_envelope_in_many_pieces_is_one_envelope()
    {
        var socket = await ConnectedAsync();
        var message = Payloads.Message("help");
        message["event"]!["blocks"] = new string('ü', 100_000);

        await socket.SendInPiecesAsync(Envelope("e1", "events_api", message), 4_096 + 1);

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Many_envelopes_at_once_are_all_acknowledged()
    {
        var socket = await ConnectedAsync();

        for (var number = 0; number < 50; number++)
        {
            var ts = string.Create(CultureInfo.InvariantCulture, $"1790000001.{number:D6}");
            await socket.SendAsync(Envelope($"e{number}", "events_api", Payloads.Message("help", $"Ev{number}", ts)));
        }

        var acknowledged = new HashSet<string>();
        while (acknowledged.Count < 50)
        {
            Assert.True(acknowledged.Add((await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task A_slow_envelope_keeps_no_other_waiting()
    {
        var socket = await ConnectedAsync();
        var go = new TaskCompletionSource();
        _bot.Slack.OnCall = async call =>
        {
            if (call.Method == "views.open")
            {
                await go.Task;
            }

            return null;
        };
        await socket.SendAsync(Envelope("slow", "interactive", Payloads.Press(_bot.Slack, Verbs.Request, "|0")));
        await socket.SendAsync(Envelope("fast", "events_api", Payloads.Message("help")));

        Assert.Equal("fast", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
        go.SetResult();
        Assert.Equal("slow", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("too_many_websockets")]
    [InlineData("whatever_comes_next")]
    public async Task A_connection_that_is_to_go_serves_until_the_next_has_said_hello(string reason)
    {
        var old = await ConnectedAsync();
        await old.SendAsync($$"""{"type":"disconnect","debug_info":{"host":"applink-1"},"reason":"{{reason}}"}""");
        var next = await _bot.Slack.Sockets.NextAsync();

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
        Assert.False(_bot.Services.GetRequiredService<SlackHealth>().IsDeaf);
    }

    [Fact]
    public async Task One_that_breaks_before_its_hello_is_opened_again()
    {
        (await _bot.Slack.Sockets.NextAsync()).Drop();

        Assert.NotNull(await ConnectedAsync());
    }

    [Theory]
    [InlineData("hello?")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"goodbye"}""")]
    [InlineData("""{"type":"events_api","envelope_id":7}""")]
    public async Task A_frame_that_means_nothing_breaks_nothing(string frame)
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync(frame);
        await socket.SendAsync(Envelope("e1", "something_new", []));

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Once_Socket_Mode_is_switched_off_it_ends_and_says_so()
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync("""{"type":"disconnect","reason":"link_disabled"}""");
        await Connection.ExecuteTask!.WaitAsync(Patience);

        Assert.True(_bot.Services.GetRequiredService<SlackHealth>().IsDeaf);
        Assert.Contains("link_disabled", _bot.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_auth", true)]
    [InlineData("user_removed_from_team", true)]
    [InlineData("internal_error", false)]
    public async Task A_refused_token_ends_it_and_a_passing_trouble_does_not(string error, bool ends)
    {
        var socket = await ConnectedAsync();
        _bot.Slack.OnCall = call => Task.FromResult(call.Method == "apps.connections.open" ? new JsonObject { ["ok"] = false, ["error"] = error } : null);
        socket.Drop();
        if (ends)
        {
            await Connection.ExecuteTask!.WaitAsync(Patience);
            return;
        }

        await UntilAsync(() => _bot.Slack.To("apps.connections.open").Count > 1);
        _bot.Slack.OnCall = _ => Task.FromResult<JsonObject?>(null);
        Assert.NotNull(await ConnectedAsync());
    }

    [Fact]
    public async Task Who_never_says_hello_is_given_up()
    {
        await ConnectedAsync();
        var time = new ManualTime(ARequest.Sent);
        var address = new UriBuilder(_bot.Slack.Api) { Scheme = "ws", Path = "/link/" }.Uri;

        var opening = SocketModeLink.OpenAsync(address, _ => Task.FromResult<JsonObject?>(null), time, NullLogger.Instance, default);
        await _bot.Slack.Sockets.NextAsync();
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
        var time = new ManualTime(ARequest.Sent);
        var link = await OpenAsync(_ => null, time, NullLogger.Instance);

        await DisposedAsync(link, time);

        Assert.False(link.IsOpen);
    }

    [Fact]
    public async Task Acknowledgements_that_nobody_takes_in_end_with_the_connection()
    {
        var time = new ManualTime(ARequest.Sent);
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

        await UntilAsync(() => log.All.Split("could not be acknowledged").Length > 2); // one that was being sent, and one that waited for it
    }

    [Fact]
    public async Task It_says_so_when_one_that_was_to_be_replaced_goes_before_the_next_is_there()
    {
        var socket = await ConnectedAsync();
        _bot.Slack.OnCall = call => Task.FromResult(call.Method == "apps.connections.open" ? new JsonObject { ["ok"] = false, ["error"] = "internal_error" } : null);

        await socket.SendAsync("""{"type":"disconnect","reason":"refresh_requested"}""");
        await UntilAsync(() => _bot.Slack.To("apps.connections.open").Count > 1);
        socket.Drop();

        await UntilAsync(() => _bot.Services.GetRequiredService<SlackHealth>().IsDeaf);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        var socket = await ConnectedAsync();
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("typedWords")));
        await socket.ReceiveAsync();
        socket.Drop();
        (await _bot.Slack.Sockets.NextAsync()).Drop();
        await ConnectedAsync();
        await _bot.Background.DrainAsync();

        Assert.Contains("Connected to Slack", _bot.Log.All, StringComparison.Ordinal);
        foreach (var secret in (string[])["s3cret", "typedWords", "ticket"])
        {
            Assert.DoesNotContain(secret, _bot.Log.All, StringComparison.Ordinal);
        }
    }

    /// <summary>Opens a connection beside the bot's own, to <see cref="_opened"/>.</summary>
    private async Task<SocketModeLink> OpenAsync(Func<JsonElement, JsonObject?> take, ManualTime time, ILogger logger)
    {
        await ConnectedAsync();
        var address = new UriBuilder(_bot.Slack.Api) { Scheme = "ws", Path = "/link/" }.Uri;
        var opening = SocketModeLink.OpenAsync(address, envelope => Task.FromResult(take(envelope)), time, logger, default);
        _opened = await _bot.Slack.Sockets.NextAsync();
        await _opened.HelloAsync();
        return await opening;
    }

    private static Task DisposedAsync(SocketModeLink link, ManualTime time)
    {
        var disposed = link.DisposeAsync().AsTask();
        return UntilAsync(() =>
        {
            time.Advance(SocketModeLink.CloseWithin);
            return disposed.IsCompletedSuccessfully;
        });
    }

    private SocketModeConnection Connection => _bot.Services.GetServices<IHostedService>().OfType<SocketModeConnection>().Single();

    private async Task<ASocketServer.ASocket> ConnectedAsync()
    {
        var socket = await _bot.Slack.Sockets.NextAsync();
        await socket.HelloAsync();
        await UntilAsync(() => !_bot.Services.GetRequiredService<SlackHealth>().IsDeaf);
        return socket;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private static string Envelope(string id, string type, JsonObject payload, bool takesPayload = false) => new JsonObject
    {
        ["envelope_id"] = id,
        ["type"] = type,
        ["payload"] = payload.DeepClone(),
        ["accepts_response_payload"] = takesPayload,
        ["retry_attempt"] = 0,
    }.ToJsonString();
}
