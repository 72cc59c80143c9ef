using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Index;

/// <summary>
/// What lists are drawn from: one partition, so that all rows of an exception change in one transaction. Of each
/// exception a row <c>x|id</c> says at which version it stands, and where.
/// </summary>
internal sealed class TableListings(StoreTables tables) : IListings
{
    private const string Partition = "list";
    private const string State = nameof(State);
    private const string Version = nameof(Version);
    private const string Key = nameof(Key);
    private const string Keys = nameof(Keys);
    private const string Hash = nameof(Hash);
    private const string Unfinished = nameof(Unfinished);
    private const int MostTries = 8;
    private readonly RowTable rows = tables.Listings;

    /// <inheritdoc/>
    public async Task PutAsync(Listing listing, CancellationToken cancellationToken)
    {
        var id = TableKey.Join("x", listing.State.Id.Value);
        var hash = TableKey.HashOf($"{listing.Json}\n{string.Join('\n', listing.Keys)}");
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var stands = await rows.ReadAsync(Partition, id, cancellationToken);
            var isWhole = stands?.GetBoolean(Unfinished) != true;
            if (stands is not null && (stands.GetInt64(Version) > listing.Version
                || (isWhole && stands.GetString(Hash) == hash && RowFormat.Read(stands, RowFormat.Listing) == RowFormat.Listing)))
            {
                return;
            }

            var wanted = listing.Keys.Select(KeyOf).ToHashSet(StringComparer.Ordinal);
            var before = stands is null ? [] : LongText.Read(stands, Keys)!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (await TryWriteAsync(listing, wanted, [.. before.Except(wanted)], Head, stands, isWhole, cancellationToken))
            {
                return;
            }
        }

        throw new StoreUnavailableException($"The rows of {listing.State.Id} keep changing.");

        TableEntity Head(IEnumerable<string> keys, bool unfinished)
        {
            var head = new TableEntity(Partition, id) { [Version] = listing.Version, [Hash] = hash, [Unfinished] = unfinished };
            LongText.Write(head, Keys, string.Join('\n', keys));
            return head.With(RowFormat.Listing);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListingRow>> FindAsync(
        string after, string before, int most, CancellationToken cancellationToken)
    {
        var found = await rows.QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {KeyOf(after)} and RowKey lt {KeyOf(before)}"),
            most, select: null, cancellationToken);
        return
        [
            .. found.Select(row => new ListingRow(
                LongText.Read(row, Key)!,
                JsonSerializer.Deserialize(LongText.Read(row, State)!, RecordJson.Default.ExceptionState)!)),
        ];
    }

    // In one transaction where there is room. Else the head first says where rows may stand, so that after any interruption the next
    // try finds them all.
    private async Task<bool> TryWriteAsync(
        Listing listing, HashSet<string> wanted, IReadOnlyList<string> unwanted, Func<IEnumerable<string>, bool, TableEntity> head,
        TableEntity? stands, bool isWhole, CancellationToken cancellationToken)
    {
        var puts = listing.Keys.Select(key => Put(RowOf(listing, key))).ToList();
        if (isWhole && puts.Count + unwanted.Count < TransactionLimits.Actions)
        {
            var whole = head(wanted, false);
            return await rows.TrySubmitAsync(
                [
                    stands is null
                        ? new(TableTransactionActionType.Add, whole)
                        : new(TableTransactionActionType.UpdateReplace, whole, stands.ETag),
                    .. puts,
                    .. unwanted.Select(key => new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(Partition, key), ETag.All)),
                ],
                cancellationToken) is null;
        }

        var begun = head(wanted.Concat(unwanted), true);
        var version = stands is null
            ? await rows.TryInsertAsync(begun, cancellationToken)
            : await rows.TryReplaceAsync(begun, stands.ETag, cancellationToken);
        if (version is not { } mine)
        {
            return false;
        }

        foreach (var some in puts.Chunk(TransactionLimits.Actions))
        {
            await rows.TrySubmitAsync(some, cancellationToken);
        }

        foreach (var key in unwanted)
        {
            await rows.RemoveAsync(Partition, key, cancellationToken);
        }

        return await rows.TryReplaceAsync(head(wanted, false), mine, cancellationToken) is not null;
    }

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableEntity RowOf(Listing listing, string key)
    {
        var row = new TableEntity(Partition, KeyOf(key));
        LongText.Write(row, Key, key);
        LongText.Write(row, State, listing.Json);
        return row;
    }

    private static string KeyOf(string key) => TableKey.Join(key.Split(TableKey.Separator));
}
