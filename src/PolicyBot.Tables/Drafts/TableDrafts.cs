using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Drafts;

/// <summary>Drafts, in a table of their own: a partition for each person.</summary>
internal sealed class TableDrafts(StoreTables tables) : IDrafts
{
    private const string Draft = "Draft";
    private const string Talked = "Talked";
    private readonly RowTable rows = tables.Drafts;

    /// <inheritdoc/>
    public async Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(person), id.Value, cancellationToken) is { } row ? Read(row, id) : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Draft>> TalksAsync(PersonId person, CancellationToken cancellationToken) =>
        FindAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(person)} and Talked eq {true}"), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Draft>> OfAsync(PersonId person, CancellationToken cancellationToken) =>
        FindAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(person)}"), cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(Draft draft, CancellationToken cancellationToken) => rows.PutAsync(RowOf(draft), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryReplaceAsync(Draft draft, CancellationToken cancellationToken) =>
        (draft.ETag is { } stands
            ? await rows.TryReplaceAsync(RowOf(draft), new ETag(stands), cancellationToken)
            : await rows.TryInsertAsync(RowOf(draft), cancellationToken)) is not null;

    /// <inheritdoc/>
    public Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        rows.RemoveAsync(PartitionOf(person), id.Value, cancellationToken);

    private async Task<IReadOnlyList<Draft>> FindAsync(string filter, CancellationToken cancellationToken) =>
        [.. (await rows.QueryAsync(filter, most: null, select: null, cancellationToken))
            .Select(row => Read(row, ExceptionId.Parse(row.RowKey)))];

    private static TableEntity RowOf(Draft draft)
    {
        var row = new TableEntity(PartitionOf(draft.Person), draft.Id.Value);
        if (draft.Talk is not null)
        {
            row[Talked] = true;
        }

        LongText.Write(row, Draft, JsonSerializer.Serialize(draft, DraftJson.Default.Draft));
        return row;
    }

    private static Draft Read(TableEntity row, ExceptionId id) =>
        JsonSerializer.Deserialize(LongText.Read(row, Draft) ?? "null", DraftJson.Default.Draft) is { } draft
            ? draft with { ETag = row.ETag.ToString() }
            : throw new InvalidDataException($"The row of the draft {id} has no draft.");

    private static string PartitionOf(PersonId person) => TableKey.Join(person.Value);
}
