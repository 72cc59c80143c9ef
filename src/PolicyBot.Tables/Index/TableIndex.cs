using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Index;

/// <summary>Hints, in the table of the index: a partition for each heading, newest first.</summary>
internal sealed class TableIndex(StoreTables tables) : IIndex
{
    private const int AtOnce = 8;
    private const string Id = "Id";
    private readonly RowTable rows = tables.Index;

    /// <inheritdoc/>
    public async Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var writes = wanted.Select(entry => (entry, Stands: true)).Concat(unwanted.Except(wanted).Select(entry => (entry, Stands: false)));
        await Parallel.ForEachAsync(writes, options, async (write, token) =>
        {
            var (partition, row) = (PartitionOf(write.entry.Heading), KeyOf(write.entry));
            if (write.Stands)
            {
                await rows.PutAsync(new TableEntity(partition, row) { [Id] = write.entry.Id.Value }, token);
            }
            else
            {
                await rows.RemoveAsync(partition, row, token);
            }
        });
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExceptionId>> FindAsync(
        string heading, int most, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var filter = since == DateTimeOffset.MinValue
            ? TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(heading)}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(heading)} and RowKey lt {TableKey.Sortable(After(since))}");
        var found = await rows.QueryAsync(filter, most, [Id], cancellationToken);
        return [.. found.Select(row => ExceptionId.Parse(row.GetString(Id)!))];
    }

    private static string PartitionOf(string heading) => TableKey.Join(heading.Split(TableKey.Separator));

    private static string KeyOf(IndexEntry entry) =>
        $"{TableKey.Sortable(After(entry.At) - 1)}{TableKey.Separator}{TableKey.Join(entry.Id.Value)}";

    // Beyond all keys of that instant: the later, the less.
    private static long After(DateTimeOffset instant) => long.MaxValue - instant.UtcTicks + 1;
}
