using System.Text.Json;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.People;

/// <summary>Delegations, in the table of people: a row in the partition of the person who handed over.</summary>
internal sealed class TableDelegations(StoreTables tables) : IDelegations
{
    private const string Row = "delegation";
    private const string Json = "Json";
    private readonly RowTable rows = tables.People;

    /// <inheritdoc/>
    public async Task<Delegation?> OfAsync(PersonId principal, CancellationToken cancellationToken)
    {
        if (await rows.ReadAsync(PartitionOf(principal), Row, cancellationToken) is not { } row)
        {
            return null;
        }

        RowFormat.Read(row, RowFormat.People);
        return JsonSerializer.Deserialize(LongText.Read(row, Json) ?? "null", PeopleJson.Default.Delegation)
            ?? throw new InvalidDataException("A row of the table of people has no delegation.");
    }

    /// <inheritdoc/>
    public async Task WriteAsync(Delegation delegation, CancellationToken cancellationToken)
    {
        await OfAsync(delegation.Principal, cancellationToken); // one of a newer format stays
        var row = new TableEntity(PartitionOf(delegation.Principal), Row);
        LongText.Write(row, Json, JsonSerializer.Serialize(delegation, PeopleJson.Default.Delegation));
        await rows.PutAsync(row.With(RowFormat.People), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(PersonId principal, CancellationToken cancellationToken)
    {
        await OfAsync(principal, cancellationToken); // one of a newer format stays
        await rows.RemoveAsync(PartitionOf(principal), Row, cancellationToken);
    }

    private static string PartitionOf(PersonId person) => TableKey.Join("person", person.Value);
}
