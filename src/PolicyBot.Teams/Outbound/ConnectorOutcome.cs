using PolicyBot.Application.Ports;

namespace PolicyBot.Teams.Outbound;

/// <summary>The result of a call to the connector.</summary>
/// <typeparam name="T">What it answers when all is well.</typeparam>
internal abstract record ConnectorOutcome<T>
{
    private ConnectorOutcome() { }

    /// <summary>Done.</summary>
    public sealed record Done(T Value) : ConnectorOutcome<T>;

    /// <summary>Not now, and nothing has happened that a second try would double.</summary>
    /// <param name="After">How long to wait at least: what the connector asked for (60 s at most), or 2 s.</param>
    /// <param name="Code">The connector's own code, or ours where it gave none; for logs.</param>
    /// <param name="Because">What holds it up.</param>
    public sealed record Later(TimeSpan After, string Code, PauseReason Because = PauseReason.Trouble) : ConnectorOutcome<T>;

    /// <summary>Never in this form.</summary>
    /// <param name="Fault">What that means for us.</param>
    /// <param name="Code">The connector's own code, verbatim, or ours where it gave none.</param>
    public sealed record Never(ConnectorFault Fault, string Code) : ConnectorOutcome<T>
    {
        /// <summary>Whether the connector says that what we sent is malformed or too large: it will never take it.</summary>
        public bool IsForGood =>
            Fault == ConnectorFault.TooLarge || (Fault == ConnectorFault.BadRequest && ConnectorError.IsMalformed(Code));
    }

    /// <summary>
    /// A message that may have arrived: the answer was lost, and there is no idempotency key. Each further try may put it there once more.
    /// </summary>
    /// <param name="After">As in <see cref="Later"/>.</param>
    /// <param name="Code">As in <see cref="Later"/>.</param>
    public sealed record MaybeDelivered(TimeSpan After, string Code) : ConnectorOutcome<T>;
}

/// <summary>Why a call can never succeed as it is.</summary>
internal enum ConnectorFault
{
    /// <summary>
    /// The bot may not write there any more: removed, blocked, never installed, or the conversation is gone. Revives on an installation.
    /// </summary>
    Unreachable,

    /// <summary>The message to update is gone: post it anew, once.</summary>
    MessageGone,

    /// <summary>No person with that id is in the conversation.</summary>
    MemberNotFound,

    /// <summary>Larger than Teams takes: shorten it.</summary>
    TooLarge,

    /// <summary>The wrong cloud or region: use <see cref="ConversationAddress.GlobalServiceUrl"/> until one is learnt again.</summary>
    WrongHost,

    /// <summary>The service URL is not one that our token may be sent to. Nothing was sent.</summary>
    ForeignServiceUrl,

    /// <summary>The registration is wrong: a new token was refused too.</summary>
    Unauthorized,

    /// <summary>Not permitted, for any other reason.</summary>
    Forbidden,

    /// <summary>What we sent is malformed.</summary>
    BadRequest,
}
