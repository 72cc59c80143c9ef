using System.Globalization;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Work;

/// <summary>
/// What is due, in the table of work: a few fixed partitions, so that no single one has to take every write, each in the order of
/// due instants.
/// </summary>
internal sealed class TableWork(StoreTables tables) : IWork
{
    private const int Shards = 8;
    private const int TickDigits = 19;
    private const string Subject = "Subject";
    private const string Tag = "Tag";
    private static readonly string AfterInbound = $"{WakeUp.Inbound[..^1]}{(char)(WakeUp.Inbound[^1] + 1)}";
    private readonly RowTable rows = tables.Work;

    /// <inheritdoc/>
    public Task AddAsync(WakeUp item, CancellationToken cancellationToken) => rows.PutAsync(RowOf(item), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(WakeUp item, CancellationToken cancellationToken) =>
        rows.RemoveAsync(ShardOf(item), KeyOf(item), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WakeUp>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        FindAsync(now, "", most, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WakeUp>> DueInboundAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) => FindAsync(
        now, TableClient.CreateQueryFilter($" and Subject ge {WakeUp.Inbound} and Subject lt {AfterInbound}"), most, cancellationToken);

    private async Task<IReadOnlyList<WakeUp>> FindAsync(
        DateTimeOffset now, string which, int most, CancellationToken cancellationToken)
    {
        var future = TableKey.Sortable(now.UtcTicks + 1);
        var shards = await Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {NameOf(shard)} and RowKey lt {future}") + which, most, select: null,
                cancellationToken)));
        return [.. shards.SelectMany(shard => shard).OrderBy(row => row.RowKey, StringComparer.Ordinal).Take(most).Select(Read)];
    }

    /// <summary>The row of one wake-up.</summary>
    internal static TableEntity RowOf(WakeUp item) => new(ShardOf(item), KeyOf(item)) { [Subject] = item.Subject, [Tag] = item.Tag };

    private static string ShardOf(WakeUp item) => NameOf(TableKey.ShardOf(item.Subject, Shards));

    private static string NameOf(int shard) => shard.ToString(CultureInfo.InvariantCulture);

    private static string KeyOf(WakeUp item) => $"{TableKey.Sortable(item.Due)}{TableKey.Separator}{TableKey.Join(item.Subject, item.Tag)}";

    private static WakeUp Read(TableEntity row) => new(
        new DateTimeOffset(long.Parse(row.RowKey.AsSpan(0, TickDigits), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero),
        row.GetString(Subject) ?? throw new InvalidDataException($"The work row {row.RowKey} has no subject."),
        row.GetString(Tag) ?? "");
}
