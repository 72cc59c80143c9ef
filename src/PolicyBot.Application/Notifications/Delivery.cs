using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Notifications;

/// <summary>What comes of delivering one exception's messages, as it goes.</summary>
/// <param name="state">The exception.</param>
/// <param name="notices">Its messages as they were before.</param>
/// <param name="queued">Who has a queue card that lists it.</param>
internal sealed class Delivery(ExceptionState state, IReadOnlyCollection<OutboxMessage> notices, IEnumerable<PersonId> queued)
{
    private readonly List<UnreachedPerson> _unreached = [];
    private DateTimeOffset? _continueAt;

    /// <summary>The exception.</summary>
    public ExceptionState State => state;

    /// <summary>What administrators are to be told.</summary>
    public List<Func<Task>> ToTell { get; } = [];

    /// <summary>What came of it.</summary>
    public Delivered Done => new(_unreached, _continueAt);

    /// <summary>Something is to be done again then (UTC); null: nothing.</summary>
    public void ContinueAt(DateTimeOffset? at) => _continueAt = _continueAt is { } sooner && !(at < sooner) ? sooner : at;

    /// <summary>A message is given up.</summary>
    public void Unreached(OutboxKey key, string code, bool isUnreachable = true) =>
        _unreached.Add(new UnreachedPerson(key, code, isUnreachable));

    /// <summary>A message stands there and is not redrawn any more, because its channel refuses that.</summary>
    /// <param name="message">As it was before it was given up, or since.</param>
    /// <param name="code">The channel's error code.</param>
    public void Refused(OutboxMessage message, string code)
    {
        var what = message is { InQueue: true, Message: { } card } // one notice for all its lines
            ? OutboxKey.ForShown(message.Key.Person, card).Kind.ToString()
            : state.Id.ToString();
        _unreached.Add(
            new UnreachedPerson(message.Key, code, IsUnreachable: false, $"refused|{what}|{message.RefusedSince:yyyy-MM-dd}"));
    }

    /// <summary>
    /// Whether a new message changes what older ones of its person show: the lines of a queue card are over, and those in another channel
    /// say where the new one is.
    /// </summary>
    /// <param name="key">The new message.</param>
    /// <param name="message">Where it is.</param>
    public bool ChangesOlder(OutboxKey key, MessageRef message) =>
        queued.Contains(key.Person)
        || notices.Any(older => older.Key.Target == key.Target && older.Message is { } there && there.Channel != message.Channel);
}
