using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.People;

/// <summary>Addresses, in the table of people: one partition, which every host reads once a minute, and a row for each.</summary>
internal sealed class TableAddressBook(StoreTables tables) : IAddressBook
{
    private const string Partition = "address";
    private const string Json = "Json";
    private readonly RowTable rows = tables.People;

    /// <inheritdoc/>
    public async Task<StoredAddress?> ReadAsync(PersonId address, CancellationToken cancellationToken) =>
        await rows.ReadAsync(Partition, KeyOf(address), cancellationToken) is { } row
            ? new StoredAddress(Read(row), row.ETag.ToString())
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(KnownAddress address, string? etag, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, KeyOf(address.Address));
        LongText.Write(row, Json, JsonSerializer.Serialize(address, PeopleJson.Default.KnownAddress));
        row.With(RowFormat.People);
        return (etag is null
            ? await rows.TryInsertAsync(row, cancellationToken)
            : await rows.TryReplaceAsync(row, new ETag(etag), cancellationToken)) is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KnownAddress> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (var page in rows.PagesAsync(filter, perPage: null, select: null, cancellationToken))
        {
            foreach (var row in page)
            {
                yield return Read(row);
            }
        }
    }

    private static string KeyOf(PersonId address) => TableKey.Join(address.Value);

    private static KnownAddress Read(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.People);
        return JsonSerializer.Deserialize(LongText.Read(row, Json) ?? "null", PeopleJson.Default.KnownAddress)
            ?? throw new InvalidDataException("A row of an address is empty.");
    }
}
