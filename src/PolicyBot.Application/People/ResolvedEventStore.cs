using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.People;

/// <summary>
/// The event store as all but commits read it: heads and messages name the humans of now. Messages are written back under the identity they
/// were stored by.
/// </summary>
/// <param name="stored">The store.</param>
/// <param name="catalog">Knows who is who.</param>
public sealed class ResolvedEventStore(IEventStore stored, ICatalog catalog) : IEventStore
{
    /// <inheritdoc/>
    public async Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await stored.ReadHeadAsync(id, cancellationToken) is { } head ? Resolve(head) : null;

    /// <inheritdoc/>
    public async Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await stored.ReadAsync(id, cancellationToken) is { } record
            ? record with { Head = Resolve(record.Head), Notices = Resolve(record.Notices) }
            : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(ExceptionId id, CancellationToken cancellationToken) =>
        stored.ReadEventsAsync(id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WalkedHashes> WalkHashesAsync(CancellationToken cancellationToken) =>
        stored.WalkHashesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken) =>
        stored.TryCommitAsync(commit, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        var written = await stored.TryWriteAsync(
            id, [.. notices.Select(notice => notice.StoredBy is { } key ? notice with { Key = key } : notice)], cancellationToken);
        return [.. written.Select((notice, each) => notice is null ? null : notice with { Key = notices[each].Key })];
    }

    /// <inheritdoc/>
    public Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken) =>
        stored.TryMendAsync(id, etag, folded, brokenAt, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        stored.RemoveAsync(id, key, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ExceptionId> AllAsync(CancellationToken cancellationToken) => stored.AllAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WalkedRecord> WalkAsync(
        bool readsEvents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var walked in stored.WalkAsync(readsEvents, cancellationToken))
        {
            yield return walked.Record is { } record
                ? walked with { Record = record with { Head = Resolve(record.Head), Notices = Resolve(record.Notices) } }
                : walked;
        }
    }

    private StreamHead Resolve(StreamHead head) => head with { State = head.State.Resolve(catalog.Current.Directory) };

    // Two rows of one human about the same, from before they were known to be one: the second keeps its own name, and shrinks.
    private IReadOnlyList<OutboxMessage> Resolve(IReadOnlyList<OutboxMessage> notices)
    {
        var directory = catalog.Current.Directory;
        if (directory.IsTrivial)
        {
            return notices;
        }

        var keys = notices.Select(notice => notice.Key).ToHashSet();
        return
        [
            .. notices.OrderByDescending(notice => notice.Message is not null).Select(notice =>
            {
                var key = notice.Key.Target is MessageTarget.Person { Id: var person }
                    ? notice.Key with { Person = directory.Resolve(person) }
                    : notice.Key;
                return keys.Add(key) ? notice with { Key = key, StoredBy = notice.Key } : notice;
            }),
        ];
    }
}
