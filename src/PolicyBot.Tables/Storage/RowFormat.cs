using Azure.Data.Tables;
using PolicyBot.Application.Ports;

namespace PolicyBot.Tables.Storage;

/// <summary>The format numbers of rows: which builds can read them. A row without a number has format 1.</summary>
internal static class RowFormat
{
    /// <summary>
    /// The format of heads. 2: whose seats follow the groups of today, and why no approver can review it. 3: by what it was reviewed, also
    /// afterwards. 4: which assets were known, and when a decided stage had opened. 5: where it was imported from. 7: who ended it, and how
    /// the exception stands that it is to renew. 8: whether earlier cases still stood. 9: the conditions of
    /// the exception that it is to renew.
    /// </summary>
    public const int Head = 9;

    /// <summary>
    /// The format of a tombstone in a head's place: builds that know none take it for a head of a newer one. No format of heads has this
    /// number.
    /// </summary>
    public const int Tombstone = 6;

    /// <summary>
    /// The highest format of events; most have 1, so that builds before can read them. 2 to 4: the kinds that they do not know.
    /// </summary>
    public const int Event = 4;

    /// <summary>
    /// The highest format of outbox messages; most have 1. 2: what goes to a webhook endpoint, which builds before take for a message.
    /// </summary>
    public const int Outbox = 2;

    /// <summary>
    /// The format of accounts, delegations, and links and sessions of the register page. Still 1 since accounts of mail have the ids of
    /// what was sent: builds that know none of mail neither read nor write such an account, and were they to refuse all others,
    /// nobody could press a button there while hosts are updated.
    /// </summary>
    public const int People = 1;

    /// <summary>The format of what lists show. Rows of a lower one are written anew when their exception is reconciled.</summary>
    public const int Listing = 1;

    /// <summary>The format of keys of machines.</summary>
    public const int Integrations = 1;

    /// <summary>The format of counts.</summary>
    public const int Counts = 1;

    /// <summary>The property that holds the number.</summary>
    public const string Format = nameof(Format);

    // As they stand in canonical JSON; a quotation mark that a person typed has a backslash before it.
    private static readonly string[] SinceTwo =
        ["\"type\":\"routingFailed\"", "\"type\":\"membersChanged\"", "\"type\":\"reassigned\""];

    private const string SinceThree = "\"type\":\"imported\"";

    private const string SinceFour = "\"type\":\"renewedNoted\"";

    /// <summary>The format of an event.</summary>
    /// <param name="json">The event, as it is stored.</param>
    public static int ForEvent(string json) => json.Contains(SinceFour, StringComparison.Ordinal) ? 4
        : json.Contains(SinceThree, StringComparison.Ordinal) ? 3
        : SinceTwo.Any(kind => json.Contains(kind, StringComparison.Ordinal)) ? 2
        : 1;

    /// <summary>The format of an outbox message.</summary>
    public static int ForOutbox(OutboxMessage message) => message.Key.Target is MessageTarget.Endpoint ? Outbox : 1;

    /// <summary>Writes the number into a row.</summary>
    public static TableEntity With(this TableEntity row, int format)
    {
        row[Format] = format;
        return row;
    }

    /// <summary>Whether a row is a tombstone; of a row that was read in part, its number must be among what was read.</summary>
    public static bool IsTombstone(TableEntity row) =>
        row.TryGetValue(Format, out var number) && number is int format && format == Tombstone;

    /// <summary>Reads the number of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="newest">The highest number that this build can read.</param>
    /// <exception cref="NewerFormatException">The row has a higher number.</exception>
    public static int Read(TableEntity row, int newest) => (row.GetInt32(Format) ?? 1) is var format && format <= newest
        ? format
        : throw new NewerFormatException(
            $"The row {row.RowKey} of {row.PartitionKey} has format {format}; this build reads up to {newest}.");
}
