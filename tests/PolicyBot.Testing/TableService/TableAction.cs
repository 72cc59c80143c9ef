using System.Net;
using System.Text.RegularExpressions;

namespace PolicyBot.Testing.TableService;

/// <summary>What is to be done with one row, alone or in a transaction.</summary>
/// <param name="Kind">What it counts as.</param>
/// <param name="Table">The table.</param>
/// <param name="PartitionKey">The row's partition.</param>
/// <param name="RowKey">The row.</param>
internal sealed partial record TableAction(TableRequest Kind, string Table, string PartitionKey, string RowKey)
{
    /// <summary>What the row is to hold; null for reading and deleting.</summary>
    public StoredRow? Row { get; init; }

    /// <summary>Whether what the row holds beside that stays.</summary>
    public bool Merges { get; init; }

    /// <summary>The version that the row must have; <c>*</c> for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Why it can't be done at all.</summary>
    public TableAnswer? Fault { get; init; }

    /// <summary>Reads a request, or a part of a transaction.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path, unescaped.</param>
    /// <param name="ifMatch">The header; null without one.</param>
    /// <param name="body">The body.</param>
    public static TableAction Parse(string method, string path, string? ifMatch, ReadOnlyMemory<byte> body)
    {
        if (method == "POST" && path.AsSpan(1).IndexOfAny("()") < 0)
        {
            var row = StoredRow.Parse(body, out var fault);
            return new TableAction(TableRequest.Insert, path[1..], row.PartitionKey, row.RowKey) { Row = row, Fault = fault };
        }

        if (RowAddress().Match(path) is not { Success: true } address)
        {
            return new TableAction(TableRequest.Read, "", "", "") { Fault = NotImplemented };
        }

        var (table, partition, key) = (address.Groups["table"].Value, Key(address.Groups["partition"]), Key(address.Groups["row"]));
        var named = new TableAction(TableRequest.Read, table, partition, key) { IfMatch = ifMatch };
        switch (method)
        {
            case "GET":
                return named;
            case "DELETE":
                return named with { Kind = TableRequest.Delete, Fault = ifMatch is null ? InvalidInput : null };
            case "PUT" or "PATCH":
                var row = StoredRow.Parse(body, out var fault);
                fault ??= (row.PartitionKey, row.RowKey) == (named.PartitionKey, named.RowKey) ? null : InvalidInput;
                var kind = ifMatch is null ? TableRequest.Upsert : TableRequest.Update;
                return named with { Kind = kind, Row = row, Merges = method == "PATCH", Fault = fault };
            default:
                return named with { Fault = NotImplemented };
        }
    }

    private static TableAnswer NotImplemented =>
        TableAnswer.Refused(HttpStatusCode.NotImplemented, "NotImplemented", "This table service does not know the operation.");

    private static TableAnswer InvalidInput =>
        TableAnswer.Refused(HttpStatusCode.BadRequest, "InvalidInput", "One of the request inputs is not valid.");

    private static string Key(Group quoted) => quoted.Value.Replace("''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^/(?<table>[A-Za-z0-9]+)\(PartitionKey='(?<partition>(?:[^']|'')*)',RowKey='(?<row>(?:[^']|'')*)'\)\z")]
    private static partial Regex RowAddress();
}
