using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The event store: one append-only stream per exception, with its folded head and its notices beside it.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IEventStore
{
    /// <summary>Reads the head alone: one point read.</summary>
    /// <returns>Null when there is no such exception.</returns>
    Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken);

    /// <summary>Reads head, events and notices together.</summary>
    /// <returns>Null when there is no such exception.</returns>
    Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the events as they stand, also where head or formats of rows disagree. Only export, verify and checkpoints may use it.
    /// </summary>
    /// <returns>The events, oldest first; what a row does not hold is empty, a number that cannot be read is 0.</returns>
    async Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(ExceptionId id, CancellationToken cancellationToken) =>
        (await ReadAsync(id, cancellationToken))?.Events ?? [];

    /// <summary>Stores events, the head they lead to, and notices that are out already, in one batch: all or nothing.</summary>
    /// <param name="commit">At most <see cref="Commit.MostEvents"/> events.</param>
    /// <returns>False when another commit was first: nothing was stored. True also when an earlier try of this very commit was stored and
    /// its answer lost.</returns>
    Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts notices (<see cref="OutboxMessage.ETag"/> null) or replaces those that were read, in one batch where no other host is at
    /// them.
    /// </summary>
    /// <param name="id">The exception.</param>
    /// <param name="notices">At most <see cref="Commit.MostEvents"/>, each with a key of its own.</param>
    /// <returns>For each, in order, the notice with its new ETag; null when another host wrote it meanwhile.</returns>
    Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken);

    /// <summary>
    /// Corrects a head beside its events, which stay as they are: marks it as one whose chain is broken, takes the mark away, or writes
    /// the state that the events lead to.
    /// </summary>
    /// <param name="id">The exception.</param>
    /// <param name="etag">The head that must still stand.</param>
    /// <param name="folded">The state, as it is stored; null: it stays.</param>
    /// <param name="brokenAt">The first event that is not right; 0 for none.</param>
    /// <returns>False when another host wrote the head meanwhile: nothing was stored.</returns>
    Task<bool> TryMendAsync(ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    /// <summary>Removes a notice at any version; does nothing when there is none.</summary>
    Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Every exception there is, in the order of their numbers, page by page. Only export, verify and reindexing may use it.
    /// </summary>
    IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The hashes that stand beside the events of every exception there is, in the order of their numbers, page by page. Only checkpoints
    /// may use it.
    /// </summary>
    async IAsyncEnumerable<WalkedHashes> WalkHashesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var id in AllAsync(cancellationToken))
        {
            yield return new WalkedHashes(id, true, [.. (await ReadEventsAsync(id, cancellationToken)).Select(stored => stored.Hash)]);
        }
    }

    /// <summary>
    /// The record of every exception there is, in the order of their numbers, page by page, without its notices; also what stands among
    /// them and is no exception. Only export, verify and reindexing may use it.
    /// </summary>
    /// <param name="readsEvents">Whether the events are read too; without them a record has only its head.</param>
    async IAsyncEnumerable<WalkedRecord> WalkAsync(bool readsEvents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var id in AllAsync(cancellationToken))
        {
            yield return await WalkedRecord.ReadAsync(this, id, readsEvents, cancellationToken);
        }
    }
}

/// <summary>What is made of the members of <see cref="IEventStore"/>.</summary>
public static class EventStoreExtensions
{
    /// <summary>Inserts a notice (<see cref="OutboxMessage.ETag"/> null) or replaces the one that was read.</summary>
    /// <returns>The notice with its new ETag; null when another host wrote it meanwhile.</returns>
    public static async Task<OutboxMessage?> TryWriteAsync(
        this IEventStore store, ExceptionId id, OutboxMessage notice, CancellationToken cancellationToken) =>
        (await store.TryWriteAsync(id, [notice], cancellationToken))[0];
}

/// <summary>A head as it was read.</summary>
/// <param name="State">The exception as its facts left it.</param>
/// <param name="ETag">What a replacement must match.</param>
public sealed record StreamHead(ExceptionState State, string ETag)
{
    /// <summary>The first event from which on the record does not verify: nothing is appended to it. 0: none is known.</summary>
    public long BrokenAt { get; init; }
}

/// <summary>Everything that is stored of one exception.</summary>
/// <param name="Head">The head.</param>
/// <param name="Events">The events, oldest first.</param>
/// <param name="Notices">The notices that are out or under way.</param>
public sealed record ExceptionRecord(StreamHead Head, IReadOnlyList<StoredEvent> Events, IReadOnlyList<OutboxMessage> Notices)
{
    /// <summary>How far the webhook endpoints are that were sent events of it.</summary>
    public IReadOnlyList<OutboxMessage> Hooks { get; init; } = [];

    /// <summary>A record of what was read.</summary>
    /// <param name="head">The head.</param>
    /// <param name="events">The events, oldest first.</param>
    /// <param name="outbox">All that stands in the outbox.</param>
    public static ExceptionRecord From(StreamHead head, IReadOnlyList<StoredEvent> events, IEnumerable<OutboxMessage> outbox)
    {
        var all = outbox.ToLookup(message => message.Key.Target is MessageTarget.Endpoint);
        return new ExceptionRecord(head, events, [.. all[false]]) { Hooks = [.. all[true]] };
    }

    /// <summary>Whether a revision was confidential, as the events say; one that can't be read counts as if it were.</summary>
    public bool WasConfidential => Events.Any(stored => RecordedEvent.WasConfidential(stored.Json));

    /// <summary>The first event from which on the record does not verify, as it was just read; null: it verifies.</summary>
    /// <remarks>
    /// The head's own count and hash stand for the last event: one that is gone, comes beyond it or was written anew breaks the chain too.
    /// </remarks>
    public long? FindBroken()
    {
        var (head, last) = (Head.State, Events is [.., var newest] ? newest : null);
        return ChainVerifier.Verify(head.Id, Events, head: null) switch
        {
            ChainVerdict.Broken broken => broken.Sequence,
            _ when last is null || last.Sequence < head.Version => (last?.Sequence ?? 0) + 1,
            _ when last.Sequence > head.Version => head.Version + 1,
            _ when last.Hash != head.LastHash => last.Sequence,
            _ => null,
        };
    }
}


/// <summary>One batch.</summary>
/// <param name="Id">Recognises the batch after a lost answer.</param>
/// <param name="Next">The head that the events lead to.</param>
/// <param name="ETag">The head that must still stand; null for a new exception.</param>
/// <param name="Events">What is appended, in order.</param>
/// <param name="Notices">Messages that are out already and will be kept current.</param>
public sealed record Commit(
    string Id, ExceptionState Next, string? ETag, IReadOnlyList<StoredEvent> Events, IReadOnlyList<OutboxMessage> Notices)
{
    /// <summary>How many events fit beside the head in one batch of 100; notices count too.</summary>
    public const int MostEvents = 99;
}

/// <summary>Which notice: the fact it is about, its kind, and whom it is for. Its id is the same for every try.</summary>
/// <param name="Sequence">The event it is about.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Person">Whom it is for; empty for a place that several people read, and for a webhook endpoint.</param>
public sealed record OutboxKey(long Sequence, NotificationKind Kind, PersonId Person)
{
    /// <summary>Whom it is for.</summary>
    [JsonIgnore]
    public MessageTarget Target => Kind is NotificationKind.Hook { Endpoint: var id } ? new MessageTarget.Endpoint(id)
        : Person == default ? new MessageTarget.Place()
        : new MessageTarget.Person(Person);

    /// <summary>The key of what a webhook endpoint is sent: one for all events of an exception, because they go out in order.</summary>
    /// <param name="endpoint">The endpoint's id.</param>
    public static OutboxKey ForEndpoint(string endpoint) => new(0, new NotificationKind.Hook(endpoint), default);

    /// <summary>The key of a message that shows an exception where it stands, sent for any reason.</summary>
    /// <param name="person">Whose message it is; empty in a place that several people read.</param>
    /// <param name="message">Where it stands.</param>
    /// <param name="stage">In such a place, the event that opened the stage it asks about; 0 for none.</param>
    public static OutboxKey ForShown(PersonId person, MessageRef message, long stage = 0) => new(
        stage,
        new NotificationKind.Shown(
            Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Channel}|{message.Conversation}|{message.Message}")))[..16]),
        person);
}

/// <summary>A message to one person about one exception: sent, under way, put off or dead.</summary>
public sealed record OutboxMessage
{
    /// <summary>Which notice.</summary>
    public required OutboxKey Key { get; init; }

    /// <summary>Where it is; null until it was sent.</summary>
    public MessageRef? Message { get; init; }

    /// <summary>SHA-256 of what the channel was last told to show; empty for nothing yet.</summary>
    public string Shown { get => field ?? ""; init; } = "";

    /// <summary>The language it was last drawn in, one of <see cref="Languages.All"/>.</summary>
    public string Language { get => field ?? Languages.Default; init; } = Languages.Default;

    /// <summary>How often it was tried since it last went well, counted before the try.</summary>
    public int Attempts { get; init; }

    /// <summary>It may have arrived although no channel said so: the answer to a try was lost.</summary>
    public bool Unsure { get; init; }

    /// <summary>When (UTC) the channel first failed to take it; the default once it went well.</summary>
    public DateTimeOffset FailingSince { get; init; }

    /// <summary>Since when (UTC) the channel has refused each redraw for no known reason; the default for a redraw that went well. It stays
    /// where the message was given up for that.</summary>
    public DateTimeOffset RefusedSince { get; init; }

    /// <summary>Not to be tried before (UTC).</summary>
    public DateTimeOffset NextTry { get; init; }

    /// <summary>A host has leased it until then (UTC).</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>The day whose digest is to tell it, <c>2027-02-15</c>; empty for none.</summary>
    public string Digest { get => field ?? ""; init; } = "";

    /// <summary>It was told as a line of a digest, and is no message of its own.</summary>
    public bool InDigest { get; init; }

    /// <summary>It is a line of the card that lists what waits for its person, and that card is its message.</summary>
    public bool InQueue { get; init; }

    /// <summary>Its person opened it from there: it is a message of its own.</summary>
    public bool IsOpened { get; init; }

    /// <summary>What its person was told in it last, beside what it shows; empty for nothing.</summary>
    public string Said { get => field ?? ""; init; } = "";

    /// <summary>It is said in it until then (UTC).</summary>
    public DateTimeOffset SaidUntil { get; init; }

    /// <summary>The version of the exception that it was said about: an event after it may make it untrue.</summary>
    public long SaidAt { get; init; }

    /// <summary>What was said is that something did not go.</summary>
    public bool SaidFault { get; init; }

    /// <summary>More waited for its person when they decided in it: it leads on to that.</summary>
    public bool LeadsOn { get; init; }

    /// <summary>Why it is not tried any more; empty while it is.</summary>
    public string DeadBecause { get => field ?? ""; init; } = "";

    /// <summary>It is not tried any more because no channel reached its person: should one do so again, it is.</summary>
    public bool Unreachable { get; init; }

    /// <summary>For a webhook endpoint: the last event that is done with, taken or given up; null for other messages.</summary>
    public long? Through { get; init; }

    /// <summary>For a webhook endpoint: the events that were given up; null for none.</summary>
    public IReadOnlyList<long>? GivenUp { get; init; }

    /// <summary>What a replacement must match; null for a notice that is not stored yet.</summary>
    public string? ETag { get; init; }

    /// <summary>The key it is stored by, where that names its person by another identity; null: <see cref="Key"/>.</summary>
    [JsonIgnore]
    public OutboxKey? StoredBy { get; init; }
}

/// <summary>The store does not answer: nothing is known to have changed, and what is due stays due.</summary>
public class StoreUnavailableException : Exception
{
    /// <summary>Says nothing of why.</summary>
    public StoreUnavailableException()
    {
    }

    /// <summary>Says why.</summary>
    public StoreUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Says why, and what went wrong underneath.</summary>
    public StoreUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
