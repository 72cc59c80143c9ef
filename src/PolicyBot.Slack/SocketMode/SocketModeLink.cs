using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack.SocketMode;

/// <summary>Why a connection is to be replaced, or is gone.</summary>
internal enum LinkEnd
{
    /// <summary>It broke, went silent or was closed.</summary>
    Broken,

    /// <summary>Slack asks for a new one; this one serves a few seconds longer.</summary>
    Refresh,

    /// <summary>There are more than Slack allows for one app (ten).</summary>
    TooMany,

    /// <summary>Socket Mode was switched off in the app's settings.</summary>
    Disabled,
}

/// <summary>
/// One connection of Socket Mode: reads frames, hands over envelopes and acknowledges each on the same socket, one send at a time.
/// </summary>
internal sealed partial class SocketModeLink : IAsyncDisposable
{
    /// <summary>How long Slack may take to say hello.</summary>
    public static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(30);

    private const int LargestFrame = 4 * 1024 * 1024;

    /// <summary>How long each step of closing may take, before it is dropped.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(3);

    private readonly ClientWebSocket _socket = new();
    private readonly Func<JsonElement, Task<JsonObject?>> _take;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    // never disposed: a wait on a disposed one never ends, even when its token is cancelled
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LinkEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Task, bool> _inHand = new();
    private Task _reading = Task.CompletedTask;

    private SocketModeLink(Func<JsonElement, Task<JsonObject?>> take, TimeProvider time, ILogger logger)
    {
        _take = take;
        _time = time;
        _logger = logger;
        // A socket whose other end is gone looks open for ever: only an answer to our own ping shows that it lives.
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(10);
        _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
    }

    /// <summary>Why it is to be replaced or is gone; ends when it is.</summary>
    public Task<LinkEnd> Ended => _ended.Task;

    /// <summary>Whether anything can still arrive on it.</summary>
    public bool IsOpen => !_reading.IsCompleted;

    /// <summary>Connects, and waits for Slack's hello.</summary>
    /// <param name="address">Of <c>apps.connections.open</c>; works once.</param>
    /// <param name="take">Takes an envelope; gives its acknowledgement, or null for none.</param>
    /// <param name="time">The real time.</param>
    /// <exception cref="WebSocketException">It can't be opened, or breaks before the hello.</exception>
    /// <exception cref="TimeoutException">No hello came.</exception>
    public static async Task<SocketModeLink> OpenAsync(
        Uri address, Func<JsonElement, Task<JsonObject?>> take, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var link = new SocketModeLink(take, time, logger);
        try
        {
            await link._socket.ConnectAsync(address, cancellationToken).WaitAsync(HelloWithin, time, cancellationToken);
            link._reading = link.ReadAsync();
            await link._hello.Task.WaitAsync(HelloWithin, time, cancellationToken);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes it, after what is in hand was acknowledged on it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Task.WhenAll(_inHand.Keys).WaitAsync(CloseWithin, _time);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None)
                    .WaitAsync(CloseWithin, _time);
                await _reading.WaitAsync(CloseWithin, _time);
            }
        }
        catch (Exception unwilling) when (unwilling is TimeoutException or WebSocketException or OperationCanceledException)
        {
            // it is dropped then
        }

        await _stop.CancelAsync();
        _socket.Abort();
        await _reading.WaitAsync(CloseWithin, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var fault = new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        try
        {
            while (await ReceiveAsync() is { } frame)
            {
                Take(frame);
            }
        }
        catch (WebSocketException broken)
        {
            fault = broken;
        }
        catch (Exception aborted) when (aborted is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // it was given up
        }
        finally
        {
            _hello.TrySetException(fault);
            _ended.TrySetResult(LinkEnd.Broken); // for any fault: the caller that waits for the end must get it
        }
    }

    /// <returns>Null once the other end closes it, or sends a message that is too large.</returns>
    private async Task<byte[]?> ReceiveAsync()
    {
        var frame = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var piece = await _socket.ReceiveAsync(frame.GetMemory(16 * 1024), _stop.Token);
            if (piece.MessageType == WebSocketMessageType.Close || frame.WrittenCount + piece.Count > LargestFrame)
            {
                return null;
            }

            frame.Advance(piece.Count);
            if (piece.EndOfMessage)
            {
                return frame.WrittenSpan.ToArray();
            }
        }
    }

    private void Take(byte[] frame)
    {
        if (SlackPayload.Parse(frame) is not { } message)
        {
            Unreadable(_logger);
            return;
        }

        switch (message.Text("type"))
        {
            case "hello":
                _hello.TrySetResult();
                break;
            case "disconnect":
                var reason = message.Text("reason");
                ToBeReplaced(_logger, reason.Length <= 40 ? reason : reason[..40]);
                _ended.TrySetResult(reason switch
                {
                    "link_disabled" => LinkEnd.Disabled,
                    "too_many_websockets" => LinkEnd.TooMany,
                    _ => LinkEnd.Refresh,
                });
                break;
            case var _ when message.Text("envelope_id").Length > 0:
                // Beside each other: a slow one must not keep the next from its three seconds.
                var work = AnswerAsync(message);
                _inHand[work] = true;
                _ = work.ContinueWith(done =>
                    _inHand.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
                break;
        }
    }

    private async Task AnswerAsync(JsonElement envelope)
    {
        await Task.Yield(); // the next frame is read meanwhile
        try
        {
            if (await _take(envelope) is { } acknowledgement)
            {
                await SendAsync(Encoding.UTF8.GetBytes(acknowledgement.ToJsonString()));
            }
        }
        catch (Exception gone) when (
            gone is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            NotAcknowledged(_logger); // it comes again, on another connection
        }
#pragma warning disable CA1031 // The edge of one envelope: it is not acknowledged and comes again; the others are served meanwhile.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Failed(_logger, fault);
        }
    }

    private async Task SendAsync(byte[] message)
    {
        await _sending.WaitAsync(_stop.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _stop.Token);
        }
        finally
        {
            _sending.Release();
        }
    }

    [LoggerMessage(EventId = 730, Level = LogLevel.Information, Message = "Socket Mode reconnects at Slack's request: {Reason}.")]
    private static partial void ToBeReplaced(ILogger logger, string reason);

    [LoggerMessage(EventId = 731, Level = LogLevel.Warning, Message = "Socket Mode frame ignored: it is no JSON object.")]
    private static partial void Unreadable(ILogger logger);

    [LoggerMessage(EventId = 732, Level = LogLevel.Warning,
        Message = "Socket Mode acknowledgement failed: the request was stored, but the connection is closed.")]
    private static partial void NotAcknowledged(ILogger logger);

    [LoggerMessage(EventId = 733, Level = LogLevel.Error, Message = "Socket Mode request failed: it is not acknowledged.")]
    private static partial void Failed(ILogger logger, Exception fault);
}
