using System.Collections.Concurrent;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Slack;
using PolicyBot.Lab.Teams.Connector;

namespace PolicyBot.EndToEnd.Tests.Delivery;

/// <summary>One request that reached a channel's stand-in.</summary>
internal sealed record PlayedCall(DateTimeOffset At, string Channel, string Operation, string Conversation, string Body, BurstKind? Fault)
{
    /// <summary>Whether it posts a message.</summary>
    public bool Posts => Operation is nameof(ConnectorOperation.Send) or "chat.postMessage";

    /// <summary>Whether it was carried out and its answer lost.</summary>
    public bool IsLost => Fault is BurstKind.Cut or BurstKind.AnswerLost;

    public override string ToString() => $"{At:HH:mm:ss.fff} {Channel} {Operation} {Fault?.ToString() ?? "ok"}";
}

/// <summary>Plays a plan of bursts on both channels, and remembers each request with what it met.</summary>
internal sealed class PlayedFaults : IDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(11);

    private readonly PolicyBotLab _lab;
    private readonly IReadOnlyList<Burst> _bursts;
    private readonly ConcurrentQueue<PlayedCall> _calls = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private volatile bool _over;

    public PlayedFaults(PolicyBotLab lab, IReadOnlyList<Burst> bursts)
    {
        (_lab, _bursts) = (lab, bursts);
        lab.Tenant.Faults.Plan = (operation, conversation, body) => Note("teams", operation.ToString(), conversation, body) switch
        {
            BurstKind.Throttled => ConnectorFault.Throttled,
            BurstKind.ServerError => ConnectorFault.ServiceError,
            BurstKind.BadGateway => ConnectorFault.BadGateway,
            BurstKind.Unavailable => ConnectorFault.Unavailable,
            BurstKind.Late => ConnectorFault.Late,
            BurstKind.Cut => ConnectorFault.DroppedAfterAccept,
            BurstKind.AnswerLost => ConnectorFault.SilentAfterAccept,
            BurstKind.Silent => ConnectorFault.Silent,
            _ => null,
        };
        lab.Workspace!.Faults.Plan = (method, arguments) => Faulted(method)
            ? Note("slack", method, arguments["channel"]?.ToString() ?? "", arguments.ToJsonString()) switch
            {
                BurstKind.Throttled => new SlackFault.Throttled(1),
                BurstKind.ServerError => new SlackFault.Status(500),
                BurstKind.BadGateway => new SlackFault.Status(502),
                BurstKind.Unavailable => new SlackFault.Status(503),
                BurstKind.Late => new SlackFault.Late(),
                BurstKind.Cut => new SlackFault.DroppedAfterAccept(),
                BurstKind.AnswerLost => new SlackFault.SilentAfterAccept(),
                BurstKind.Silent => new SlackFault.Silent(),
                _ => null,
            }
            : null;
    }

    /// <summary>Every request so far, oldest first.</summary>
    public IReadOnlyCollection<PlayedCall> Calls => _calls;

    /// <summary>Nothing goes wrong any more; requests are still remembered.</summary>
    public void Stop() => _over = true;

    /// <summary>
    /// Whether no request is under way: none came for a while, and none is left that waits for its answer. Only then may the clock be
    /// turned past a lease: a Host that lives does not hold one.
    /// </summary>
    public bool IsQuiet(TimeSpan lately)
    {
        var now = TimeProvider.System.GetUtcNow();
        return _calls.Reverse().TakeWhile(call => now - call.At < LongestCall).All(call =>
            now - call.At >= (call.Fault is BurstKind.Late or BurstKind.AnswerLost or BurstKind.Silent ? LongestCall : lately));
    }

    public void Dispose()
    {
        _lab.Tenant.Faults.Plan = (_, _, _) => null;
        _lab.Workspace!.Faults.Plan = (_, _) => null;
    }

    // a response URL and the token's own test have no part in what is proved
    private static bool Faulted(string method) => method is not (SlackFaults.ResponseUrl or "auth.test" or "apps.connections.open");

    private BurstKind? Note(string channel, string operation, string conversation, string body)
    {
        var at = TimeProvider.System.GetElapsedTime(_started);
        var burst = _over ? null : _bursts.FirstOrDefault(one => one.Channel == channel && one.From <= at && at < one.To);
        _calls.Enqueue(new PlayedCall(TimeProvider.System.GetUtcNow(), channel, operation, conversation, body, burst?.Kind));
        return burst?.Kind;
    }
}
