using Azure;
using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace PolicyBot.Tables.Storage;

/// <summary>
/// What a transaction may hold, checked before it is sent: the client turns an update without a version into an upsert, and the emulator
/// takes several partitions. Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal static class TransactionLimits
{
    /// <summary>Most actions.</summary>
    public const int Actions = 100;

    /// <summary>First size of the body, in bytes, that is too much.</summary>
    public const int BodyBytes = 4 * 1024 * 1024;

    /// <summary>More than the headers, boundaries and addresses of an action take without the row's keys, in bytes.</summary>
    private const int ActionBytes = 1_024;

    /// <summary>Most bytes that a key's UTF-16 unit takes in an address: three, each as <c>%XX</c>.</summary>
    private const int AddressBytesPerUnit = 9;

    /// <summary>Refuses what the service would refuse, and what client or emulator would wrongly take.</summary>
    /// <exception cref="ArgumentException"> Not 1 to 100 actions, several partitions, a row twice, an update or deletion without a version,
    /// a row that the service would not take, or 4 MiB in all. </exception>
    public static void Check(IReadOnlyCollection<TableTransactionAction> actions)
    {
        if (actions.Count is < 1 or > Actions)
        {
            throw new ArgumentException($"A transaction has 1 to {Actions} actions, not {actions.Count}.", nameof(actions));
        }

        var partition = actions.First().Entity.PartitionKey;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var action in actions)
        {
            EntityLimits.Check(RowOf(action));
            if (!string.Equals(action.Entity.PartitionKey, partition, StringComparison.Ordinal))
            {
                throw new ArgumentException("All rows of a transaction are of one partition.", nameof(actions));
            }

            if (!rows.Add(action.Entity.RowKey))
            {
                throw new ArgumentException("A row is in the transaction twice.", nameof(actions));
            }

            if (action.ActionType is UpdateMerge or UpdateReplace or Delete)
            {
                CheckVersion(action.ETag);
            }
        }

        if (SentBytes(actions) is var bytes && bytes >= BodyBytes)
        {
            throw new ArgumentException($"A transaction is smaller than 4 MiB; this one has about {bytes} bytes.", nameof(actions));
        }
    }

    /// <summary>Refuses no version: without one, an update becomes an upsert, and a deletion removes any version.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static void CheckVersion(ETag version)
    {
        if (version == default)
        {
            throw new ArgumentException("An update or deletion needs the ETag of the row, or ETag.All.", nameof(version));
        }
    }

    /// <summary>At least as many bytes as are sent, boundaries and headers included.</summary>
    internal static long SentBytes(IReadOnlyCollection<TableTransactionAction> actions) => actions.Select(RowOf).Sum(row =>
        ActionBytes + (AddressBytesPerUnit * (row.PartitionKey.Length + row.RowKey.Length)) + EntityLimits.JsonBytes(row));

    private static TableEntity RowOf(TableTransactionAction action) => action.Entity as TableEntity
        ?? throw new ArgumentException("A row is a TableEntity: other classes are not read back as they were written.", nameof(action));
}
