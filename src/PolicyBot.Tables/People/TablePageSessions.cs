using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.People;

/// <summary>
/// Links and sessions of the register page, in the table of people: a partition for each person, found by what stands before the secret, so
/// that a request costs one point read and a link becomes a session in one transaction.
/// </summary>
internal sealed class TablePageSessions(StoreTables tables) : IPageSessions
{
    private const string Links = "link|";
    private const string Sessions = "session|";
    private const string Page = "page";
    private const string Person = nameof(Person);
    private const string Account = nameof(Account);
    private const string Until = nameof(Until);
    private const string Used = nameof(Used);
    private readonly RowTable rows = tables.People;

    /// <inheritdoc/>
    public async Task AddLinkAsync(PageEntry link, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var row in await AllOfAsync(link.Secret.Holder, cancellationToken))
        {
            if (row.GetDateTimeOffset(Until) <= now)
            {
                await rows.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);
            }
        }

        await rows.PutAsync(RowOf(PageEntryKind.Link, link), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PageEntry?> FindAsync(PageEntryKind kind, PageSecret secret, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(secret.Holder), KeyOf(kind, secret), cancellationToken) is { } row ? Read(row, secret) : null;

    /// <inheritdoc/>
    public async Task<bool> TryUseAsync(PageSecret link, PageEntry session, CancellationToken cancellationToken)
    {
        if (await rows.ReadAsync(PartitionOf(link.Holder), KeyOf(PageEntryKind.Link, link), cancellationToken) is not { } stands
            || Read(stands, link) is not { Used: false } unused)
        {
            return false;
        }

        return await rows.TrySubmitAsync(
            [
                new(TableTransactionActionType.UpdateReplace, RowOf(PageEntryKind.Link, unused with { Used = true }), stands.ETag),
                new(TableTransactionActionType.Add, RowOf(PageEntryKind.Session, session)),
            ],
            cancellationToken) is null;
    }

    /// <inheritdoc/>
    public Task RemoveSessionAsync(PageSecret session, CancellationToken cancellationToken) =>
        rows.RemoveAsync(PartitionOf(session.Holder), KeyOf(PageEntryKind.Session, session), cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAllAsync(PersonId person, CancellationToken cancellationToken)
    {
        // Once more when the links are gone: one that was used meanwhile has left a session.
        for (var pass = 1; pass <= 2; pass++)
        {
            foreach (var row in await AllOfAsync(PageSecret.HolderOf(person), cancellationToken))
            {
                await rows.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);
            }
        }
    }

    private Task<List<TableEntity>> AllOfAsync(string holder, CancellationToken cancellationToken) => rows.QueryAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(holder)}"), most: null, select: [nameof(TableEntity.PartitionKey),
            nameof(TableEntity.RowKey), Until], cancellationToken);

    private static string PartitionOf(string holder) => TableKey.Join(Page, holder);

    private static string KeyOf(PageEntryKind kind, PageSecret secret) =>
        (kind == PageEntryKind.Link ? Links : Sessions) + secret.Hash;

    private static TableEntity RowOf(PageEntryKind kind, PageEntry entry)
    {
        var row = new TableEntity(PartitionOf(entry.Secret.Holder), KeyOf(kind, entry.Secret))
        {
            [Person] = entry.Person.Value,
            [Account] = entry.Account.Key,
            [Until] = entry.Until,
            [Used] = entry.Used,
        };
        return row.With(RowFormat.People);
    }

    private static PageEntry Read(TableEntity row, PageSecret secret)
    {
        RowFormat.Read(row, RowFormat.People);
        return new PageEntry(
            secret, PersonId.Parse(row.GetString(Person)!), ChannelAccount.Parse(row.GetString(Account)!),
            row.GetDateTimeOffset(Until)!.Value, row.GetBoolean(Used) == true);
    }
}
