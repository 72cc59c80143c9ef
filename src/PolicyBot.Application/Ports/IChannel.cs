using System.Text.Json.Serialization;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>A chat that people live in: what PolicyBot says goes out through it.</summary>
public interface IChannel
{
    /// <summary>The channel's name, <c>teams</c> or <c>slack</c>: what accounts and messages are stored under.</summary>
    string Name { get; }

    /// <summary>Whether <see cref="FindSentAsync"/> finds a message that arrived earlier.</summary>
    bool CanFindSent => false;

    /// <summary>Turns a view into this channel's message, within its limits. Pure: the same view gives the same drawing.</summary>
    DrawnCard Draw(CardView view);

    /// <summary>Sends a message to one person directly.</summary>
    /// <param name="recipient">Where the person is known in this channel.</param>
    /// <param name="drawn">What <see cref="Draw"/> made.</param>
    /// <param name="noticeId">An id that is the same for every try of the same message, for channels that can find it again.</param>
    Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a message of which an earlier try may have arrived. A channel that can find it again looks first, and replaces what it finds;
    /// others send it anew.
    /// </summary>
    /// <param name="recipient">As in <see cref="SendAsync"/>.</param>
    /// <param name="drawn">As in <see cref="SendAsync"/>.</param>
    /// <param name="noticeId">As in the earlier try.</param>
    Task<SendOutcome> SendAgainAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        SendAsync(recipient, drawn, noticeId, cancellationToken);

    /// <summary>Looks for a message that may have arrived, and sends nothing.</summary>
    /// <param name="recipient">As in <see cref="SendAsync"/>.</param>
    /// <param name="noticeId">As in the earlier try.</param>
    /// <returns><see cref="SendOutcome.Sent"/> with where it is, <see cref="SendOutcome.Gone"/> when it is not there, and else why the
    /// channel does not say.</returns>
    Task<SendOutcome> FindSentAsync(KnownAccount recipient, string noticeId, CancellationToken cancellationToken) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Gone("cannotBeFound"));

    /// <summary>
    /// Replaces a message that was sent. Only what the channel says is malformed or too large becomes a sentence there; for any other
    /// refusal what stands stays, with its buttons, and the redraw is tried again: <see cref="PauseReason.Refused"/>.
    /// </summary>
    Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken);

    /// <summary>Redraws a message once it can be redrawn, with what is drawn at that moment.</summary>
    /// <param name="message">The message.</param>
    /// <param name="drawAsync">Draws it; null when it is to stay as it is.</param>
    async Task RedrawAsync(MessageRef message, Func<Task<DrawnCard?>> drawAsync, CancellationToken cancellationToken)
    {
        if (await drawAsync() is { } drawn)
        {
            await UpdateAsync(message, drawn, cancellationToken);
        }
    }

    /// <summary>Posts a message in a place that several people read.</summary>
    /// <param name="place">The place, in the channel's own words: what follows the colon in a stage's <c>channel</c>.</param>
    /// <param name="drawn">What <see cref="Draw"/> made.</param>
    /// <param name="noticeId">An id that is the same for every try of the same message, for channels that can find it again.</param>
    Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken);

    /// <summary>Asks the channel's own directory who an account is.</summary>
    Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken);

    /// <summary>Asks the channel's own directory for the account of a person who is not known there yet.</summary>
    /// <param name="person">Whose account.</param>
    /// <param name="listed">The account that the catalog lists for them in this channel; null for none: then by their address, where the
    /// channel can.</param>
    Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken);
}

/// <summary>The result of looking for a person's account.</summary>
public abstract record FoundAccount
{
    private FoundAccount()
    {
    }

    /// <summary>An account that can be written to.</summary>
    public sealed record Here(KnownAccount Account) : FoundAccount;

    /// <summary>The channel has no account that it confirms and delivers to.</summary>
    /// <param name="Code">Why: the channel's own code or one of PolicyBot.</param>
    public sealed record NotHere(string Code) : FoundAccount;

    /// <summary>The channel does not answer just now. The person does not count as unreachable.</summary>
    /// <param name="Code">Why: the channel's own code or one of PolicyBot.</param>
    /// <param name="After">How long to wait, from the channel where it said so.</param>
    /// <param name="Because">What holds it up.</param>
    public sealed record Unavailable(string Code, TimeSpan After = default, PauseReason Because = PauseReason.Trouble) : FoundAccount;
}

/// <summary>Where a message is, so that it can be replaced.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="ServiceUrl">Where the channel's service is reached; empty where the channel has one address.</param>
/// <param name="Conversation">The conversation, opaque.</param>
/// <param name="Message">The message in it, opaque.</param>
public sealed record MessageRef(string Channel, string ServiceUrl, string Conversation, string Message)
{
    /// <summary>
    /// It stands in no conversation: a dialog, open in front of one person. It can be redrawn until they close it, and is never kept.
    /// </summary>
    [JsonPropertyName("isFleeting")] // as it is stored
    public bool IsEphemeral => Conversation.Length == 0;

    /// <summary>Whether it is the same message. The service address of a conversation may change.</summary>
    public bool IsSameAs(MessageRef? other) =>
        other is not null && Channel == other.Channel && Conversation == other.Conversation && Message == other.Message;
}

/// <summary>The result of sending one message through a channel.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>It is in the chat, and can be replaced there later.</summary>
    public sealed record Sent(MessageRef Message) : SendOutcome
    {
        /// <summary>It was found there, and the channel refuses to redraw it for now: what stands there is alive. Null: it shows what it
        /// should.</summary>
        public Later? RedrawRefused { get; init; }

        /// <summary>A message that was found, once its redraw was tried.</summary>
        /// <param name="message">Where it is.</param>
        /// <param name="redrawn">What the channel said to the redraw.</param>
        public static SendOutcome Found(MessageRef message, SendOutcome redrawn) =>
            redrawn is Later { Because: PauseReason.Refused } refused ? new Sent(message) { RedrawRefused = refused } : redrawn;
    }

    /// <summary>Not now, and it has not arrived. It is tried again.</summary>
    /// <param name="After">How long to wait, from the channel where it said so.</param>
    /// <param name="Code">Why: the channel's own code or one of PolicyBot.</param>
    /// <param name="Because">What holds it up.</param>
    public sealed record Later(TimeSpan After, string Code, PauseReason Because = PauseReason.Trouble) : SendOutcome;

    /// <summary>It may have arrived: the answer was lost, and the channel can't be asked. It is tried again, but not often.</summary>
    /// <param name="After">How long to wait.</param>
    /// <param name="Code">Why: the channel's own code or one of PolicyBot.</param>
    public sealed record Unsure(TimeSpan After, string Code) : SendOutcome;

    /// <summary>This person cannot be reached in this channel: use another channel, or ask a stand-in.</summary>
    /// <param name="Code">The channel's own error code.</param>
    public sealed record Unreachable(string Code) : SendOutcome;

    /// <summary>The message to be replaced is gone: it is sent anew, once.</summary>
    /// <param name="Code">The channel's own error code.</param>
    public sealed record Gone(string Code) : SendOutcome;

    /// <summary>Fails for good: malformed or forbidden. A person has to look.</summary>
    /// <param name="Code">The channel's own error code.</param>
    /// <param name="IsTold">Whether a sentence stands in its place: the channel took that, and only refuses what was drawn.</param>
    public sealed record Never(string Code, bool IsTold = false) : SendOutcome;

    /// <summary>Whether its person sees an answer: the message, or the sentence in its place.</summary>
    public bool IsSeen => this is Sent or Never { IsTold: true };
}

/// <summary>Why a call to a channel is put off.</summary>
public enum PauseReason
{
    /// <summary>The channel is down, out of reach, or refuses the app until an administrator has mended its settings.</summary>
    Trouble,

    /// <summary>The channel said 429: too much at once. Nothing is wrong.</summary>
    Throttled,

    /// <summary>It never left: our own pace, or a pause that the channel asked for before, holds it back. That is no try.</summary>
    Held,

    /// <summary>The channel refuses this redraw, for a reason that is not known to be for good. Nothing else is wrong.</summary>
    Refused,
}
