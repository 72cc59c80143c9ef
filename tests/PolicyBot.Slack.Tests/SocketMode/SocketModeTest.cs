using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Tests.Inbound;

namespace PolicyBot.Slack.Tests.SocketMode;

/// <summary>A bot in Socket Mode, and the other end of its real socket.</summary>
public abstract class SocketModeTest : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private protected ABot Bot { get; private set; } = null!;

    public async Task InitializeAsync() => Bot = await ABot.StartAsync(socketMode: true);

    public Task DisposeAsync() => Bot.DisposeAsync().AsTask();

    private protected async Task<ASocketServer.ASocket> ConnectedAsync()
    {
        var socket = await Bot.Slack.Sockets.NextAsync();
        await socket.HelloAsync();
        await UntilAsync(() => !Bot.Services.GetRequiredService<SlackHealth>().IsDisconnected);
        return socket;
    }

    private protected static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    private protected static string Envelope(string id, string type, JsonObject payload, bool takesPayload = false) => new JsonObject
    {
        ["envelope_id"] = id,
        ["type"] = type,
        ["payload"] = payload.DeepClone(),
        ["accepts_response_payload"] = takesPayload,
        ["retry_attempt"] = 0,
    }.ToJsonString();
}
