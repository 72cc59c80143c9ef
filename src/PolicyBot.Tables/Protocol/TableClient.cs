using System.Text.RegularExpressions;
using Azure;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// One table. Safe to share between threads. Every call throws <see cref="RequestFailedException"/> when the service refuses,
/// <see cref="TableStorageUnavailableException"/> when there was no usable answer (a write may have happened all the same),
/// and <see cref="ArgumentException"/>, without sending, for what the service would not take.
/// Members are those of <c>Azure.Data.Tables.TableClient</c>; where that has a dangerous default, the argument is required.
/// </summary>
public sealed partial class TableClient
{
    private readonly TableRequests requests;

    internal TableClient(TableRequests requests, string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        if (!TableName().IsMatch(tableName) || tableName.Equals("tables", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("A table's name is 3 to 63 letters and digits, a letter first, and not 'tables'.", nameof(tableName));
        }

        this.requests = requests;
        Name = tableName;
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Makes a filter in which every value is written in the form of its type; text cannot change its meaning.</summary>
    /// <param name="filter">Such as <c>$"PartitionKey eq {id} and RowKey ge {from}"</c>.</param>
    /// <exception cref="ArgumentException">A value is null or of a type that tables do not know.</exception>
    public static string CreateQueryFilter(FormattableString filter) => TableQueryFilter.Create(filter);

    /// <summary>Creates the table unless it exists.</summary>
    public async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        using var message = requests.Create(RequestMethod.Post, requests.Address("Tables"), EntityJson.WriteTable(Name));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        var response = await requests.SendAsync(message, TableErrorCode.TableAlreadyExists, cancellationToken);
        return Response.FromValue(new TableItem(Name), response);
    }

    /// <summary>Deletes the table with all rows, if it exists. Azure blocks its name for 40 seconds or more.</summary>
    public async Task<Response> DeleteAsync(CancellationToken cancellationToken = default)
    {
        using var message = requests.Create(RequestMethod.Delete, requests.Address($"Tables('{Name}')"));
        return await requests.SendAsync(message, TableErrorCode.ResourceNotFound, cancellationToken);
    }

    /// <summary>Inserts a row; refused with EntityAlreadyExists when there is one.</summary>
    /// <returns>The answer; its ETag header is the new version.</returns>
    public async Task<Response> AddEntityAsync(TableEntity entity, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        using var message = requests.Create(RequestMethod.Post, requests.Address(Name), EntityJson.Write(entity));
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        return await requests.SendAsync(message, expected: null, cancellationToken);
    }

    /// <summary>Reads a row; refused with ResourceNotFound when there is none.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The row.</param>
    /// <param name="select">Only these properties; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    public async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity, IDictionary<string, object?>, new()
    {
        using var message = CreateGet(partitionKey, rowKey, select);
        var response = await requests.SendAsync(message, expected: null, cancellationToken);
        return Response.FromValue(ReadRow<T>(response), response);
    }

    /// <summary>Reads a row that need not exist. A missing table is still refused (TableNotFound).</summary>
    /// <inheritdoc cref="GetEntityAsync"/>
    public async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity, IDictionary<string, object?>, new()
    {
        using var message = CreateGet(partitionKey, rowKey, select);
        var response = await requests.SendAsync(message, TableErrorCode.ResourceNotFound, cancellationToken);
        return response.IsError ? new NoEntity<T>(response) : Response.FromValue(ReadRow<T>(response), response);
    }

    /// <summary>
    /// Changes a row of one version: refused with UpdateConditionNotSatisfied when it has another, ResourceNotFound when it is gone.
    /// </summary>
    /// <param name="entity">The row; its own ETag is not looked at.</param>
    /// <param name="ifMatch">The version the row must have; <see cref="ETag.All"/> for any.</param>
    /// <param name="mode">What happens to properties that <paramref name="entity"/> lacks.</param>
    /// <param name="cancellationToken">Ends the call; the row may have been changed all the same.</param>
    /// <returns>The answer; its ETag header is the new version.</returns>
    public Task<Response> UpdateEntityAsync(
        TableEntity entity, ETag ifMatch, TableUpdateMode mode, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, Condition(ifMatch), mode, cancellationToken);

    /// <summary>Changes a row whatever its version, or inserts it.</summary>
    /// <inheritdoc cref="UpdateEntityAsync"/>
    public Task<Response> UpsertEntityAsync(TableEntity entity, TableUpdateMode mode, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, ifMatch: null, mode, cancellationToken);

    /// <summary>
    /// Deletes a row of one version, if it exists: refused with UpdateConditionNotSatisfied when it has another version.
    /// A row that is not there is a success with status 404.
    /// </summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="rowKey">The row.</param>
    /// <param name="ifMatch">The version the row must have; <see cref="ETag.All"/> for any.</param>
    /// <param name="cancellationToken">Ends the call; the row may have been deleted all the same.</param>
    public async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellationToken = default)
    {
        using var message = requests.Create(RequestMethod.Delete, requests.RowAddress(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, Condition(ifMatch));
        return await requests.SendAsync(message, TableErrorCode.ResourceNotFound, cancellationToken);
    }

    /// <summary>
    /// Reads rows, ordered by PartitionKey, then RowKey, by UTF-16 unit. Sends as it is enumerated, page by page; a page may be empty.
    /// </summary>
    /// <param name="filter">As <see cref="CreateQueryFilter"/> makes it; null for all rows.</param>
    /// <param name="maxPerPage">Rows a page, 1 to 1,000; null for 1,000.</param>
    /// <param name="select">Only these properties; null for all. The keys count as properties.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <typeparam name="T"><see cref="TableEntity"/>.</typeparam>
    public AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity, IDictionary<string, object?>, new() =>
        new EntityPages<T>(requests, Name, filter, maxPerPage, select, cancellationToken);

    /// <summary>Does all actions or none. All rows are of one partition, each at most once, 1 to 100 of them, in all under 4 MiB.</summary>
    /// <returns>One answer an action, in their order.</returns>
    /// <exception cref="TableTransactionFailedException">An action was refused; it says which one first.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var actions = transactionActions.ToList();
        TransactionContent.Check(actions);
        using var message = requests.Create(RequestMethod.Post, requests.Address("$batch"));
        TransactionContent.Write(message.Request, requests, Name, actions);
        var response = await requests.SendAsync(message, expected: null, cancellationToken);
        return Response.FromValue(TransactionAnswer.Read(response, actions.Count), response);
    }

    private static string Condition(ETag ifMatch) => ifMatch.ToString() is { Length: > 0 } condition
        ? condition
        : throw new ArgumentException("An update or deletion needs the ETag of the row, or ETag.All.", nameof(ifMatch));

    private static T ReadRow<T>(Response response)
        where T : class, ITableEntity, IDictionary<string, object?>, new() =>
        TableFailures.Read(response, EntityJson.Read<T>);

    private HttpMessage CreateGet(string partitionKey, string rowKey, IEnumerable<string>? select)
    {
        var row = requests.RowAddress(Name, partitionKey, rowKey);
        return requests.Create(RequestMethod.Get, select is null ? row : new Uri($"{row.AbsoluteUri}?{EntityQuery.Select(select)}"));
    }

    private async Task<Response> WriteAsync(TableEntity entity, string? ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var json = EntityJson.Write(entity);
        var method = mode == TableUpdateMode.Merge ? RequestMethod.Patch : RequestMethod.Put;
        using var message = requests.Create(method, requests.RowAddress(Name, entity.PartitionKey, entity.RowKey), json);
        if (ifMatch is not null)
        {
            message.Request.Headers.SetValue(HttpHeader.Names.IfMatch, ifMatch); // without it the service inserts a missing row
        }

        return await requests.SendAsync(message, expected: null, cancellationToken);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();

    private sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException("The row does not exist.");

        public override Response GetRawResponse() => response;
    }
}
