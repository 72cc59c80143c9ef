using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.SocketMode;

/// <summary>
/// Slack's end of Socket Mode (docs.slack.dev apis/events-api/using-socket-mode): tickets that work once, up to 10 connections, each
/// envelope to any one of them and to be acknowledged on that one.
/// </summary>
internal sealed class SocketServer(SlackWorkspaceOptions options, TimeProvider time)
{
    private const int MostConnections = 10;
    private static readonly TimeSpan _ticketLasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _warnedBefore = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _tickets = new();
    private readonly Lock _gate = new();
    private readonly List<SocketConnection> _connections = [];
    private int _next;

    /// <summary>The address of this server, <c>ws://…/</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>How long until a connection's <c>hello</c>.</summary>
    public TimeSpan HelloAfter { get; set; }

    /// <summary>How many connections are open.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>A new address for one connection.</summary>
    public Uri NewAddress()
    {
        var ticket = SlackDirectory.Secret();
        _tickets[ticket] = time.GetUtcNow() + _ticketLasts;
        return new Uri(Address!, $"/link/?ticket={ticket}&app_id={options.AppId}");
    }

    public async Task AcceptAsync(HttpContext context)
    {
        var ticket = context.Request.Query["ticket"].ToString();
        if (!context.WebSockets.IsWebSocketRequest || !_tickets.TryRemove(ticket, out var until) || until < time.GetUtcNow())
        {
            context.Response.StatusCode = 403;
            return;
        }

        // A timeout makes these pings, which clients watch for, instead of unsolicited pongs.
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.FromSeconds(10), KeepAliveTimeout = TimeSpan.FromMinutes(10) });
        var connection = new SocketConnection(socket, options.FrameBytes, time);
        int connections;
        lock (_gate)
        {
            _connections.Add(connection);
            connections = _connections.Count;
        }

        try
        {
            if (connections > MostConnections)
            {
                await connection.WriteAsync(Farewell("too_many_websockets"), context.RequestAborted);
                await connection.CloseAsync(context.RequestAborted);
                await connection.ReadAsync(context.RequestAborted);
                return;
            }

            await Task.Delay(HelloAfter, time, context.RequestAborted);
            await connection.WriteAsync(Hello(connections), context.RequestAborted);
            connection.Ready = true;
            await connection.ReadAsync(context.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The app's end is gone; what it had not acknowledged comes again.
        }
        finally
        {
            lock (_gate)
            {
                _connections.Remove(connection);
            }

            connection.End();
        }
    }

    /// <summary>Sends an envelope over one of the connections and waits for its acknowledgement there.</summary>
    public async Task<AppAnswer> SendAsync(
        string type, JsonObject payload, bool acceptsPayload, int attempt, string reason, CancellationToken cancellationToken)
    {
        SocketConnection? connection;
        lock (_gate)
        {
            var ready = _connections.FindAll(one => one.Ready);
            connection = ready.Count == 0 ? null : ready[_next++ % ready.Count];
        }

        if (connection is null)
        {
            return new AppAnswer(0, "", "No socket is open.");
        }

        var id = new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).ToString();
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["type"] = type,
            ["payload"] = payload.DeepClone(),
            ["accepts_response_payload"] = acceptsPayload,
        };
        if (type == "events_api")
        {
            (envelope["retry_attempt"], envelope["retry_reason"]) = (attempt, reason);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.AnswerWithin);
        try
        {
            var answer = await connection.AskAsync(id, envelope, limit.Token);
            var said = acceptsPayload && answer["payload"] is JsonObject { Count: > 0 } members ? members.ToJsonString(Wire.Relaxed) : "";
            return new AppAnswer(200, said.Length > 0 ? "application/json" : "", said);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AppAnswer(0, "", $"No answer within {options.AnswerWithin.TotalSeconds:0.#} s.");
        }
        catch (IOException gone)
        {
            return new AppAnswer(0, "", gone.Message);
        }
    }

    /// <summary>Tells every connection to go: <c>warning</c> leaves it 10 seconds, the others end it now.</summary>
    public async Task DisconnectAsync(string reason, CancellationToken cancellationToken)
    {
        foreach (var connection in Open())
        {
            try
            {
                await connection.WriteAsync(Farewell(reason), cancellationToken);
                if (reason == "warning")
                {
                    connection.CutAfter(_warnedBefore);
                }
                else
                {
                    await connection.CloseAsync(cancellationToken);
                }
            }
            catch (IOException)
            {
                // It went before it was told to.
            }
        }
    }

    /// <summary>Cuts every connection without a word, as a network does.</summary>
    public void Cut()
    {
        foreach (var connection in Open())
        {
            connection.Cut();
        }
    }

    private List<SocketConnection> Open()
    {
        lock (_gate)
        {
            return [.. _connections];
        }
    }

    private JsonObject Hello(int connections) => new()
    {
        ["type"] = "hello",
        ["num_connections"] = connections,
        ["debug_info"] = new JsonObject { ["host"] = "applink-lab", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
        ["connection_info"] = new JsonObject { ["app_id"] = options.AppId },
    };

    private static JsonObject Farewell(string reason) => new()
    {
        ["type"] = "disconnect",
        ["reason"] = reason,
        ["debug_info"] = new JsonObject { ["host"] = "applink-lab" },
    };
}
