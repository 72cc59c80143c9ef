using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.SocketMode;

/// <summary>
/// One open socket and the envelopes that wait for an acknowledgement on it. A waiting caller gets an <see cref="IOException"/> once it
/// ended.
/// </summary>
#pragma warning disable CA1001 // A wait on a disposed semaphore never ends, not even by its token; and both fields hold only memory.
internal sealed class SocketConnection(WebSocket socket, int frameBytes, TimeProvider time)
#pragma warning restore CA1001
{
    /// <summary>How long the other end may take to take something in.</summary>
    public static readonly TimeSpan WriteWithin = TimeSpan.FromSeconds(10);

    /// <summary>How long the other end may take to close its side too.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _waiting = new();

    /// <summary>Whether it said hello and takes envelopes.</summary>
    public volatile bool Ready;

    /// <exception cref="IOException">It ended, or the other end takes nothing in.</exception>
    public Task WriteAsync(JsonObject message, CancellationToken cancellationToken) => AloneAsync(
        async token =>
        {
            ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(message.ToJsonString(Wire.Relaxed));
            do
            {
                var frame = bytes[..Math.Min(frameBytes, bytes.Length)];
                bytes = bytes[frame.Length..];
                await socket.SendAsync(frame, WebSocketMessageType.Text, bytes.IsEmpty, token);
            }
            while (!bytes.IsEmpty);
        },
        cancellationToken);

    /// <summary>Sends an envelope and waits for its acknowledgement.</summary>
    /// <exception cref="IOException">It ended before.</exception>
    public async Task<JsonObject> AskAsync(string id, JsonObject envelope, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            await WriteAsync(envelope, cancellationToken);
            return await answer.Task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The socket ended before the acknowledgement.");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Reads acknowledgements until the other end closes it.</summary>
    /// <exception cref="IOException">It ended otherwise.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            await ReadUntilClosedAsync(limit.Token);
        }
        catch (Exception gone) when (IsEnd(gone) && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The socket ended.", gone);
        }
        finally
        {
            Ready = false;
        }
    }

    /// <summary>Says goodbye. An other end that does not close its side too is cut.</summary>
    /// <exception cref="IOException">It ended, or the other end takes nothing in.</exception>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Ready = false;
        CutAfter(CloseWithin);
        await AloneAsync(
            async token =>
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, token);
                }
            },
            cancellationToken);
    }

    /// <summary>Cuts it after this time, unless it ended before.</summary>
    public void CutAfter(TimeSpan wait) =>
        _ = Task.Delay(wait, time, _ended.Token)
            .ContinueWith(_ => Cut(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);

    /// <summary>Ends it without a word.</summary>
    public void Cut()
    {
        Ready = false;
        socket.Abort();
        End();
    }

    /// <summary>Nothing goes over it any more: what still waits will not be acknowledged.</summary>
    public void End()
    {
        Ready = false;
        _ended.Cancel();
    }

    private static bool IsEnd(Exception failure) =>
        failure is OperationCanceledException or WebSocketException or InvalidOperationException or IOException;

    /// <summary>Does what only one may do at a time.</summary>
    private async Task AloneAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(WriteWithin, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token, enough.Token);
        try
        {
            await _writing.WaitAsync(limit.Token);
            try
            {
                await write(limit.Token).WaitAsync(limit.Token);
            }
            finally
            {
                _writing.Release();
            }
        }
        catch (Exception gone) when (IsEnd(gone) && !cancellationToken.IsCancellationRequested)
        {
            Cut();
            throw new IOException("The socket ended.", gone);
        }
    }

    private async Task ReadUntilClosedAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        using var message = new MemoryStream();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                await CloseAsync(cancellationToken);
                return;
            }

            message.Write(buffer, 0, read.Count);
            if (read.EndOfMessage)
            {
                var text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                message.SetLength(0);
                if (Wire.TryParseObject(text) is { } answer && answer.Text("envelope_id") is { } id
                    && _waiting.TryGetValue(id, out var asked))
                {
                    asked.TrySetResult(answer);
                }
            }
        }
    }
}
