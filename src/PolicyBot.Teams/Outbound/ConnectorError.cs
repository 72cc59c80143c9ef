using System.Net;
using System.Text.Json;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;

namespace PolicyBot.Teams.Outbound;

/// <summary>
/// An answer of the connector that is no success, translated by its table of status codes (MicrosoftDocs/msteams-docs
/// <c>conversation-messages.md</c>, "Status codes from bot conversational APIs").
/// </summary>
/// <param name="Code">The connector's own code; <c>Http…</c> with the status where it gave none.</param>
/// <param name="RetryAfter">What the connector asked us to wait.</param>
internal sealed record ConnectorError(HttpStatusCode Status, string Code, TimeSpan? RetryAfter)
{
    /// <summary>How long to wait where the connector does not say, the first step of Microsoft's own example.</summary>
    public static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    private static readonly HashSet<string> UnreachableCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "BotNotInConversationRoster", "ForbiddenOperationException", "BotDisabledByAdmin", "ConversationBlockedByUser",
        "MessageWritesBlocked", "ConversationNotFound",
    };

    private static readonly HashSet<string> MalformedCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Bad Argument", "BadArgument", "BadSyntax",
    };

    /// <summary>Whether a code says that the payload itself is wrong. Other refusals may be of the moment.</summary>
    public static bool IsMalformed(string code) => MalformedCodes.Contains(code);

    /// <summary>Reads the code and the wait out of an answer.</summary>
    /// <param name="body">Either <c>{"error":{"code":…}}</c>, or the older <c>{"errorCode":…,"message":"{\"subCode\":…}"}</c>.</param>
    public static ConnectorError From(HttpResponseMessage response, byte[] body, DateTimeOffset now)
    {
        var status = response.StatusCode;
        return new(status, ReadCode(body) ?? $"Http{(int)status}", HttpExchange.AskedPause(response, TimeSpan.Zero, LongestPause, now));
    }

    /// <summary>What the error means for one call.</summary>
    /// <param name="repeatable">Whether doing it twice is doing it once.</param>
    /// <param name="target">What a 404 is about.</param>
    public ConnectorOutcome<T> ToOutcome<T>(bool repeatable, ConnectorTarget target) => Status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed =>
            new ConnectorOutcome<T>.Later(RetryAfter ?? ShortPause, Code, PauseReason.Throttled),
        HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => Lost<T>(repeatable, Code, RetryAfter),
        HttpStatusCode.Forbidden or HttpStatusCode.NotFound when UnreachableCodes.Contains(Code) => Never<T>(ConnectorFault.Unreachable),
        HttpStatusCode.Forbidden when Code == "InvalidBotApiHost" => Never<T>(ConnectorFault.WrongHost),
        HttpStatusCode.Forbidden => Never<T>(ConnectorFault.Forbidden),
        HttpStatusCode.NotFound => Never<T>(target switch
        {
            ConnectorTarget.Message => ConnectorFault.MessageGone,
            ConnectorTarget.Member => ConnectorFault.MemberNotFound,
            _ => ConnectorFault.Unreachable,
        }),
        HttpStatusCode.Unauthorized => Never<T>(ConnectorFault.Unauthorized),
        HttpStatusCode.RequestEntityTooLarge => Never<T>(ConnectorFault.TooLarge),
        // redirects are not followed
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => Never<T>(ConnectorFault.WrongHost),
        _ => Never<T>(ConnectorFault.BadRequest),
    };

    /// <summary>A call whose answer never came: repeat it, or let the caller decide, who knows the effect of a duplicate.</summary>
    public static ConnectorOutcome<T> Lost<T>(bool repeatable, string code, TimeSpan? after = null) => repeatable
        ? new ConnectorOutcome<T>.Later(after ?? ShortPause, code)
        : new ConnectorOutcome<T>.MaybeDelivered(after ?? ShortPause, code);

    private ConnectorOutcome<T>.Never Never<T>(ConnectorFault fault) => new(fault, Code);

    private static string? ReadCode(byte[] body)
    {
        var root = Parse(body);
        var error = root.Member("error");
        return SubCode(root.Text("message")) ?? SubCode(error.Text("message"))
            ?? NotEmpty(error.Text("code"))
            ?? NotEmpty(root.Text("errorCode"))
            ?? (root.Member("errorCode") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null);
    }

    // The message of some errors is JSON once more, with the code that says what is really wrong.
    private static string? SubCode(string? message) =>
        message is { Length: > 0 } && message.TrimStart().StartsWith('{')
            ? NotEmpty(Parse(System.Text.Encoding.UTF8.GetBytes(message)).Text("subCode"))
            : null;

    private static string? NotEmpty(string? code) => string.IsNullOrWhiteSpace(code) ? null : code;

    private static JsonElement? Parse(byte[] json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null; // a page of a proxy, or nothing
        }
    }
}

/// <summary>What a call is about, for the reading of a 404.</summary>
internal enum ConnectorTarget
{
    /// <summary>A conversation.</summary>
    Conversation,

    /// <summary>A message in it.</summary>
    Message,

    /// <summary>A member of it.</summary>
    Member,
}
