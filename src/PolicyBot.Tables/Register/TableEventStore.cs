using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Register;

/// <summary>The register in the table of exceptions: one partition each.</summary>
/// <param name="tables">The tables.</param>
/// <param name="headFormat">The format in which heads are written. A head of a lower one is folded anew from its events.</param>
internal sealed class TableEventStore(StoreTables tables, int headFormat = RowFormat.Head) : IEventStore
{
    private const int MostReads = 5;
    private readonly RowTable rows = tables.Exceptions;

    /// <inheritdoc/>
    public async Task<StreamHead?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(id.Value, RegisterRows.Head, cancellationToken) is not { } row ? null
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
        var heads = TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.Head}");
        await foreach (var page in rows.PagesAsync(heads, perPage: null, [nameof(TableEntity.PartitionKey)], cancellationToken))
        {
            foreach (var row in page)
            {
                yield return ExceptionId.Parse(row.PartitionKey);
            }
        }
    }

    private static TableTransactionAction Insert(TableEntity row) => new(TableTransactionActionType.Add, row);

    private async Task<(ExceptionRecord? Record, long Version)> ReadPagesAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        TableEntity? head = null;
        var events = new List<StoredEvent>();
        var notices = new List<OutboxMessage>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}");
        foreach (var row in await rows.QueryAsync(filter, most: null, select: null, cancellationToken))
        {
            if (row.RowKey == RegisterRows.Head)
            {
                head = row;
            }
            else if (row.RowKey.StartsWith(RegisterRows.Events, StringComparison.Ordinal))
            {
                events.Add(RegisterRows.ReadEvent(row));
            }
            else if (row.RowKey.StartsWith(RegisterRows.Notices, StringComparison.Ordinal))
            {
                notices.Add(RegisterRows.ReadNotice(row));
            }
        }

        if (head is null)
        {
            return (null, 0);
        }

        var read = RowFormat.Read(head, headFormat) < headFormat ? RegisterRows.RefoldHead(head, events) : RegisterRows.ReadHead(head);
        return (new ExceptionRecord(read, events, notices), RegisterRows.VersionOf(head));
    }
}
