using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Register;

/// <summary>
/// The rows of one exception's partition: <c>e|0000000042</c>, <c>head</c> and <c>m|0000000042|kind|person</c>, which sort in this order.
/// </summary>
internal static class RegisterRows
{
    /// <summary>The head's row.</summary>
    public const string Head = "head";

    /// <summary>How events' rows begin.</summary>
    public const string Events = "e|";

    /// <summary>How notices' rows begin.</summary>
    public const string Notices = "m|";

    /// <summary>The property that names the batch.</summary>
    public const string CommitId = "CommitId";

    private const string BrokenAt = "BrokenAt";
    private const string State = "State";
    private const string Version = "Version";
    private const string Json = "Json";
    public const string Hash = "Hash";
    private const string Message = "Notice"; // as it is stored

    /// <summary>Whether a row holds an event.</summary>
    public static bool IsEvent(TableEntity row) => row.RowKey.StartsWith(Events, StringComparison.Ordinal);

    /// <summary>Whether a row says that its exception was moved out; its keys and its format must be among what was read.</summary>
    public static bool IsTombstone(TableEntity row) => row.RowKey == Head && RowFormat.IsTombstone(row);

    public static string EventKey(long sequence) => Events + Number(sequence);

    public static string NoticeRowKey(OutboxKey key) =>
        Notices + TableKey.Join(Number(key.Sequence), key.Kind.ToString(), key.Person.Value);

    public static TableEntity HeadRow(ExceptionState state, int format)
    {
        var row = new TableEntity(state.Id.Value, Head) { [Version] = state.Version, [CommitId] = state.CommitId };
        LongText.Write(row, State, JsonSerializer.Serialize(state, RecordJson.Default.ExceptionState));
        return row.With(format);
    }

    public static StreamHead ReadHead(TableEntity row) => new(
        JsonSerializer.Deserialize(TextOf(row, State), RecordJson.Default.ExceptionState) ?? throw Broken(row, State), row.ETag.ToString())
    { BrokenAt = row.GetInt64(BrokenAt) ?? 0 };

    /// <summary>The mark of a head whose chain is broken, to be merged into its row.</summary>
    public static TableEntity MarkRow(ExceptionId id, long brokenAt) => new(id.Value, Head) { [BrokenAt] = brokenAt };

    /// <summary>The version that a head's row names, in any format.</summary>
    public static long VersionOf(TableEntity head) => head.GetInt64(Version) ?? 0;

    /// <summary>Folds a head anew where its row has an older format.</summary>
    public static StreamHead RefoldHead(TableEntity row, IEnumerable<StoredEvent> events) => new(
        events.Aggregate(ExceptionState.New(ExceptionId.Parse(row.PartitionKey)), (state, stored) =>
            state.Apply(RecordedEvent.Read(stored.Json), stored.Hash)),
        row.ETag.ToString())
    { BrokenAt = row.GetInt64(BrokenAt) ?? 0 };

    public static TableEntity EventRow(ExceptionId id, StoredEvent stored)
    {
        var row = new TableEntity(id.Value, EventKey(stored.Sequence)) { [Hash] = stored.Hash, [CommitId] = stored.CommitId };
        LongText.Write(row, Json, stored.Json);
        return row.With(RowFormat.ForEvent(stored.Json));
    }

    // A tampered row must still be readable, so that the first broken event can be named.
    public static StoredEvent ReadEvent(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Event);
        return new(
            long.Parse(row.RowKey.AsSpan(Events.Length), NumberStyles.None, CultureInfo.InvariantCulture),
            LongText.Read(row, Json) ?? "",
            row.GetString(Hash) ?? "",
            row.GetString(CommitId) ?? "");
    }

    /// <summary>Reads an event of any row, also of a faulty one.</summary>
    public static StoredEvent ReadEventAsItStands(TableEntity row) => new(
        long.TryParse(row.RowKey.AsSpan(Events.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0,
        TextOrNone(() => LongText.Read(row, Json)), HashAsItStands(row), TextOrNone(() => row.GetString(CommitId)));

    /// <summary>Reads the hash beside an event of any row, also of a faulty one.</summary>
    public static string HashAsItStands(TableEntity row) => TextOrNone(() => row.GetString(Hash));

    public static TableEntity NoticeRow(ExceptionId id, OutboxMessage notice)
    {
        var row = new TableEntity(id.Value, NoticeRowKey(notice.Key));
        LongText.Write(row, Message, JsonSerializer.Serialize(notice with { ETag = null }, OutboxJson.Default.OutboxMessage));
        return row.With(RowFormat.ForOutbox(notice));
    }

    public static OutboxMessage ReadNotice(TableEntity row)
    {
        RowFormat.Read(row, RowFormat.Outbox);
        return JsonSerializer.Deserialize(TextOf(row, Message), OutboxJson.Default.OutboxMessage) is { } notice
            ? notice with { ETag = row.ETag.ToString() }
            : throw Broken(row, Message);
    }

    private static string TextOrNone(Func<string?> read)
    {
        try
        {
            return read() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // another type stands there
        }
    }

    private static string Number(long sequence) => sequence.ToString("D10", CultureInfo.InvariantCulture);

    private static string TextOf(TableEntity row, string name) => LongText.Read(row, name) ?? throw Broken(row, name);

    private static InvalidDataException Broken(TableEntity row, string name) =>
        new($"The row {row.RowKey} of {row.PartitionKey} has no {name}.");
}
