using System.Text.Json;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.Lifecycle;
using PolicyBot.Core.People;
using PolicyBot.Tables.Protocol;

namespace PolicyBot.Tables.Drafts;

/// <summary>Drafts, in a table of their own: a partition for each person.</summary>
internal sealed class TableDrafts(StoreTables tables) : IDrafts
{
    private const string Draft = nameof(Draft);
    private readonly RowTable rows = tables.Drafts;

    /// <inheritdoc/>
    public async Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(person), id.Value, cancellationToken) is { } row
            ? JsonSerializer.Deserialize(LongText.Read(row, Draft) ?? "null", DraftJson.Default.Draft) ?? throw new InvalidDataException($"The row of the draft {id} has no draft.")
            : null;

    /// <inheritdoc/>
    public Task WriteAsync(Draft draft, CancellationToken cancellationToken)
    {
        var row = new TableEntity(PartitionOf(draft.Person), draft.Id.Value);
        LongText.Write(row, Draft, JsonSerializer.Serialize(draft, DraftJson.Default.Draft));
        return rows.PutAsync(row, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) =>
        rows.RemoveAsync(PartitionOf(person), id.Value, cancellationToken);

    private static string PartitionOf(PersonId person) => TableKey.Of(person.Value);
}
