using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Evidence;

/// <summary>
/// Checkpoints in the table of evidence, in one partition: <c>d|day</c> for each, <c>p|hash|number</c> with its text, <c>last</c>, which
/// every new one replaces in the same transaction, so that two can never follow the same one, and <c>c|day</c> for who is at it.
/// </summary>
internal sealed class TableCheckpoints(StoreTables tables) : ICheckpoints
{
    /// <summary>Most UTF-16 units a row: under 1 MiB even where each is sent as <c>\uXXXX</c>.</summary>
    internal const int UnitsPerRow = 160_000;

    private const string Partition = "checkpoint";
    private const string Days = "d|";
    private const string BeyondDays = "d}";
    private const string Parts = "p|";
    private const string Last = "last";
    private const string Day = nameof(Day);
    private const string Hash = nameof(Hash);
    private const string Streams = nameof(Streams);
    private const string Text = nameof(Text);
    private const string Until = nameof(Until);
    private readonly RowTable rows = tables.Evidence;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredCheckpoint> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var days = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {Days} and RowKey lt {BeyondDays}");
        foreach (var row in await rows.QueryAsync(days, most: null, select: null, cancellationToken))
        {
            var (first, beyond) = (PartKey(row.GetString(Hash), 0), PartKey(row.GetString(Hash), null));
            var parts = await rows.QueryAsync(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {first} and RowKey lt {beyond}"),
                most: null, select: null, cancellationToken);
            yield return new StoredCheckpoint(
                row.GetString(Day), row.GetString(Hash), row.GetInt32(Streams) ?? 0,
                string.Concat(parts.Select(part => LongText.Read(part, Text))));
        }
    }

    /// <inheritdoc/>
    public async Task<LastCheckpoint?> FindLastAsync(CancellationToken cancellationToken) =>
        await rows.ReadAsync(Partition, Last, cancellationToken) is { } last
            ? new LastCheckpoint(last.GetString(Day), last.GetString(Hash), last.GetInt32(Streams) ?? 0)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryClaimAsync(
        string day, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var claim = new TableEntity(Partition, TableKey.Join("c", day)) { [Until] = until.ToUniversalTime() };
        return await rows.ReadAsync(Partition, claim.RowKey, cancellationToken) is { } stands
            ? stands.GetDateTimeOffset(Until) <= now && await rows.TryReplaceAsync(claim, stands.ETag, cancellationToken) is not null
            : await rows.TryInsertAsync(claim, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> TryKeepAsync(StoredCheckpoint checkpoint, string? previous, CancellationToken cancellationToken)
    {
        var last = await rows.ReadAsync(Partition, Last, cancellationToken);
        if (last?.GetString(Hash) != previous)
        {
            return last?.GetString(Hash) == checkpoint.Hash; // an earlier try whose answer was lost
        }

        for (var (start, number) = (0, 0); start < checkpoint.Json.Length; number++)
        {
            var length = Math.Min(UnitsPerRow, checkpoint.Json.Length - start);
            var part = new TableEntity(Partition, PartKey(checkpoint.Hash, number));
            LongText.Write(part, Text, checkpoint.Json.Substring(start, length)); // plain ASCII: no pair is cut
            await rows.PutAsync(part, cancellationToken);
            start += length;
        }

        var now = Head(Last);
        return await rows.TrySubmitAsync(
            [
                new(TableTransactionActionType.Add, Head(TableKey.Join("d", checkpoint.Day))),
                last is null
                    ? new(TableTransactionActionType.Add, now)
                    : new(TableTransactionActionType.UpdateReplace, now, last.ETag),
            ],
            cancellationToken) is null
            || (await FindLastAsync(cancellationToken))?.Hash == checkpoint.Hash;

        TableEntity Head(string key) => new(Partition, key)
        {
            [Day] = checkpoint.Day,
            [Hash] = checkpoint.Hash,
            [Streams] = checkpoint.Streams,
        };
    }

    private static string PartKey(string hash, int? number) =>
        Parts + hash + (number is { } part ? $"|{part.ToString("D4", CultureInfo.InvariantCulture)}" : "}");
}
