using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Register;

/// <summary>The register in the table of exceptions: one partition each.</summary>
/// <param name="tables">The tables.</param>
/// <param name="headFormat">The format in which heads are written. A head of a lower one is folded anew from its events.</param>
internal sealed class TableEventStore(StoreTables tables, int headFormat = RowFormat.Head) : IEventStore
{
    private const int MostReads = 5;
    private static readonly string Heads = TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.Head}");
    private static readonly string HeadsAndEvents = TableClient.CreateQueryFilter($"RowKey lt {RegisterRows.Notices}");
    private readonly RowTable rows = tables.Exceptions;

    /// <inheritdoc/>
    public async Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(id.Value, RegisterRows.Head, cancellationToken) is not { } row || RowFormat.IsTombstone(row) ? null
        : RowFormat.Read(row, headFormat) < headFormat ? (await ReadAsync(id, cancellationToken))?.Head
        : RegisterRows.ReadHead(row);

    /// <inheritdoc/>
    public async Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        // Several pages are no snapshot: a batch between two of them would show a head without its events.
        for (var read = 1; ; read++)
        {
            var (record, version) = await ReadPagesAsync(id, cancellationToken);
            if (record is null || (record.Events is [.., var last] && last.Sequence == version) || read == MostReads)
            {
                return record; // after so many tries the record itself is broken, and a verification will say so
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadEventsAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        var read = await rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey le {RegisterRows.Head}"),
            most: null, select: null, cancellationToken);
        return read.Exists(RegisterRows.IsTombstone) ? [] : [.. read.Where(RegisterRows.IsEvent).Select(RegisterRows.ReadEventAsItStands)];
    }

    /// <inheritdoc/>
    public async Task<bool> TryCommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (commit.Events.Count == 0 || commit.Events.Count + commit.Notices.Count > Commit.MostEvents)
        {
            throw new ArgumentException(
                $"A batch has 1 to {Commit.MostEvents} events and notices, at least one event among them.", nameof(commit));
        }

        var id = commit.Next.Id;
        var head = RegisterRows.HeadRow(commit.Next, headFormat);
        List<TableTransactionAction> actions =
        [
            .. commit.Events.Select(stored => Insert(RegisterRows.EventRow(id, stored))),
            commit.ETag is { } version ? new(TableTransactionActionType.UpdateReplace, head, new ETag(version)) : Insert(head),
            .. commit.Notices.Select(notice => Insert(RegisterRows.NoticeRow(id, notice))),
        ];
        if (await rows.TrySubmitAsync(actions, cancellationToken) is not { } failed)
        {
            return true;
        }

        var first = await rows.ReadAsync(id.Value, RegisterRows.EventKey(commit.Events[0].Sequence), cancellationToken);
        if (first is null && commit.ETag is null
            && await rows.ReadAsync(id.Value, RegisterRows.Head, cancellationToken) is { } stands && RegisterRows.IsTombstone(stands))
        {
            throw new InvalidOperationException($"{id} was moved out of the register: its number is not given again.");
        }

        if (first is null && failed > commit.Events.Count)
        {
            throw new InvalidOperationException($"{id} has a notice already that was to be stored as new: trying again would never end.");
        }

        return first?.GetString(RegisterRows.CommitId) == commit.Id; // an earlier try whose answer was lost
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxMessage?>> TryWriteAsync(
        ExceptionId id, IReadOnlyList<OutboxMessage> notices, CancellationToken cancellationToken)
    {
        var written = await rows.TryWriteAsync(
            [
                .. notices.Select(notice =>
                    (RegisterRows.NoticeRow(id, notice), notice.ETag is { } version ? new ETag(version) : (ETag?)null)),
            ],
            cancellationToken);
        return [.. notices.Zip(written, (notice, version) => version is { } now ? notice with { ETag = now.ToString() } : null)];
    }

    /// <inheritdoc/>
    public async Task<bool> TryMendAsync(
        ExceptionId id, string etag, ExceptionState? folded, long brokenAt, CancellationToken cancellationToken)
    {
        TableTransactionAction action = folded is null
            ? new(TableTransactionActionType.UpdateMerge, RegisterRows.MarkRow(id, brokenAt), new ETag(etag))
            : new(TableTransactionActionType.UpdateReplace, RegisterRows.HeadRow(folded, headFormat), new ETag(etag));
        return await rows.TrySubmitAsync([action], cancellationToken) is null;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ExceptionId id, OutboxKey key, CancellationToken cancellationToken) =>
        rows.RemoveAsync(id.Value, RegisterRows.NoticeRowKey(key), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExceptionId> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var partition in StandingAsync(
            Heads, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), RowFormat.Format], cancellationToken))
        {
            if (IdOf(partition) is { } id)
            {
                yield return id;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WalkedHashes> WalkHashesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] properties = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), RegisterRows.Hash, RowFormat.Format];
        await foreach (var partition in StandingAsync(HeadsAndEvents, properties, cancellationToken))
        {
            if (IdOf(partition) is { } id)
            {
                yield return new WalkedHashes(
                    id, partition.Exists(row => row.RowKey == RegisterRows.Head),
                    [.. partition.Where(RegisterRows.IsEvent).Select(RegisterRows.HashAsItStands)]);
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WalkedRecord> WalkAsync(
        bool readsEvents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!readsEvents)
        {
            await foreach (var walked in WalkHeadsAsync(cancellationToken))
            {
                yield return walked;
            }

            yield break;
        }

        await foreach (var partition in StandingAsync(HeadsAndEvents, select: null, cancellationToken))
        {
            yield return await WalkedAsync(partition, readsEvents, cancellationToken);
        }
    }

    // Beside the heads the keys of first events are read, so that events without a head are missed.
    private async IAsyncEnumerable<WalkedRecord> WalkHeadsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = ReadAheadAsync(Heads, select: null, cancellationToken);
        await using var firsts = ReadAheadAsync(
            TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.EventKey(1)}"), [nameof(TableEntity.PartitionKey)], cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        var more = await firsts.MoveNextAsync();
        await foreach (var head in heads)
        {
            while (more && string.CompareOrdinal(firsts.Current[0].PartitionKey, head[0].PartitionKey) < 0)
            {
                yield return await ReadAgainAsync(firsts.Current, readsEvents: false, cancellationToken);
                more = await firsts.MoveNextAsync();
            }

            more = more && (firsts.Current[0].PartitionKey != head[0].PartitionKey || await firsts.MoveNextAsync());
            if (head.Exists(RegisterRows.IsTombstone))
            {
                continue;
            }

            yield return await WalkedAsync(head, readsEvents: false, cancellationToken);
        }

        for (; more; more = await firsts.MoveNextAsync())
        {
            yield return await ReadAgainAsync(firsts.Current, readsEvents: false, cancellationToken);
        }
    }

    // Several pages are no snapshot: where head and events do not fit, the exception is read once more by itself.
    private async Task<WalkedRecord> WalkedAsync(List<TableEntity> partition, bool readsEvents, CancellationToken cancellationToken)
    {
        try
        {
            if (IdOf(partition) is { } id)
            {
                if (!readsEvents && RowFormat.Read(partition[0], headFormat) == headFormat)
                {
                    return new WalkedRecord(id, new ExceptionRecord(RegisterRows.ReadHead(partition[0]), [], []), null);
                }

                if (readsEvents && Record(partition) is ({ Events: [.., var last] } record, var version) && last.Sequence == version)
                {
                    return new WalkedRecord(id, record, null);
                }
            }
        }
        catch (Exception fault) when (WalkedRecord.IsOfOneRecord(fault))
        {
            // read once more, it says so
        }

        return await ReadAgainAsync(partition, readsEvents, cancellationToken);
    }

    private async Task<WalkedRecord> ReadAgainAsync(
        List<TableEntity> partition, bool readsEvents, CancellationToken cancellationToken) => IdOf(partition) is { } id
        ? await WalkedRecord.ReadAsync(this, id, readsEvents, cancellationToken)
        : WalkedRecord.NoException($"the partition \"{partition[0].PartitionKey}\"");

    // What was moved out has a tombstone in its head's place, also while its events still stand beside it: it is passed over.
    private IAsyncEnumerable<List<TableEntity>> StandingAsync(
        string filter, IEnumerable<string>? select, CancellationToken cancellationToken) =>
        ReadAheadAsync(filter, select, cancellationToken).Where(partition => !partition.Exists(RegisterRows.IsTombstone));

    // The next rows are read while those before are understood.
    private IAsyncEnumerable<List<TableEntity>> ReadAheadAsync(
        string filter, IEnumerable<string>? select, CancellationToken cancellationToken) =>
        ReadAhead.ReadAsync(rows.PartitionsAsync(filter, select, cancellationToken), cancellationToken);

    // A number that is written otherwise than PolicyBot writes it leads to no rows.
    private static ExceptionId? IdOf(List<TableEntity> partition) =>
        ExceptionId.TryParse(partition[0].PartitionKey, out var id) && id.Value == partition[0].PartitionKey ? id : null;

    private static TableTransactionAction Insert(TableEntity row) => new(TableTransactionActionType.Add, row);

    private async Task<(ExceptionRecord? Record, long Version)> ReadPagesAsync(ExceptionId id, CancellationToken cancellationToken) =>
        Record(await rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}"), most: null, select: null, cancellationToken));

    private (ExceptionRecord? Record, long Version) Record(IEnumerable<TableEntity> partition)
    {
        TableEntity? head = null;
        var events = new List<StoredEvent>();
        var notices = new List<OutboxMessage>();
        foreach (var row in partition)
        {
            if (row.RowKey == RegisterRows.Head)
            {
                head = row;
            }
            else if (RegisterRows.IsEvent(row))
            {
                events.Add(RegisterRows.ReadEvent(row));
            }
            else if (row.RowKey.StartsWith(RegisterRows.Notices, StringComparison.Ordinal))
            {
                notices.Add(RegisterRows.ReadNotice(row));
            }
        }

        if (head is null || RowFormat.IsTombstone(head))
        {
            return (null, 0);
        }

        var read = RowFormat.Read(head, headFormat) < headFormat ? RegisterRows.RefoldHead(head, events) : RegisterRows.ReadHead(head);
        return (ExceptionRecord.From(read, events, notices), RegisterRows.VersionOf(head));
    }
}
