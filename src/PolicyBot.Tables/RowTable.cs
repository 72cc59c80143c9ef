using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Protocol;

namespace PolicyBot.Tables;

/// <summary>
/// One table as the ports use it: refusals that they expect are values, an outage is a <see cref="StoreUnavailableException"/>, and a write whose
/// answer was lost is recognised as one's own. What the caller cancels stays cancelled.
/// </summary>
internal sealed class RowTable(TableClient table)
{
    private const string WriteId = nameof(WriteId);

    /// <summary>Creates the table unless it exists.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => AskAsync(() => table.CreateIfNotExistsAsync(cancellationToken));

    /// <summary>Reads a row; null when there is none.</summary>
    public async Task<TableEntity?> ReadAsync(string partition, string row, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(() => table.GetEntityIfExistsAsync<TableEntity>(partition, row, select: null, cancellationToken));
        return answer.HasValue ? answer.Value : null;
    }

    /// <summary>Inserts a row.</summary>
    /// <returns>Its version; null when there is one already.</returns>
    public Task<ETag?> TryInsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        TryWriteAsync(row, () => table.AddEntityAsync(row, cancellationToken), cancellationToken);

    /// <summary>Replaces the row of a version.</summary>
    /// <returns>Its new version; null when it has another or is gone.</returns>
    public Task<ETag?> TryReplaceAsync(TableEntity row, ETag version, CancellationToken cancellationToken) =>
        TryWriteAsync(row, () => table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Replaces a row whatever stands in it, or inserts it.</summary>
    public Task PutAsync(TableEntity row, CancellationToken cancellationToken) =>
        AskAsync(() => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken));

    /// <summary>Deletes a row whatever stands in it; nothing happens when there is none.</summary>
    public Task RemoveAsync(string partition, string row, CancellationToken cancellationToken) =>
        AskAsync(() => table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken));

    /// <summary>Does all or nothing.</summary>
    /// <returns>Null when it was done; else the number of the first action that found another state of its row than it asks for.</returns>
    public async Task<int?> TrySubmitAsync(IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(() => table.SubmitTransactionAsync(actions, cancellationToken));
            return null;
        }
        catch (TableTransactionFailedException refusal) when (IsConflict(refusal))
        {
            return refusal.FailedTransactionActionIndex ?? 0;
        }
    }

    /// <summary>Reads the rows of a query in the order of their keys.</summary>
    /// <param name="filter">As <see cref="TableClient.CreateQueryFilter"/> makes it.</param>
    /// <param name="most">How many at the most; null for all.</param>
    /// <param name="select">Only these properties; null for all.</param>
    public async Task<List<TableEntity>> QueryAsync(string filter, int? most, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var page in PagesAsync(filter, most, select, cancellationToken))
        {
            rows.AddRange(page.Take((most ?? int.MaxValue) - rows.Count));
            if (rows.Count == most)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Reads the rows of a query page by page.</summary>
    /// <inheritdoc cref="QueryAsync"/>
    public async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        string filter, int? most, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int? perPage = most is { } few ? Math.Clamp(few, 1, EntityQuery.PageRows) : null;
        var query = table.QueryAsync<TableEntity>(filter, perPage, select, cancellationToken);
        await using var pages = query.AsPages().GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(() => pages.MoveNextAsync().AsTask()))
        {
            yield return pages.Current.Values;
        }
    }

    private async Task<ETag?> TryWriteAsync(TableEntity row, Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        var writeId = RandomNumberGenerator.GetHexString(16);
        row[WriteId] = writeId;
        try
        {
            return (await AskAsync(write)).Headers.ETag;
        }
        catch (RequestFailedException refusal) when (IsConflict(refusal))
        {
            // The conflict may be with an earlier try of this very write, whose answer was lost.
            var stands = await ReadAsync(row.PartitionKey, row.RowKey, cancellationToken);
            return stands?.GetString(WriteId) == writeId ? stands.ETag : null;
        }
    }

    private static bool IsConflict(RequestFailedException refusal) =>
        refusal.ErrorCode is { } text && (TableErrorCode)text is var code
        && (code == TableErrorCode.EntityAlreadyExists || code == TableErrorCode.UpdateConditionNotSatisfied || code == TableErrorCode.ResourceNotFound);

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (TableStorageUnavailableException outage)
        {
            throw new StoreUnavailableException("Table storage did not answer.", outage);
        }
        catch (RequestFailedException refusal) when (IsOutage(refusal))
        {
            throw new StoreUnavailableException($"Table storage does not serve: {refusal.ErrorCode}.", refusal);
        }
    }

    // A key that was changed, a role that was taken away or a table that is missing: nothing a person did, and nothing was stored.
    private static bool IsOutage(RequestFailedException refusal) => refusal.Status is 401 or 403
        || (refusal.ErrorCode is { } text && (TableErrorCode)text is var code && (code == TableErrorCode.TableNotFound || code == TableErrorCode.TableBeingDeleted));
}
