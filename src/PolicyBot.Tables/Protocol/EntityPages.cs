using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>The rows of a query, read page by page as they are enumerated.</summary>
internal sealed class EntityPages<T>(
    TableRequests requests, string table, string? filter, int? maxPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity, IDictionary<string, object?>, new()
{
    private readonly IReadOnlyList<string>? properties = select?.ToList();

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        AsPagesAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    // The token in WithCancellation and the one of the query are both obeyed.
    private async IAsyncEnumerable<Page<T>> AsPagesAsync(
        string? continuation, int? rows, CancellationToken ofQuery, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ofQuery, cancellationToken);
        do
        {
            using var message = requests.Create(
                RequestMethod.Get, requests.Address(EntityQuery.Page(table, filter, rows, properties, continuation)));
            var response = await requests.SendAsync(message, expected: null, either.Token);
            var page = TableFailures.Read(response, EntityJson.ReadPage<T>);
            continuation = EntityQuery.ContinuationOf(response.Headers);
            yield return Page<T>.FromValues(page, continuation, response);
        }
        while (continuation is not null);
    }
}
