using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.Settling;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Register;

/// <summary>The register in the table of exceptions: one partition each.</summary>
internal sealed class TableRegister(StoreTables tables) : IRegister
{
    private const int MostReads = 5;
    private readonly RowTable rows = tables.Exceptions;

    /// <inheritdoc/>
    public async Task<Head?> ReadHeadAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(id.Value, RegisterRows.Head, cancellationToken) is { } row ? RegisterRows.ReadHead(row) : null;

    /// <inheritdoc/>
    public async Task<ExceptionRecord?> ReadAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        // Several pages are no snapshot: a batch between two of them would show a head without its events.
        for (var read = 1; ; read++)
        {
            var record = await ReadPagesAsync(id, cancellationToken);
            if (record is null || (record.Events is [.., var last] && last.Sequence == record.Head.State.Version) || read == MostReads)
            {
                return record; // after so many it is the record that is broken, and whoever verifies it will say so
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
        var head = RegisterRows.HeadRow(commit.Next);
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
    public async Task<Notice?> TryWriteAsync(ExceptionId id, Notice notice, CancellationToken cancellationToken)
    {
        var row = RegisterRows.NoticeRow(id, notice);
        var written = notice.ETag is { } version
            ? await rows.TryReplaceAsync(row, new ETag(version), cancellationToken)
            : await rows.TryInsertAsync(row, cancellationToken);
        return written is { } now ? notice with { ETag = now.ToString() } : null;
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ExceptionId id, NoticeKey key, CancellationToken cancellationToken) =>
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

    private async Task<ExceptionRecord?> ReadPagesAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        Head? head = null;
        var events = new List<StoredEvent>();
        var notices = new List<Notice>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}");
        foreach (var row in await rows.QueryAsync(filter, most: null, select: null, cancellationToken))
        {
            if (row.RowKey == RegisterRows.Head)
            {
                head = RegisterRows.ReadHead(row);
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

        return head is null ? null : new ExceptionRecord(head, events, notices);
    }
}
