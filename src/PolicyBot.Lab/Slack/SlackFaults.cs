using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>What Slack does wrong, once, instead of answering as it should.</summary>
public abstract record SlackFault
{
    private SlackFault() { }

    /// <summary><c>ok:false</c> with this error; nothing is done.</summary>
    public sealed record Refused(string Error) : SlackFault;

    /// <summary>429 <c>ratelimited</c> with <c>Retry-After</c> in seconds; nothing is done.</summary>
    public sealed record Throttled(int Seconds) : SlackFault;

    /// <summary>This HTTP status without JSON; nothing is done.</summary>
    public sealed record Status(int Code) : SlackFault;

    /// <summary><c>fatal_error</c>, and yet it was carried out, as Slack's reference warns.</summary>
    public sealed record FailedAfterAccept : SlackFault;

    /// <summary>The request is carried out and the connection closed without an answer.</summary>
    public sealed record DroppedAfterAccept : SlackFault;

    /// <summary>The request is carried out and no answer ever comes.</summary>
    public sealed record SilentAfterAccept : SlackFault;

    /// <summary>The request is carried out and answered, four seconds late.</summary>
    public sealed record Late : SlackFault;

    /// <summary>Nothing is done and no answer ever comes.</summary>
    public sealed record Silent : SlackFault;
}

/// <summary>What Slack will do wrong, by method such as <c>chat.postMessage</c>.</summary>
public sealed class SlackFaults() : WaitingFaults<string, SlackFault>(AnyMethod)
{
    /// <summary>Stands for every method.</summary>
    public const string AnyMethod = "*";

    /// <summary>Stands for what is posted to a <c>response_url</c>.</summary>
    public const string ResponseUrl = "response_url";

    /// <summary>Asked about each request that meets no waiting fault, with its method and arguments; null: nothing goes wrong.</summary>
    public Func<string, JsonObject, SlackFault?> Plan { get; set; } = (_, _) => null;

    internal SlackFault? Take(string method, JsonObject arguments) => TryTake(method, out var fault) ? fault : Plan(method, arguments);
}
