using System.Globalization;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// A query, and where it goes on.
/// Source: https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination.
/// </summary>
internal static class EntityQuery
{
    /// <summary>Most rows a page.</summary>
    public const int PageRows = 1_000;

    private const string NextPartitionKey = "NextPartitionKey";
    private const string NextRowKey = "NextRowKey";

    /// <summary>The part of a query that names the wanted properties.</summary>
    public static string Select(IEnumerable<string> properties) => "$select=" + Uri.EscapeDataString(string.Join(',', properties));

    /// <summary>Path and query of one page.</summary>
    /// <param name="table">The table.</param>
    /// <param name="filter">Null or empty for all rows.</param>
    /// <param name="rows">Most rows on the page; null leaves it to the service.</param>
    /// <param name="select">Null for all properties.</param>
    /// <param name="continuation">As <see cref="ContinuationOf"/> gave it; null for the first page.</param>
    /// <exception cref="ArgumentException">The rows are not 1 to 1,000, or the continuation is not one.</exception>
    public static string Page(string table, string? filter, int? rows, IReadOnlyList<string>? select, string? continuation)
    {
        if (rows is < 1 or > PageRows)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows, $"A page has 1 to {PageRows} rows.");
        }

        var parts = new List<string>();
        if (!string.IsNullOrEmpty(filter))
        {
            parts.Add("$filter=" + Uri.EscapeDataString(filter));
        }

        if (rows is { } top)
        {
            parts.Add("$top=" + top.ToString(CultureInfo.InvariantCulture));
        }

        if (select is not null)
        {
            parts.Add(Select(select));
        }

        if (continuation is not null)
        {
            AddContinuation(parts, continuation);
        }

        return parts.Count == 0 ? $"{table}()" : $"{table}()?{string.Join('&', parts)}";
    }

    /// <summary>Where the next page begins, from an answer's headers; null at the end. An empty page may have one.</summary>
    public static string? ContinuationOf(Azure.Core.ResponseHeaders headers)
    {
        headers.TryGetValue("x-ms-continuation-" + NextPartitionKey, out var partition);
        headers.TryGetValue("x-ms-continuation-" + NextRowKey, out var row); // may be missing although there is more
        return partition is null && row is null ? null : $"{Uri.EscapeDataString(partition ?? "")} {Uri.EscapeDataString(row ?? "")}";
    }

    private static void AddContinuation(List<string> parts, string continuation)
    {
        // It may come back from outside: escaped again, it cannot become another parameter.
        var keys = continuation.Split(' ');
        if (keys.Length != 2)
        {
            throw new ArgumentException("This is not a continuation of a query.", nameof(continuation));
        }

        foreach (var (name, key) in new[] { (NextPartitionKey, keys[0]), (NextRowKey, keys[1]) })
        {
            if (key.Length > 0)
            {
                parts.Add($"{name}={Uri.EscapeDataString(Uri.UnescapeDataString(key))}");
            }
        }
    }
}
