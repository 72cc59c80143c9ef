using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyBot.Testing.TableService;

/// <summary>
/// Azure Table storage in this process, for as much of it as the product uses. As in Azure, a query looks at no row that its keys rule out.
/// Every request is counted by what it asks for. The service reads the protocol for itself, answers errors as Azure does, and refuses what
/// Azure refuses; what it does not know is answered with 501. Use: <c>new TableClientOptions { Transport = new HttpClientTransport(service)
/// }</c>.
/// </summary>
public sealed partial class InMemoryTableService : HttpMessageHandler
{
    /// <summary>Names an account that leads nowhere else.</summary>
    public const string ConnectionString = "AccountName=memory;AccountKey=AAAA;TableEndpoint=https://memory.invalid";

    private const int BodyBytes = 4 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, StoredTable> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<TableRequest, int> requests = new();
    private readonly Versions versions = new();
    private int rowsRead;

    /// <summary>Most rows a page of a query; Azure may always answer with fewer than asked for.</summary>
    public int PageRows { get; init; } = 1_000;

    /// <summary>What was asked for since the last time this was called, tries included, and how many rows were answered.</summary>
    public TableCounts TakeCounts()
    {
        var taken = new Dictionary<TableRequest, int>();
        foreach (var kind in requests.Keys)
        {
            if (requests.TryRemove(kind, out var count))
            {
                taken[kind] = count;
            }
        }

        return new TableCounts(taken, Interlocked.Exchange(ref rowsRead, 0));
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var answer = body.Length >= BodyBytes
            ? TableAnswer.Refused(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge", "The request body is too large.")
            : await AnswerAsync(request, body);
        return answer.ToResponse(request);
    }

    private async Task<TableAnswer> AnswerAsync(HttpRequestMessage request, byte[] body)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        if (path == "/$batch")
        {
            Count(TableRequest.Transaction);
            return Submit(await TransactionText.ReadAsync(request.Content!.Headers.ContentType!.ToString(), body));
        }

        if (path == "/Tables" && request.Method == HttpMethod.Post)
        {
            Count(TableRequest.CreateTable);
            return CreateTable(body);
        }

        if (TableAddress().Match(path) is { Success: true } address && request.Method == HttpMethod.Get)
        {
            Count(TableRequest.Query);
            return Find(address.Groups[1].Value, table => table.Query(Parameters(request.RequestUri), PageRows));
        }

        var ifMatch = request.Headers.NonValidated.TryGetValues("If-Match", out var version) ? version.ToString() : null;
        var action = TableAction.Parse(request.Method.Method, path, ifMatch, body);
        Count(action.Kind);
        return action.Fault ?? Find(action.Table, table => table.Do([action], versions)[^1]);
    }

    private TableAnswer CreateTable(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var name = json.RootElement.GetProperty("TableName").GetString()!;
        if (!TableName().IsMatch(name))
        {
            return TableAnswer.Refused(
                HttpStatusCode.BadRequest, "InvalidResourceName", "The specified resource name contains invalid characters.");
        }

        return tables.TryAdd(name, new StoredTable())
            ? TableAnswer.Json(HttpStatusCode.Created, writer => writer.WriteString("TableName", name))
            : TableAnswer.Refused(HttpStatusCode.Conflict, "TableAlreadyExists", "The table specified already exists.");
    }

    private TableAnswer Submit(IReadOnlyList<TableAction> actions)
    {
        var (table, partition) = actions.Count > 0 ? (actions[0].Table, actions[0].PartitionKey) : ("", "");
        var fault = actions.Count is < 1 or > 100 ? (0, "InvalidInput", "A batch has 1 to 100 operations.")
            : IndexOf(actions, action => (action.Table, action.PartitionKey) != (table, partition)) is >= 0 and var other
                ? (other, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.")
            : IndexOf(actions, action => actions.Count(same => same.RowKey == action.RowKey) > 1) is >= 0 and var twice
                ? (twice, "InvalidDuplicateRow", "The batch request contains multiple changes with same row key.")
            : default((int Index, string Code, string Message)?);
        IReadOnlyList<TableAnswer> answers = fault is var (index, code, message)
            ? [.. Enumerable.Repeat(TableAnswer.Done(null), index), TableAnswer.Refused(HttpStatusCode.BadRequest, code, message)]
            : tables.TryGetValue(table, out var found) ? found.Do(actions, versions) : [TableAnswer.TableNotFound];
        return TransactionText.Write(answers);
    }

    private TableAnswer Find(string table, Func<StoredTable, TableAnswer> ask)
    {
        var answer = tables.TryGetValue(table, out var found) ? ask(found) : TableAnswer.TableNotFound;
        Interlocked.Add(ref rowsRead, answer.Rows);
        return answer;
    }

    private void Count(TableRequest kind) => requests.AddOrUpdate(kind, 1, (_, count) => count + 1);

    private static int IndexOf(IReadOnlyList<TableAction> actions, Predicate<TableAction> wanted) => actions.ToList().FindIndex(wanted);

    private static Dictionary<string, string> Parameters(Uri address) => address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(parameter => parameter.Split('=', 2))
        .ToDictionary(parameter => Uri.UnescapeDataString(parameter[0]), parameter => Uri.UnescapeDataString(parameter[1]));

    [GeneratedRegex(@"^/([A-Za-z0-9]+)\(\)\z")]
    private static partial Regex TableAddress();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z")]
    private static partial Regex TableName();
}

/// <summary>What a request asks for.</summary>
public enum TableRequest
{
    /// <summary>A table.</summary>
    CreateTable,

    /// <summary>One row by its keys.</summary>
    Read,

    /// <summary>A page of rows.</summary>
    Query,

    /// <summary>A new row.</summary>
    Insert,

    /// <summary>Another content of a row of one version, or of any.</summary>
    Update,

    /// <summary>A row, whether it is there or not.</summary>
    Upsert,

    /// <summary>A row's end.</summary>
    Delete,

    /// <summary>Several of these, all or none.</summary>
    Transaction,
}

/// <summary>What was asked for.</summary>
/// <param name="Requests">How often; what was not asked for is not in it.</param>
/// <param name="RowsRead">How many rows were answered.</param>
public sealed record TableCounts(IReadOnlyDictionary<TableRequest, int> Requests, int RowsRead)
{
    /// <summary>How many requests of any kind.</summary>
    public int Total => Requests.Values.Sum();

    /// <summary>Such as <c>1 Read, 1 Transaction; 1 row read</c>.</summary>
    public override string ToString()
    {
        var requests = Requests.OrderBy(request => request.Key).Select(request => $"{request.Value} {request.Key}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", requests)}; {RowsRead} rows read");
    }
}
