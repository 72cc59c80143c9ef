namespace PolicyBot.Lab.Teams.Connector;

/// <summary>What the connector does wrong, once, instead of answering as it should.</summary>
public enum ConnectorFault
{
    /// <summary>429 <c>Throttled</c> with <c>Retry-After: 1</c>.</summary>
    Throttled,

    /// <summary>429 <c>Throttled</c> with <c>Retry-After: 300</c>.</summary>
    ThrottledForLong,

    /// <summary>412 <c>PreconditionFailed</c>.</summary>
    PreconditionFailed,

    /// <summary>500 <c>ServiceError</c>.</summary>
    ServiceError,

    /// <summary>502 without JSON; nothing was done.</summary>
    BadGateway,

    /// <summary>503 without JSON; nothing was done.</summary>
    Unavailable,

    /// <summary>The request is carried out and answered, four seconds late.</summary>
    Late,

    /// <summary>Nothing is done and no answer ever comes.</summary>
    Silent,

    /// <summary>The request is carried out and the connection closed without an answer.</summary>
    DroppedAfterAccept,

    /// <summary>The request is carried out and no answer ever comes.</summary>
    SilentAfterAccept,

    /// <summary>401 <c>BotNotRegistered</c>, as after a key change on the other side.</summary>
    Unauthorized,

    /// <summary>403 <c>BotNotInConversationRoster</c>.</summary>
    NotInRoster,

    /// <summary>403 in the older shape: <c>MessageWritesBlocked</c> as JSON inside a string.</summary>
    WritesBlocked,

    /// <summary>404 <c>ActivityNotFoundInConversation</c>.</summary>
    ActivityNotFound,

    /// <summary>413 <c>MessageSizeTooBig</c>.</summary>
    TooBig,
}

/// <summary>The operations of the connector.</summary>
public enum ConnectorOperation
{
    /// <summary>Any of them.</summary>
    Any,

    /// <summary>POST to a conversation, or as a reply.</summary>
    Send,

    /// <summary>PUT of an activity.</summary>
    Update,

    /// <summary>DELETE of an activity.</summary>
    Delete,

    /// <summary>POST of a conversation.</summary>
    Create,

    /// <summary>GET of one member or of the roster.</summary>
    Members,
}

/// <summary>One request that reached the connector.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Path and query as they came over the wire, still encoded.</param>
/// <param name="Body">The body as text; empty when there was none.</param>
/// <param name="Status">What was answered; 0: nothing.</param>
public sealed record ConnectorRequest(ConnectorOperation Operation, string Method, string Target, string Body, int Status);
