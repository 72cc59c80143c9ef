using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>What a walk over all exceptions finds of one.</summary>
/// <param name="Id">Its number; <c>default</c>: what was found is no exception.</param>
/// <param name="Record">What is stored of it; null: it cannot be read, or there is no such exception.</param>
/// <param name="Fault">Why it cannot be read: it is not what was written, or a newer PolicyBot wrote it; null: it can.</param>
public sealed record WalkedRecord(ExceptionId Id, ExceptionRecord? Record, Exception? Fault)
{
    /// <summary>What is said of events that stand without a head.</summary>
    private const string HeadIsGone = "its head is gone";

    /// <summary>Its events, where they were asked for: as they stand, also where its head is gone or cannot be read.</summary>
    public IReadOnlyList<StoredEvent> Events { get; init; } = Record?.Events ?? [];

    /// <summary>What it is called where something is said of it: its number, or where else it was found.</summary>
    public string Where { get; init; } = Id.Value;

    /// <summary>Why there is nothing to read, in words for an operator.</summary>
    public string WhyUnreadable => Fault switch
    {
        null => "there is no such exception",
        NewerFormatException => "a newer PolicyBot wrote it",
        InvalidDataException { Message: var message } => message.TrimEnd('.'),
        _ => "its head cannot be read",
    };

    /// <summary>What a walk finds where no exception can be.</summary>
    /// <param name="where">Where that is.</param>
    public static WalkedRecord NoException(string where) =>
        new(default, null, new InvalidDataException("it is no exception")) { Where = where };

    /// <summary>Reads one exception as a walk finds it.</summary>
    public static async Task<WalkedRecord> ReadAsync(
        IEventStore store, ExceptionId id, bool readsEvents, CancellationToken cancellationToken)
    {
        Exception? why = null;
        try
        {
            var record = readsEvents ? await store.ReadAsync(id, cancellationToken)
                : await store.ReadHeadAsync(id, cancellationToken) is { } head ? new ExceptionRecord(head, [], []) : null;
            if (record is not null)
            {
                return new WalkedRecord(id, record, null);
            }
        }
        catch (Exception fault) when (IsOfOneRecord(fault))
        {
            why = fault;
        }

        var events = await store.ReadEventsAsync(id, cancellationToken);
        return new WalkedRecord(id, null, why ?? (events.Count > 0 ? new InvalidDataException(HeadIsGone) : null))
        {
            Events = readsEvents ? events : [],
        };
    }

    /// <summary>
    /// Whether a fault is about what is stored of one exception, so that a walk goes on with the next. Who can write rows can write
    /// anything into them: only what says nothing about them is left out.
    /// </summary>
    public static bool IsOfOneRecord(Exception fault) =>
        fault is NewerFormatException or not (StoreUnavailableException or OperationCanceledException);
}

/// <summary>The hashes of one exception.</summary>
/// <param name="Id">Its number.</param>
/// <param name="HasHead">Whether it has a head.</param>
/// <param name="Hashes">What stands beside its events, the oldest first.</param>
public sealed record WalkedHashes(ExceptionId Id, bool HasHead, IReadOnlyList<string> Hashes);
