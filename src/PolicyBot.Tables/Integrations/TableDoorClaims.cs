using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Integrations;

/// <summary>Claims, a partition for each key: one row by the call and one by the number, written together.</summary>
internal sealed class TableDoorClaims(StoreTables tables) : IDoorClaims
{
    private const string Claims = "claims";
    private const string ByCall = "c|";
    private const string ById = "i|";
    private const string Beyond = "c}";
    private const string Call = nameof(Call);
    private const string Body = nameof(Body);
    private const string Id = nameof(Id);
    private const string Person = nameof(Person);
    private const string At = nameof(At);
    private const string Step = nameof(Step);
    private const int MostForgotten = 40;
    private readonly RowTable rows = tables.Integrations;

    /// <inheritdoc/>
    public async Task<DoorClaim> ClaimAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        await ForgetAsync(claim, cancellationToken);
        while (true)
        {
            if (await FindCallAsync(claim.KeyId, claim.Call, cancellationToken) is { } stands)
            {
                return stands;
            }

            if (await rows.TrySubmitAsync(
                [.. RowsOf(claim).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))],
                cancellationToken) is null)
            {
                return claim;
            }
        }
    }

    /// <inheritdoc/>
    public Task WriteAsync(DoorClaim claim, CancellationToken cancellationToken) => rows.TrySubmitAsync(
        [.. RowsOf(claim).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))], cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        foreach (var row in RowsOf(claim).Reverse()) // what is forgotten is found by the call
        {
            await rows.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<DoorClaim?> FindCallAsync(string keyId, string named, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(keyId), ByCall + TableKey.Join(named), cancellationToken) is { } row ? Read(row, keyId) : null;

    /// <inheritdoc/>
    public async Task<DoorClaim?> FindAsync(string keyId, ExceptionId id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(keyId), ById + id.Value, cancellationToken) is { } row ? Read(row, keyId) : null;

    private async Task ForgetAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        var old = claim.At - DoorClaim.KeptFor;
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(claim.KeyId)} and RowKey gt {ByCall} and RowKey lt {Beyond} and At lt {old}");
        foreach (var row in await rows.QueryAsync(filter, MostForgotten, select: null, cancellationToken))
        {
            await RemoveAsync(Read(row, claim.KeyId), cancellationToken);
        }
    }

    private static IEnumerable<TableEntity> RowsOf(DoorClaim claim) =>
        new[] { ByCall + TableKey.Join(claim.Call), ById + claim.Id.Value }.Select(key => new TableEntity(PartitionOf(claim.KeyId), key)
        {
            [Call] = claim.Call,
            [Body] = claim.Body,
            [Id] = claim.Id.Value,
            [Person] = claim.Person.Value,
            [At] = claim.At,
            [Step] = claim.Step.ToString(),
        }.With(RowFormat.Integrations));

    private static DoorClaim Read(TableEntity row, string keyId)
    {
        RowFormat.Read(row, RowFormat.Integrations);
        return new DoorClaim(
            keyId, row.GetString(Call)!, row.GetString(Body)!, ExceptionId.Parse(row.GetString(Id)!),
            PersonId.Parse(row.GetString(Person)!), row.GetDateTimeOffset(At)!.Value)
        {
            Step = Enum.Parse<DoorStep>(row.GetString(Step)!),
        };
    }

    private static string PartitionOf(string keyId) => TableKey.Join(Claims, keyId);
}
