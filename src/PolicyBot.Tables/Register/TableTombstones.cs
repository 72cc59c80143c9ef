using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Register;

/// <summary>
/// Tombstones in the table of exceptions, each in its head's place, so that no number is given twice. Whether the other rows of the
/// partition are gone stands beside.
/// </summary>
internal sealed class TableTombstones(StoreTables tables) : ITombstones
{
    private const string Sealed = nameof(Sealed);
    private const string IsCleared = nameof(IsCleared);
    private const int MostTries = 8;
    private readonly RowTable rows = tables.Exceptions;

    /// <inheritdoc/>
    public async Task<StoredTombstone?> FindAsync(ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(id.Value, RegisterRows.Head, cancellationToken) is { } row && RegisterRows.IsTombstone(row)
            ? Read(id, row)
            : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredTombstone> AllAsync(
        bool? isCleared, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = TableClient.CreateQueryFilter($"RowKey eq {RegisterRows.Head} and Format eq {RowFormat.Tombstone}");
        var filter = isCleared is { } wanted ? $"{all} and {TableClient.CreateQueryFilter($"IsCleared eq {wanted}")}" : all;
        await foreach (var page in rows.PagesAsync(filter, perPage: null, select: null, cancellationToken))
        {
            foreach (var row in page)
            {
                if (ExceptionId.TryParse(row.PartitionKey, out var id))
                {
                    yield return Read(id, row);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadLeftAsync(ExceptionId id, CancellationToken cancellationToken) =>
    [
        .. (await rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey lt {RegisterRows.Head}"),
            most: null, select: null, cancellationToken))
            .Where(RegisterRows.IsEvent).Select(RegisterRows.ReadEventAsItStands),
    ];

    /// <inheritdoc/>
    public async Task<bool> TryPutAsync(StoredTombstone tombstone, string etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(tombstone.Id.Value, RegisterRows.Head) { [IsCleared] = false };
        LongText.Write(row, Sealed, tombstone.Sealed);
        return await rows.TryReplaceAsync(row.With(RowFormat.Tombstone), new ETag(etag), cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task ClearAsync(ExceptionId id, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}");
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var stand = await rows.QueryAsync(
                filter, most: null, [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), RowFormat.Format], cancellationToken);
            if (!stand.Exists(RegisterRows.IsTombstone))
            {
                throw new InvalidOperationException($"{id} has no tombstone: nothing of it is removed.");
            }

            var isGone = true;
            foreach (var some in stand.Where(row => row.RowKey != RegisterRows.Head).Chunk(TransactionLimits.Actions))
            {
                // another run may be at it too, or a host that still sends a message: then what is left is looked at again
                isGone = await rows.TrySubmitAsync(
                    [.. some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All))],
                    cancellationToken) is null && isGone;
            }

            if (isGone)
            {
                await rows.TrySubmitAsync(
                    [
                        new(
                            TableTransactionActionType.UpdateMerge, new TableEntity(id.Value, RegisterRows.Head) { [IsCleared] = true },
                            ETag.All),
                    ],
                    cancellationToken);
                return;
            }
        }

        throw new StoreUnavailableException($"The rows of {id} keep changing.");
    }

    private static StoredTombstone Read(ExceptionId id, TableEntity row) =>
        StoredTombstone.Read(id, LongText.Read(row, Sealed) ?? "");
}
