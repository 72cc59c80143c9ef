using System.Buffers;
using System.Text;
using Azure.Core;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// A transaction as one multipart request.
/// Source: https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal static class TransactionContent
{
    /// <summary>Most actions.</summary>
    public const int Actions = 100;

    /// <summary>First size of the body, in bytes, that is too much.</summary>
    public const int BodyBytes = 4 * 1024 * 1024;

    /// <summary>Refuses what the service would refuse, and what the emulator would wrongly take.</summary>
    /// <exception cref="ArgumentException">Not 1 to 100 actions, several partitions, or a row twice.</exception>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is < 1 or > Actions)
        {
            throw new ArgumentException($"A transaction has 1 to {Actions} actions, not {actions.Count}.", nameof(actions));
        }

        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in actions.Select(action => action.Entity))
        {
            EntityLimits.CheckKey(entity.PartitionKey, nameof(entity.PartitionKey));
            EntityLimits.CheckKey(entity.RowKey, nameof(entity.RowKey));
            if (!string.Equals(entity.PartitionKey, partition, StringComparison.Ordinal))
            {
                throw new ArgumentException("All rows of a transaction are of one partition.", nameof(actions));
            }

            if (!rows.Add(entity.RowKey))
            {
                throw new ArgumentException("A row is in the transaction twice.", nameof(actions));
            }
        }
    }

    /// <summary>Writes the actions as the body of a request.</summary>
    /// <exception cref="ArgumentException">A row that the service would not take, or more than 4 MiB in all.</exception>
    public static void Write(Request request, TableRequests requests, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        // Neither line can occur in the JSON, which has no line breaks. Azurite wants these prefixes.
        var batch = $"batch_{request.ClientRequestId}";
        var changes = $"changeset_{request.ClientRequestId}";
        var body = new ArrayBufferWriter<byte>(4096);
        Line(body, $"--{batch}");
        Line(body, $"Content-Type: multipart/mixed; boundary={changes}");
        Line(body, "");
        foreach (var action in actions)
        {
            Line(body, $"--{changes}");
            Line(body, "Content-Type: application/http");
            Line(body, "Content-Transfer-Encoding: binary");
            Line(body, "");
            WriteAction(body, requests, table, action);
        }

        Line(body, $"--{changes}--");
        Line(body, $"--{batch}--");
        if (body.WrittenCount >= BodyBytes)
        {
            throw new ArgumentException($"A transaction is smaller than 4 MiB; this one has {body.WrittenCount} bytes.", nameof(actions));
        }

        request.Headers.SetValue(HttpHeader.Names.ContentType, $"multipart/mixed; boundary={batch}");
        request.Content = RequestContent.Create(body.WrittenMemory);
    }

    private static void WriteAction(ArrayBufferWriter<byte> body, TableRequests requests, string table, TableTransactionAction action)
    {
        var row = action.Entity;
        var address = action.ActionType == TableTransactionActionType.Add
            ? requests.Address(table)
            : requests.RowAddress(table, row.PartitionKey, row.RowKey);
        Line(body, $"{MethodOf(action.ActionType)} {address.AbsoluteUri} HTTP/1.1");
        Line(body, $"Accept: {TableRequests.Accept}");
        Line(body, "DataServiceVersion: 3.0");
        if (action.ActionType == TableTransactionActionType.Add)
        {
            Line(body, "Prefer: return-no-content");
        }

        if (TableTransactionAction.NeedsETag(action.ActionType))
        {
            Line(body, $"If-Match: {action.ETag.ToString()}");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Line(body, "");
            return;
        }

        Line(body, "Content-Type: application/json");
        Line(body, "");
        body.Write(EntityJson.Write(row).Span);
        Line(body, "");
    }

    private static string MethodOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.Delete => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such action."),
    };

    private static void Line(ArrayBufferWriter<byte> body, string text)
    {
        Encoding.UTF8.GetBytes(text, body);
        body.Write("\r\n"u8);
    }
}
