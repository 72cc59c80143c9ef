using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Tests.Inbound;

namespace PolicyBot.Slack.Tests.SocketMode;

/// <summary>What comes over a socket is taken, kept and acknowledged.</summary>
public sealed class SocketModeTests : SocketModeTest
{
    [Fact]
    public async Task An_event_is_kept_acknowledged_and_answered()
    {
        var socket = await ConnectedAsync();

        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));

        Assert.Equal("""{"envelope_id":"e1"}""", (await socket.ReceiveAsync())!.ToJsonString());
        await Bot.Background.DrainAsync();
        Assert.Single(Bot.Slack.To("chat.postMessage"));
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
        await Bot.Background.DrainAsync();

        Assert.Single(Bot.Slack.To("chat.postMessage"));
    }

    [Fact]
    public async Task An_event_that_cannot_be_kept_is_not_acknowledged()
    {
        var socket = await ConnectedAsync();
        Bot.Stores.AreDown = true;
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));
        await socket.SendAsync(Envelope("e2", "interactive", Sample.Object("interaction.view_closed.json")));
        Assert.Equal("e2", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());

        Bot.Stores.AreDown = false;
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("help")));

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_event_that_comes_again_while_its_first_delivery_fails_is_kept()
    {
        var socket = await ConnectedAsync();
        var outage = new TaskCompletionSource();
        Bot.Stores.Keeping = outage.Task;
        var envelope = Envelope("e1", "events_api", Payloads.Message("help"));
        await socket.SendAsync(envelope);
        await UntilAsync(() => Bot.Stores.Asked == 1);
        await socket.SendAsync(envelope);
        await socket.SendAsync(Envelope("e2", "interactive", Sample.Object("interaction.view_closed.json")));
        Assert.Equal("e2", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());

        Bot.Stores.Keeping = Task.CompletedTask;
        outage.SetException(new StoreUnavailableException("down"));

        Assert.Equal("e1", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_Slack_waits_for_goes_with_the_acknowledgement_where_it_is_taken()
    {
        var socket = await ConnectedAsync();
        var submission =
            Payloads.Submit(new JsonObject { ["type"] = "modal", ["callback_id"] = Verbs.Help, ["blocks"] = new JsonArray() }, "V1");

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
            ["response_url"] = Bot.Slack.ResponseUrl,
        }, takesPayload: true));

        Assert.Equal("""{"envelope_id":"e1"}""", (await socket.ReceiveAsync())!.ToJsonString());
        await Bot.Background.DrainAsync();
        Assert.Equal(
            ["views.open", "views.update"], Bot.Slack.Calls.Select(call => call.Method).Where(method => method != "apps.connections.open"));
    }

    [Fact]
    public async Task The_recorded_envelopes_are_acknowledged_and_the_connection_replaced_as_they_end()
    {
        var socket = await Bot.Slack.Sockets.NextAsync();
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
        await (await Bot.Slack.Sockets.NextAsync()).HelloAsync();
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
        Bot.Slack.OnCall = async call =>
        {
            if (call.Method == "views.open")
            {
                await go.Task;
            }

            return null;
        };
        await socket.SendAsync(Envelope("slow", "interactive", Payloads.Press(Bot.Slack, Verbs.Mine, "|0", channel: "C1")));
        await socket.SendAsync(Envelope("fast", "events_api", Payloads.Message("help")));

        Assert.Equal("fast", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
        go.SetResult();
        Assert.Equal("slow", (await socket.ReceiveAsync())!["envelope_id"]!.GetValue<string>());
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
    public async Task No_secret_is_logged()
    {
        var socket = await ConnectedAsync();
        await socket.SendAsync(Envelope("e1", "events_api", Payloads.Message("typedWords")));
        await socket.ReceiveAsync();
        socket.Drop();
        (await Bot.Slack.Sockets.NextAsync()).Drop();
        await ConnectedAsync();
        await Bot.Background.DrainAsync();

        Assert.Contains("Connected to Slack", Bot.Log.All, StringComparison.Ordinal);
        foreach (var secret in (string[])["s3cret", "typedWords", "ticket"])
        {
            Assert.DoesNotContain(secret, Bot.Log.All, StringComparison.Ordinal);
        }
    }
}
