using Azure;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Integrations;

/// <summary>Keys of machines, in one partition: a door reads one row, a list all.</summary>
internal sealed class TableApiKeys(StoreTables tables) : IApiKeys
{
    private const string Keys = "key";
    private const string Name = nameof(Name);
    private const string Scopes = nameof(Scopes);
    private const string Hash = nameof(Hash);
    private const string Created = nameof(Created);
    private const string Expires = nameof(Expires);
    private const string LastUsed = nameof(LastUsed);
    private const string Revoked = nameof(Revoked);
    private readonly RowTable rows = tables.Integrations;

    /// <inheritdoc/>
    public async Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        await rows.ReadAsync(Keys, TableKey.Join(id), cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken cancellationToken) =>
        [.. (await rows.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Keys}"), most: null, select: null, cancellationToken))
            .Select(Read)];

    /// <inheritdoc/>
    public async Task<bool> TryWriteAsync(ApiKey key, CancellationToken cancellationToken) => (key.ETag is { } stands
        ? await rows.TryReplaceAsync(RowOf(key), new ETag(stands), cancellationToken)
        : await rows.TryInsertAsync(RowOf(key), cancellationToken)) is not null;

    private static TableEntity RowOf(ApiKey key)
    {
        var row = new TableEntity(Keys, TableKey.Join(key.Id))
        {
            [Name] = key.Name,
            [Scopes] = string.Join(' ', ScopeNames.NamesOf(key.Scopes)),
            [Hash] = key.Hash,
            [Created] = key.CreatedAt,
        };
        foreach (var (column, at) in new[] { (Expires, key.ExpiresAt), (LastUsed, key.LastUsedAt), (Revoked, key.RevokedAt) })
        {
            if (at is { } instant)
            {
                row[column] = instant;
            }
        }

        return row.With(RowFormat.Integrations);
    }

    private static ApiKey Read(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Integrations);
        return new ApiKey(
            row.RowKey, row.GetString(Name)!, ScopeNames.Parse(row.GetString(Scopes)!.Split(' ')) ?? Domain.Exceptions.Scopes.None,
            row.GetString(Hash)!, row.GetDateTimeOffset(Created)!.Value, row.GetDateTimeOffset(Expires))
        {
            LastUsedAt = row.GetDateTimeOffset(LastUsed),
            RevokedAt = row.GetDateTimeOffset(Revoked),
            ETag = row.ETag.ToString(),
        };
    }
}
