using System.Globalization;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Catalogs;

/// <summary>
/// Catalogs that served, in a table of their own: a partition for each, with its text in as many rows as it takes.
/// The row <c>head</c> comes last, so that what has one is whole.
/// </summary>
internal sealed class TableCatalogVersions(StoreTables tables) : ICatalogVersions
{
    /// <summary>Most UTF-16 units a row: under 1 MiB even where each is sent as <c>\uXXXX</c>, which is what Azurite counts.</summary>
    internal const int UnitsPerRow = 160_000;

    private const string Head = "head";
    private const string FirstSeen = "FirstSeen";
    private const string TakenUp = "TakenUp";
    private const string Parts = "text|";
    private const string Text = "Text";
    private readonly RowTable rows = tables.Catalogs;

    /// <inheritdoc/>
    public async Task<bool> KeepAsync(string hash, string text, DateTimeOffset firstSeen, CancellationToken cancellationToken)
    {
        var partition = TableKey.Join(hash);
        if (await rows.ReadAsync(partition, Head, cancellationToken) is not null)
        {
            return false;
        }

        var number = 0;
        foreach (var part in Split(text))
        {
            var row = new TableEntity(partition, Parts + number++.ToString("D4", CultureInfo.InvariantCulture));
            LongText.Write(row, Text, part);
            await rows.PutAsync(row, cancellationToken); // the same text under the same hash from every host
        }

        var head = new TableEntity(partition, Head) { [FirstSeen] = firstSeen.ToUniversalTime() };
        return await rows.TryInsertAsync(head, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task TakeUpAsync(string hash, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await rows.ReadAsync(TableKey.Join(hash), Head, cancellationToken) is { } head)
        {
            head[TakenUp] = at.ToUniversalTime();
            await rows.TryReplaceAsync(head, head.ETag, cancellationToken); // another host did the same
        }
    }

    /// <inheritdoc/>
    public async Task<(string Hash, DateTimeOffset At)?> FindNewestAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {Head}");
        var heads = await rows.QueryAsync(filter, most: null, select: ["PartitionKey", FirstSeen, TakenUp], cancellationToken);
        var known = heads.Select(head =>
            (head.PartitionKey, At: head.GetDateTimeOffset(TakenUp) ?? head.GetDateTimeOffset(FirstSeen)!.Value));
        return heads.Count == 0 ? null : known.MaxBy(version => version.At); // a hash has nothing to be escaped
    }

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Join(hash)}");
        var partition = await rows.QueryAsync(filter, most: null, select: null, cancellationToken);
        return partition.Exists(row => row.RowKey == Head)
            ? string.Concat(partition.Where(row => row.RowKey != Head).Select(row => LongText.Read(row, Text)))
            : null;
    }

    private static IEnumerable<string> Split(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var length = Math.Min(UnitsPerRow, text.Length - start);
            var cutsPair = start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]);
            length -= cutsPair ? 1 : 0;
            yield return text.Substring(start, length);
            start += length;
        }
    }
}
