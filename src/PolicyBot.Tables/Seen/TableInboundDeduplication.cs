using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Seen;

/// <summary>
/// What came in, in a table of its own. Two rows each in one of a few fixed partitions: <c>k|hash</c>, which is found by the key
/// on any day, and <c>t|instant|hash</c>, by which it is forgotten. They come and go in one batch.
/// </summary>
internal sealed class TableInboundDeduplication(StoreTables tables) : IInboundDeduplication
{
    private const int Shards = 16;
    private const int ForgottenAtOnce = 50; // two rows each, 100 a batch
    private const string Keys = "k|";
    private const string Times = "t|";
    private const string TakeId = "TakeId";
    private const string Payload = "Payload";
    private const string Hash = "Hash";
    private readonly RowTable rows = tables.Seen;

    /// <inheritdoc/>
    public async Task<bool> TryTakeAsync(string key, string payload, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = TableKey.HashOf(key);
        var takeId = RandomNumberGenerator.GetHexString(16);
        var taken = new TableEntity(PartitionOf(hash), Keys + hash) { [TakeId] = takeId };
        LongText.Write(taken, Payload, Storable(payload));
        var at = new TableEntity(PartitionOf(hash), $"{Times}{TableKey.Sortable(now)}{TableKey.Separator}{hash}") { [Hash] = hash };
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, taken), new(TableTransactionActionType.Add, at)];
        if (await rows.TrySubmitAsync(actions, cancellationToken) is null)
        {
            return true;
        }

        var stands = await rows.ReadAsync(taken.PartitionKey, taken.RowKey, cancellationToken);
        return stands?.GetString(TakeId) == takeId; // an earlier try whose answer was lost
    }

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var hash = TableKey.HashOf(key);
        return await rows.ReadAsync(PartitionOf(hash), Keys + hash, cancellationToken) is { } row ? LongText.Read(row, Payload) : null;
    }

    /// <inheritdoc/>
    public async Task DoneAsync(string key, CancellationToken cancellationToken)
    {
        var hash = TableKey.HashOf(key);
        var done = new TableEntity(PartitionOf(hash), Keys + hash);
        await rows.TryReplaceAsync(done, ETag.All, cancellationToken); // gone: forgotten meanwhile
    }

    /// <inheritdoc/>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Shards).Select(shard => ForgetAsync(NameOf(shard), before, cancellationToken)));

    private async Task ForgetAsync(string partition, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {Times} and RowKey lt {Times + TableKey.Sortable(before)}");
        while (await rows.QueryAsync(filter, ForgottenAtOnce, [nameof(TableEntity.RowKey), Hash], cancellationToken) is { Count: > 0 } old)
        {
            var deletions = old.SelectMany(row => new[] { row.RowKey, Keys + row.GetString(Hash) })
                .Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All));
            if (await rows.TrySubmitAsync([.. deletions], cancellationToken) is not null)
            {
                return; // another host is forgetting them
            }
        }
    }

    private static string PartitionOf(string hash) => NameOf(TableKey.ShardOf(hash, Shards));

    private static string NameOf(int shard) => shard.ToString("D2", CultureInfo.InvariantCulture);

    // Half a surrogate pair cannot be stored; it becomes U+FFFD, as it would have on any wire.
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
