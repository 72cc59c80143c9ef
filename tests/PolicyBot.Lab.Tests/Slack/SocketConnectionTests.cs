using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Lab.Slack.SocketMode;

namespace PolicyBot.Lab.Tests.Slack;

/// <summary>All waits on a socket end when the socket does: one that outlives it would outlive every deadline.</summary>
public sealed class SocketConnectionTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private static readonly JsonObject _message = new() { ["type"] = "hello" };

    private readonly StuckSocket _socket = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly SocketConnection _connection;

    public SocketConnectionTests() => _connection = new SocketConnection(_socket, 1_000, _time);

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task Whoever_waits_for_another_to_finish_writing_hears_that_the_socket_ended()
    {
        var writes = _connection.WriteAsync(_message, CancellationToken.None);
        await _socket.Writing;
        var waits = _connection.WriteAsync(_message, CancellationToken.None);

        _connection.End();

        await Assert.ThrowsAsync<IOException>(() => writes.WaitAsync(_patience));
        await Assert.ThrowsAsync<IOException>(() => waits.WaitAsync(_patience));
    }

    [Fact]
    public async Task Whoever_waits_to_close_it_is_let_go_once_it_ended()
    {
        var writes = _connection.WriteAsync(_message, CancellationToken.None);
        await _socket.Writing;
        var closes = _connection.CloseAsync(CancellationToken.None);

        _connection.End();

        await Assert.ThrowsAsync<IOException>(() => writes.WaitAsync(_patience));
        // there may be nothing left to close
        Assert.IsNotType<TimeoutException>(await Xunit.Record.ExceptionAsync(() => closes.WaitAsync(_patience)));
    }

    [Fact]
    public async Task What_waits_for_an_acknowledgement_fails_once_it_ended()
    {
        _socket.Flows();
        var asked = _connection.AskAsync("e1", _message, CancellationToken.None);

        _connection.End();

        await Assert.ThrowsAsync<IOException>(() => asked.WaitAsync(_patience));
    }

    [Fact]
    public async Task What_is_asked_after_it_ended_fails_at_once()
    {
        _connection.End();

        await Assert.ThrowsAsync<IOException>(() => _connection.AskAsync("e1", _message, CancellationToken.None).WaitAsync(_patience));
    }

    [Fact]
    public async Task An_end_that_takes_nothing_in_is_given_up()
    {
        var writes = _connection.WriteAsync(_message, CancellationToken.None);
        await _socket.Writing;

        _time.Advance(SocketConnection.WriteWithin);

        await Assert.ThrowsAsync<IOException>(() => writes.WaitAsync(_patience));
        Assert.Equal(WebSocketState.Aborted, _socket.State);
    }

    [Fact]
    public async Task An_end_that_never_answers_the_closing_is_given_up()
    {
        _socket.Flows();
        await _connection.CloseAsync(CancellationToken.None);
        var reads = _connection.ReadAsync(CancellationToken.None);

        _time.Advance(SocketConnection.CloseWithin);

        await Assert.ThrowsAsync<IOException>(() => reads.WaitAsync(_patience));
        Assert.Equal(WebSocketState.Aborted, _socket.State);
    }

    [Fact]
    public async Task Whoever_reads_is_let_go_once_it_ended()
    {
        _connection.Ready = true;
        var reads = _connection.ReadAsync(CancellationToken.None);

        _connection.End();

        await Assert.ThrowsAsync<IOException>(() => reads.WaitAsync(_patience));
        Assert.False(_connection.Ready);
    }

    /// <summary>A socket whose other end neither takes anything in nor says anything, until it is aborted.</summary>
    private sealed class StuckSocket : WebSocket
    {
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WebSocketState _state = WebSocketState.Open;
        private bool _flows;

        /// <summary>Ends as soon as something is being written.</summary>
        public Task Writing => _writing.Task;

        public override WebSocketState State => _state;

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override string? SubProtocol => null;

        /// <summary>From now on the other end takes in what is written.</summary>
        public void Flows() => _flows = true;

        public override void Abort()
        {
            _state = WebSocketState.Aborted;
            _aborted.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override async Task CloseOutputAsync(
            WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
        {
            await SendAsync(ArraySegment<byte>.Empty, WebSocketMessageType.Close, true, cancellationToken);
            _state = WebSocketState.CloseSent;
        }

        public override Task SendAsync(
            ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            _writing.TrySetResult();
            return _flows && !_aborted.Task.IsCompleted ? Task.CompletedTask : _aborted.Task.WaitAsync(cancellationToken);
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            await _aborted.Task.WaitAsync(cancellationToken);
            throw new InvalidOperationException("It was aborted.");
        }

        public override void Dispose() => Abort();
    }
}
