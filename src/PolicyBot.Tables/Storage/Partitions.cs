using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace PolicyBot.Tables.Storage;

/// <summary>Reads rows in the order of their keys, a partition at a time.</summary>
internal static class Partitions
{
    /// <summary>Reads the rows of a query, those of a partition together.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="filter">As <see cref="TableClient.CreateQueryFilter(FormattableString)"/> makes it.</param>
    /// <param name="select">Only these properties, both keys among them; null for all.</param>
    public static async IAsyncEnumerable<List<TableEntity>> PartitionsAsync(
        this RowTable rows, string filter, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var partition = new List<TableEntity>();
        await foreach (var page in rows.PagesAsync(filter, perPage: null, select, cancellationToken))
        {
            foreach (var row in page)
            {
                if (partition is [var first, ..] && first.PartitionKey != row.PartitionKey)
                {
                    yield return partition;
                    partition = [];
                }

                partition.Add(row);
            }
        }

        if (partition.Count > 0)
        {
            yield return partition;
        }
    }
}
