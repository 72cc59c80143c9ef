using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>The other end of Socket Mode.</summary>
internal sealed class ASocketServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ASocket> _connected = Channel.CreateUnbounded<ASocket>();
    private readonly ConcurrentBag<ASocket> _all = [];

    /// <summary>The next connection that is opened; it waits for its hello.</summary>
    public async Task<ASocket> NextAsync() => await _connected.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var connection = new ASocket(socket);
        _all.Add(connection);
        _connected.Writer.TryWrite(connection);
        await connection.Over;
    }

    public void CloseAll()
    {
        foreach (var socket in _all)
        {
            socket.Drop();
        }
    }

    /// <summary>One connection.</summary>
    internal sealed class ASocket(WebSocket socket)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Over => _over.Task;

        public Task HelloAsync() => SendAsync(Sample.Text("socket_mode.ndjson").Split('\n')[0]);

        public Task SendAsync(string frame) =>
            socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, default);

        /// <summary>Sends a frame in pieces.</summary>
        public async Task SendInPiecesAsync(string frame, int size)
        {
            foreach (var piece in Encoding.UTF8.GetBytes(frame).Chunk(size))
            {
                await socket.SendAsync(piece, WebSocketMessageType.Text, endOfMessage: false, default);
            }

            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, endOfMessage: true, default);
        }

        /// <summary>The next frame from the bot; null once it closed the connection.</summary>
        public async Task<JsonObject?> ReceiveAsync()
        {
            using var limit = new CancellationTokenSource(Patience);
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    Drop();
                    return null;
                }

                length += piece.Count;
                if (piece.EndOfMessage)
                {
                    return JsonNode.Parse(buffer.AsSpan(0, length))!.AsObject();
                }
            }
        }

        /// <summary>The line goes dead.</summary>
        public void Drop()
        {
            socket.Abort();
            _over.TrySetResult();
        }
    }
}
