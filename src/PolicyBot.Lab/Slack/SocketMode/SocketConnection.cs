using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.SocketMode;

/// <summary>One open socket and the envelopes that wait for an acknowledgement on it.</summary>
internal sealed class SocketConnection(WebSocket socket, int frameBytes) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _waiting = new();
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Whether it said hello and takes envelopes.</summary>
    public volatile bool Ready;

    /// <summary>Whether nothing is read any more.</summary>
    public volatile bool Silent;

    public void Dispose()
    {
        _writing.Dispose();
        _ended.Dispose();
    }

    public async Task WriteAsync(JsonObject message, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(message.ToJsonString(Wire.Relaxed));
        await _writing.WaitAsync(cancellationToken);
        try
        {
            do
            {
                var frame = bytes[..Math.Min(frameBytes, bytes.Length)];
                bytes = bytes[frame.Length..];
                await socket.SendAsync(frame, WebSocketMessageType.Text, bytes.IsEmpty, cancellationToken);
            }
            while (!bytes.IsEmpty);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task<JsonObject> AskAsync(string id, JsonObject envelope, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            await WriteAsync(envelope, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Reads acknowledgements until the socket ends.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        using var message = new MemoryStream();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            if (Silent)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }

            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                Ready = false;
                if (socket.State == WebSocketState.CloseReceived)
                {
                    await CloseAsync(cancellationToken);
                }

                return;
            }

            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                message.SetLength(0);
                if (!Silent && Wire.TryParseObject(text) is { } answer && answer.Text("envelope_id") is { } id && _waiting.TryGetValue(id, out var asked))
                {
                    asked.TrySetResult(answer);
                }
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Ends it after this time, unless it ended before.</summary>
    public void CloseAfter(TimeSpan wait, TimeProvider time)
    {
        var ended = _ended.Token;
        _ = Task.Delay(wait, time, ended).ContinueWith(_ => Abort(), ended, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    public void Abort() => socket.Abort();

    /// <summary>Nobody will acknowledge what is still waiting.</summary>
    public void GiveUp()
    {
        _ended.Cancel();
        foreach (var asked in _waiting.Values)
        {
            asked.TrySetException(new IOException("The socket ended before the acknowledgement."));
        }
    }
}
