using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class SocketModeTests
{
    private static readonly SlackWorkspaceOptions _socketMode = new() { SocketMode = true, RedeliverAfter = [TimeSpan.Zero] };

    [Fact]
    public async Task A_socket_says_hello_and_its_address_works_once()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode);
        var address = await AddressAsync(lab);

        using var first = await ConnectAsync(address);
        var hello = await ReadAsync(first);
        var second = await Xunit.Record.ExceptionAsync(() => ConnectAsync(address));

        Assert.Equal(("hello", lab.Workspace.Options.AppId), (hello.Text("type"), hello["connection_info"].Text("app_id")));
        Assert.IsType<WebSocketException>(second);
    }

    [Fact]
    public async Task An_envelope_comes_in_pieces_and_is_taken_by_its_acknowledgement()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode with { FrameBytes = 100 });
        using var socket = await ConnectAsync(await AddressAsync(lab));
        await ReadAsync(socket);

        var said = lab.Workspace.Person(Ana).SayAsync("hello", CancellationToken.None);
        var envelope = await ReadAsync(socket);
        await WriteAsync(socket, new JsonObject { ["envelope_id"] = envelope.Text("envelope_id") });

        Assert.IsType<SlackOutcome.Taken>(await said);
        Assert.Equal(("events_api", "hello"), (envelope.Text("type"), envelope["payload"]!["event"].Text("text")));
        Assert.Empty(lab.Received);
    }

    [Fact]
    public async Task An_event_that_is_not_acknowledged_comes_again_on_the_next_socket()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode with { RedeliverAfter = [TimeSpan.FromMilliseconds(500)] });
        using (var first = await ConnectAsync(await AddressAsync(lab)))
        {
            await ReadAsync(first);
            var said = lab.Workspace.Person(Ana).SayAsync("hello", CancellationToken.None);
            await ReadAsync(first);
            lab.Workspace.CutSockets();
            Assert.IsType<SlackOutcome.Failed>(await said);
        }

        using var second = await ConnectAsync(await AddressAsync(lab));
        await ReadAsync(second);
        var again = await ReadAsync(second);

        Assert.Equal((1, "hello"), (again["retry_attempt"]!.GetValue<int>(), again["payload"]!["event"].Text("text")));
    }

    [Fact]
    public async Task The_answer_to_a_submission_comes_with_the_acknowledgement()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode);
        using var socket = await ConnectAsync(await AddressAsync(lab));
        await ReadAsync(socket);
        var ana = lab.Workspace.Person(Ana);
        var used = ana.ShortcutAsync(CancellationToken.None);
        var shortcut = await ReadAsync(socket);
        await WriteAsync(socket, new JsonObject { ["envelope_id"] = shortcut.Text("envelope_id"), ["payload"] = new JsonObject() });
        await used;
        await lab.CallAsync(
            "views.open", new JsonObject { ["trigger_id"] = shortcut["payload"].Text("trigger_id"), ["view"] = Modal(Input("comment")) });

        var submitted =
            ana.SubmitAsync(ana.View!, new Dictionary<string, string> { ["comment"] = "fine until spring" }, CancellationToken.None);
        var envelope = await ReadAsync(socket);
        await WriteAsync(socket, new JsonObject
        {
            ["envelope_id"] = envelope.Text("envelope_id"),
            ["payload"] = new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { ["comment"] = "Say more" } },
        });

        Assert.True(envelope["accepts_response_payload"]!.GetValue<bool>());
        Assert.Equal("Say more", Assert.IsType<SlackOutcome.ErrorsShown>(await submitted).Errors["comment"]);
    }

    [Fact]
    public async Task A_socket_is_told_why_it_has_to_go()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode);
        using var socket = await ConnectAsync(await AddressAsync(lab));
        await ReadAsync(socket);

        await lab.Workspace.DisconnectSocketsAsync("refresh_requested", CancellationToken.None);
        var farewell = await ReadAsync(socket);

        Assert.Equal(("disconnect", "refresh_requested"), (farewell.Text("type"), farewell.Text("reason")));
    }

    [Fact]
    public async Task Whatever_is_on_its_way_when_sockets_are_cut_ends()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode with { FrameBytes = 16, RedeliverAfter = [] });
        for (var round = 0; round < 20; round++)
        {
            using var socket = await ConnectAsync(await AddressAsync(lab));
            await ReadAsync(socket);
            var said = Enumerable.Range(0, 20).Select(_ => Task.Run(() => lab.Workspace.Person(Ana).SayAsync("hello", Deadline())))
                .ToArray();
            await ReadAsync(socket);

            lab.Workspace.CutSockets();

            Assert.All(await Task.WhenAll(said).WaitAsync(Deadline()), outcome => Assert.IsType<SlackOutcome.Failed>(outcome));
        }
    }

    [Fact]
    public async Task Only_the_app_level_token_opens_a_socket()
    {
        await using var lab = await WorkspaceFixture.StartAsync(_socketMode);

        Assert.Equal("not_allowed_token_type", (await lab.CallAsync("apps.connections.open", [])).Text("error"));
    }

    private static async Task<Uri> AddressAsync(WorkspaceFixture lab)
    {
        var (_, body, _) = await lab.SendAsync("apps.connections.open", [], lab.Workspace.Options.AppToken, asForm: true);
        return new Uri(body.Text("url")!);
    }

    private static async Task<ClientWebSocket> ConnectAsync(Uri address)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, Deadline());
        return socket;
    }

    private static async Task<JsonObject> ReadAsync(ClientWebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(buffer.AsMemory(), Deadline());
            message.Write(buffer, 0, read.Count);
        }
        while (!read.EndOfMessage);
        return Wire.TryParseObject(Encoding.UTF8.GetString(message.ToArray()))!;
    }

    private static async Task WriteAsync(ClientWebSocket socket, JsonObject message) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, Deadline());
}
