using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using PolicyBot.Application.Ports;

namespace PolicyBot.Tables.Storage;

/// <summary>
/// One table as the ports use it. A refusal that a port expects is a value. An outage is one <see cref="StoreUnavailableException"/>,
/// for which the client has many. A write whose answer was lost is recognised. What the caller cancels stays cancelled.
/// What the service would not take is an <see cref="ArgumentException"/>, and nothing is sent.
/// </summary>
internal sealed class RowTable(TableClient table)
{
    /// <summary>Most rows a page (https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination).</summary>
    public const int PageRows = 1_000;

    private const string WriteId = "WriteId";

    /// <summary>Creates the table unless it exists.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) =>
        AskAsync(() => table.CreateIfNotExistsAsync(cancellationToken), cancellationToken);

    /// <summary>Reads a row; null when there is none.</summary>
    public Task<TableEntity?> ReadAsync(string partition, string row, CancellationToken cancellationToken)
    {
        CheckKeys(partition, row);
        return AskAsync(
            async () =>
            {
                var answer = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, select: null, cancellationToken);
                if (!answer.HasValue)
                {
                    ThrowUnlessOnlyTheRowIsMissing(answer.GetRawResponse());
                    return null;
                }

                var read = answer.Value!;
                return read.PartitionKey == partition && read.RowKey == row
                    ? read
                    : throw new InvalidDataException("The answer is not the row.");
            },
            cancellationToken);
    }

    /// <summary>Inserts a row.</summary>
    /// <returns>Its version; null when there is one already.</returns>
    public Task<ETag?> TryInsertAsync(TableEntity row, CancellationToken cancellationToken) =>
        TryWriteAsync(row, () => table.AddEntityAsync(row, cancellationToken), cancellationToken);

    /// <summary>Replaces the row of a version.</summary>
    /// <returns>Its new version; null when it has another or is gone.</returns>
    public Task<ETag?> TryReplaceAsync(TableEntity row, ETag version, CancellationToken cancellationToken)
    {
        TransactionLimits.CheckVersion(version);
        return TryWriteAsync(
            row, () => table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    /// <summary>Replaces a row at any version, or inserts it.</summary>
    public Task PutAsync(TableEntity row, CancellationToken cancellationToken)
    {
        EntityLimits.Check(row);
        return AskAsync(() => table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken), cancellationToken);
    }

    /// <summary>Deletes a row at any version; does nothing when there is none.</summary>
    /// <returns>Whether there was one; false also when an earlier try removed it and its answer was lost.</returns>
    public Task<bool> RemoveAsync(string partition, string row, CancellationToken cancellationToken)
    {
        CheckKeys(partition, row);
        return AskAsync(
            async () =>
            {
                var answer = await table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);
                ThrowUnlessOnlyTheRowIsMissing(answer);
                return answer.Status != 404;
            },
            cancellationToken);
    }

    /// <summary>
    /// Writes rows of one partition in one batch: inserts those without a version, replaces the others. A row that another writer was first
    /// at is left out, and the rest is written without it.
    /// </summary>
    /// <param name="rows">The rows, each with the version that it must still have; null for a new one.</param>
    /// <returns>Their new versions, in order; null for a row that was left out.</returns>
    public async Task<IReadOnlyList<ETag?>> TryWriteAsync(
        IReadOnlyList<(TableEntity Row, ETag? Version)> rows, CancellationToken cancellationToken)
    {
        var versions = new ETag?[rows.Count];
        var rest = Enumerable.Range(0, rows.Count).ToList();
        while (rest.Count > 1)
        {
            var writeId = RandomNumberGenerator.GetHexString(16);
            var actions = rest.ConvertAll(index =>
            {
                var (row, version) = rows[index];
                row[WriteId] = writeId;
                return version is { } stands
                    ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, stands)
                    : new TableTransactionAction(TableTransactionActionType.Add, row);
            });
            var (answers, failed) = await SubmitAsync(actions, cancellationToken);
            if (failed is not { } at)
            {
                rest.ForEach(index => versions[index] = answers[rest.IndexOf(index)].Headers.ETag);
                return versions;
            }

            var first = rows[rest[at]].Row;
            if ((await ReadAsync(first.PartitionKey, first.RowKey, cancellationToken))?.GetString(WriteId) == writeId)
            {
                foreach (var index in rest) // an earlier try of this very batch, whose answer was lost
                {
                    var row = await ReadAsync(first.PartitionKey, rows[index].Row.RowKey, cancellationToken);
                    versions[index] = row?.GetString(WriteId) == writeId ? row.ETag : null;
                }

                return versions;
            }

            rest.RemoveAt(at);
        }

        foreach (var index in rest)
        {
            var (row, version) = rows[index];
            versions[index] = version is { } stands
                ? await TryReplaceAsync(row, stands, cancellationToken)
                : await TryInsertAsync(row, cancellationToken);
        }

        return versions;
    }

    /// <summary>Does all or nothing.</summary>
    /// <returns>Null when it was done; else the number of the first action that found another state of its row than it asks for.</returns>
    public async Task<int?> TrySubmitAsync(IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken) =>
        (await SubmitAsync(actions, cancellationToken)).Failed;

    /// <summary>Does all or nothing.</summary>
    /// <returns>The new version of each row; null when a row had another state than its action asks for: nothing was done.</returns>
    public async Task<IReadOnlyList<ETag?>?> TrySubmitTaggedAsync(
        IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var (answers, failed) = await SubmitAsync(actions, cancellationToken);
        return failed is null ? [.. answers.Select(answer => answer.Headers.ETag)] : null;
    }

    private async Task<(IReadOnlyList<Response> Answers, int? Failed)> SubmitAsync(
        IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        TransactionLimits.Check(actions);
        try
        {
            var done = await AskAsync(
                async () =>
                {
                    var answers = (await table.SubmitTransactionAsync(actions, cancellationToken)).Value;
                    return answers.Count == actions.Count && answers.All(answer => answer.Status < 400)
                        ? answers
                        : throw new InvalidDataException($"{answers.Count} answers to {actions.Count} actions.");
                },
                cancellationToken);
            return (done, null);
        }
        catch (TableTransactionFailedException refusal) when (IsConflict(refusal))
        {
            return ([], refusal.FailedTransactionActionIndex ?? 0);
        }
    }

    /// <summary>Reads the rows of a query in the order of their keys.</summary>
    /// <param name="filter">As <see cref="TableClient.CreateQueryFilter(FormattableString)"/> makes it.</param>
    /// <param name="most">How many at the most, from 1; null for all.</param>
    /// <param name="select">Only these properties; null for all.</param>
    public async Task<List<TableEntity>> QueryAsync(
        string filter, int? most, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        int? perPage = most is { } few ? Math.Min(few, PageRows) : null;
        await foreach (var page in PagesAsync(filter, perPage, select, cancellationToken))
        {
            rows.AddRange(page.Take((most ?? int.MaxValue) - rows.Count));
            if (rows.Count == most)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Reads the rows of a query page by page; a page may be empty and not the last.</summary>
    /// <param name="filter">As <see cref="TableClient.CreateQueryFilter(FormattableString)"/> makes it.</param>
    /// <param name="perPage">How many a page at the most, 1 to <see cref="PageRows"/>; null leaves it to the service.</param>
    /// <param name="select">Only these properties; null for all.</param>
    public async IAsyncEnumerable<IReadOnlyList<TableEntity>> PagesAsync(
        string filter, int? perPage, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (perPage is < 1 or > PageRows)
        {
            throw new ArgumentOutOfRangeException(nameof(perPage), perPage, $"A page has 1 to {PageRows} rows.");
        }

        // The client obeys only the token of the query; the other one is for the work after it.
        var query = table.QueryAsync<TableEntity>(filter, perPage, select, cancellationToken);
        await using var pages = query.AsPages().GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(() => MoveNextAsync(pages), cancellationToken))
        {
            yield return pages.Current.Values;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<Page<TableEntity>> pages)
    {
        if (!await pages.MoveNextAsync())
        {
            return false;
        }

        // To the client, any object without rows is a page without rows.
        return pages.Current.Values.Count > 0 || pages.Current.GetRawResponse().Content.ToMemory().Span.IndexOf("\"value\""u8) >= 0
            ? true
            : throw new InvalidDataException("The answer is not a page of rows.");
    }

    private async Task<ETag?> TryWriteAsync(TableEntity row, Func<Task<Response>> write, CancellationToken cancellationToken)
    {
        var writeId = RandomNumberGenerator.GetHexString(16);
        row[WriteId] = writeId;
        EntityLimits.Check(row);
        try
        {
            return (await AskAsync(write, cancellationToken)).Headers.ETag;
        }
        catch (RequestFailedException refusal) when (IsConflict(refusal))
        {
            // The conflict may be with an earlier try of this very write, whose answer was lost.
            var stands = await ReadAsync(row.PartitionKey, row.RowKey, cancellationToken);
            return stands?.GetString(WriteId) == writeId ? stands.ETag : null;
        }
    }

    private static void CheckKeys(string partition, string row)
    {
        EntityLimits.CheckKey(partition, nameof(TableEntity.PartitionKey));
        EntityLimits.CheckKey(row, nameof(TableEntity.RowKey));
    }

    // To the client, a missing table and a proxy that knows no such address are missing rows too. The code stands in the body: Azure sends
    // no header x-ms-error-code, only the emulator does.
    private static void ThrowUnlessOnlyTheRowIsMissing(Response answer)
    {
        if (answer.Status == 404
            && new RequestFailedException(answer) is var missing && missing.ErrorCode != TableErrorCode.ResourceNotFound)
        {
            throw missing;
        }
    }

    private static bool IsConflict(RequestFailedException refusal) => refusal.ErrorCode == TableErrorCode.EntityAlreadyExists
        || refusal.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied
        || refusal.ErrorCode == TableErrorCode.ResourceNotFound;

    // All limits were checked before the call: an error that is no refusal by the service is an outage, not a bug.
    private static async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is not RequestFailedException refusal || IsOutage(refusal))
        {
            cancellationToken.ThrowIfCancellationRequested(); // a cancellation after a failed try comes as an AggregateException
            throw new StoreUnavailableException(
                failure is RequestFailedException { Status: > 0 } answer
                    ? $"Table storage does not serve: {answer.Status} {answer.ErrorCode}."
                    : "Table storage did not answer.",
                failure);
        }
    }

    // No answer, a senseless one, a key that was changed, a role that was taken away, too much load, a table that is missing.
    private static bool IsOutage(RequestFailedException refusal) =>
        refusal.Status is < 400 or 401 or 403 or 408 or 429 or 500 or 502 or 503 or 504
        || refusal is { Status: 404, ErrorCode: null }
        || refusal.ErrorCode == TableErrorCode.TableNotFound
        || refusal.ErrorCode == TableErrorCode.TableBeingDeleted;
}
