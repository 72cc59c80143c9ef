using System.Text.Json;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.People;

/// <summary>
/// Accounts, in the table of people: a partition for each account, which says whose it is, and one for each person, which lists their
/// accounts and claims.
/// </summary>
internal sealed class TablePeople(StoreTables tables, TimeProvider time) : IPeople
{
    private const string AccountRow = "account";
    private const string Accounts = "account|";
    private const string AfterAccounts = "account}";
    private const string Claims = "claim|";
    private const string Account = "Account";
    private const string HoldsUntil = "HoldsUntil"; // of a claim that is not confirmed
    private readonly RowTable rows = tables.People;

    /// <inheritdoc/>
    public async Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(account), AccountRow, cancellationToken) is { } row ? Read(row) : null;

    /// <inheritdoc/>
    public async Task ChangeAsync(
        ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken)
    {
        // The account's own row comes last, and only over the one that was read. A host that dies before it, or writes at the same time,
        // leaves a row that still names the old person; the next write clears up after both.
        var listed = new HashSet<PersonId>(); // under whom this call has listed it
        while (true)
        {
            var stands = await rows.ReadAsync(PartitionOf(account), AccountRow, cancellationToken);
            var known = stands is null ? null : Read(stands);
            if ((change(known) ?? (listed.Count > 0 ? known : null)) is not { } changed)
            {
                return;
            }

            listed.Add(known?.Person ?? default);
            if (changed.Person != default)
            {
                await rows.PutAsync(RowOf(changed, PartitionOf(changed.Person), ListedAs(account)), cancellationToken);
            }

            foreach (var former in listed.Where(person => person != default && person != changed.Person))
            {
                await rows.RemoveAsync(PartitionOf(former), ListedAs(account), cancellationToken);
            }

            listed.Add(changed.Person);
            var row = RowOf(changed, PartitionOf(account), AccountRow);
            var written = stands is null
                ? await rows.TryInsertAsync(row, cancellationToken)
                : await rows.TryReplaceAsync(row, stands.ETag, cancellationToken);
            if (written is not null)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(person)} and RowKey ge {Accounts} and RowKey lt {AfterAccounts}");
        return [.. (await rows.QueryAsync(filter, most: null, select: null, cancellationToken)).Select(Read)];
    }

    /// <inheritdoc/>
    public async Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var claim = new TableEntity(PartitionOf(person), ClaimedAs(what)) { [HoldsUntil] = now + IPeople.ClaimHolds };
        if (await rows.TryInsertAsync(claim, cancellationToken) is not null)
        {
            return true;
        }

        return await rows.ReadAsync(claim.PartitionKey, claim.RowKey, cancellationToken) is { } stands
            && stands.GetDateTimeOffset(HoldsUntil) is { } until && until <= now
            && await rows.TryReplaceAsync(claim, stands.ETag, cancellationToken) is not null;
    }

    /// <inheritdoc/>
    public async Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        await rows.ReadAsync(PartitionOf(person), ClaimedAs(what), cancellationToken) is { } stands
        && stands.GetDateTimeOffset(HoldsUntil) is null;

    /// <inheritdoc/>
    public Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        rows.PutAsync(new TableEntity(PartitionOf(person), ClaimedAs(what)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        rows.RemoveAsync(PartitionOf(person), ClaimedAs(what), cancellationToken);

    private static string PartitionOf(ChannelAccount account) => TableKey.Join("account", account.Channel, account.Tenant, account.Id);

    private static string PartitionOf(PersonId person) => TableKey.Join("person", person.Value);

    private static string ListedAs(ChannelAccount account) => Accounts + TableKey.Join(account.Channel, account.Tenant, account.Id);

    private static string ClaimedAs(string what) => Claims + TableKey.Join(what);

    private static TableEntity RowOf(KnownAccount account, string partition, string key)
    {
        var row = new TableEntity(partition, key);
        LongText.Write(row, Account, JsonSerializer.Serialize(account, PeopleJson.Default.KnownAccount));
        return row.With(RowFormat.People);
    }

    private static KnownAccount Read(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.People);
        return JsonSerializer.Deserialize(LongText.Read(row, Account) ?? "null", PeopleJson.Default.KnownAccount)
            ?? throw new InvalidDataException($"A row {row.RowKey} of the table of people has no account.");
    }
}
