using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams.Connector;

/// <summary>
/// What the connector says: status and body. Codes and shapes from "Status codes from bot conversational APIs" (Teams documentation).
/// </summary>
internal sealed record ConnectorAnswer(int Status, JsonNode? Body = null, int? RetryAfterSeconds = null)
{
    public static ConnectorAnswer Refuse(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    public static ConnectorAnswer Throttled(int seconds) =>
        Refuse(429, "Throttled", "Too many requests.") with { RetryAfterSeconds = seconds };

    public static ConnectorAnswer BadSyntax(string message) => Refuse(400, "BadSyntax", message);

    public static ConnectorAnswer BadArgument(string message) => Refuse(400, "Bad Argument", message);

    public static ConnectorAnswer BotNotRegistered() => Refuse(401, "BotNotRegistered", "No registration found for this bot.");

    public static ConnectorAnswer NotInRoster() =>
        Refuse(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static ConnectorAnswer Forbidden(string message) => Refuse(403, "ForbiddenOperationException", message);

    public static ConnectorAnswer ConversationNotFound() => Refuse(404, "ConversationNotFound", "Conversation not found.");

    public static ConnectorAnswer ActivityNotFound() =>
        Refuse(404, "ActivityNotFoundInConversation", "The activity was not found in the conversation.");

    public static ConnectorAnswer TooBig() => Refuse(413, "MessageSizeTooBig", "Message size too large.");

    /// <summary>Older shape: the reason is JSON inside a string.</summary>
    public static ConnectorAnswer WritesBlocked() => new(403, new JsonObject
    {
        ["errorCode"] = 209,
        ["message"] =
            """{ "subCode":"MessageWritesBlocked", "details":"Thread is not writable by this user or bot", """ +
            "\"errorCode\":null, \"errorSubCode\":null }",
    });

    public static ConnectorAnswer? Of(ConnectorFault fault) => fault switch
    {
        ConnectorFault.Throttled => Throttled(1),
        ConnectorFault.ThrottledForLong => Throttled(300),
        ConnectorFault.PreconditionFailed => Refuse(412, "PreconditionFailed", "A concurrent operation is in progress."),
        ConnectorFault.ServiceError => Refuse(500, "ServiceError", "An unknown error occurred."),
        ConnectorFault.BadGateway => new ConnectorAnswer(502),
        ConnectorFault.Unavailable or ConnectorFault.Silent => new ConnectorAnswer(503),
        ConnectorFault.Unauthorized => BotNotRegistered(),
        ConnectorFault.NotInRoster => NotInRoster(),
        ConnectorFault.WritesBlocked => WritesBlocked(),
        ConnectorFault.ActivityNotFound => ActivityNotFound(),
        ConnectorFault.TooBig => TooBig(),
        _ => null,
    };
}
