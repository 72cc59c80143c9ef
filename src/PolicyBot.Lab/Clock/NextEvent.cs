using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Clock;

/// <summary>What happens next, read from the product's own work rows and from the heads they lead to.</summary>
public static class NextEvent
{
    /// <summary>Digits of the due instant, in UTC ticks, with which a work row's key begins.</summary>
    private const int TickDigits = 19;

    /// <summary>Whether something was due by <paramref name="now"/> and is not done.</summary>
    public static async Task<bool> IsDueAsync(
        TableRows rows, string tablePrefix, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await rows.QueryAsync($"{tablePrefix}Work", $"RowKey lt '{now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}~'",
            cancellationToken)).Count > 0;

    /// <summary>
    /// The first instant after <paramref name="now"/> at which the Host has, or may have, something to do; null: nothing is planned.
    /// </summary>
    public static async Task<DateTimeOffset?> FindAsync(
        TableRows rows, string tablePrefix, CatalogSchedule catalog, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var work = await rows.QueryAsync($"{tablePrefix}Work", null, cancellationToken);
        var planned = (await PlannedAsync(rows, tablePrefix, catalog, work, null, now, cancellationToken)).Select(one => one.At)
            .Where(at => at > now).ToList();
        return work.Where(IsNoticed).Select(DueOf).OfType<DateTimeOffset>()
            .Where(at => at > now && (planned.Count == 0 || !IsDailyLook(at))).Concat(planned).Select(at => (DateTimeOffset?)at).Min();
    }

    /// <summary>What comes first after <paramref name="now"/> of all that people will notice; empty: nothing is planned.</summary>
    /// <param name="rows">The store.</param>
    /// <param name="tablePrefix">Start of its tables' names.</param>
    /// <param name="catalog">What serves.</param>
    /// <param name="exception">The one to tell of; null: of any.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<IReadOnlyList<PlannedEvent>> TellAsync(
        TableRows rows, string tablePrefix, CatalogSchedule catalog, string? exception, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var work = await rows.QueryAsync($"{tablePrefix}Work", null, cancellationToken);
        var planned = await PlannedAsync(rows, tablePrefix, catalog, work, exception, now, cancellationToken);
        return [.. planned.Where(one => one.At > now).GroupBy(one => one.At).MinBy(same => same.Key) ?? Enumerable.Empty<PlannedEvent>()];
    }

    // Each exception that has not ended has a row, because it is reconciled daily. So the rows lead to everything planned, however far
    // ahead.
    private static async Task<IEnumerable<PlannedEvent>> PlannedAsync(
        TableRows rows, string tablePrefix, CatalogSchedule catalog, IReadOnlyList<JsonObject> work, string? exception, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var watched = work.Select(row => row.Text("Subject")).Where(subject => exception is null || subject == exception).ToHashSet();
        var heads = watched.Count == 0 ? [] : await rows.QueryAsync($"{tablePrefix}Exceptions", "RowKey eq 'head'", cancellationToken);
        return heads.Where(row => watched.Contains(row.Text("PartitionKey")))
            .SelectMany(row =>
                Wire.TryParseObject(row.LongText("State")) is { } head
                    ? PlannedEvents.Of(row.Text("PartitionKey")!, head, catalog, now) : []);
    }

    private static DateTimeOffset? DueOf(JsonObject row) =>
        row.Text("RowKey") is { Length: >= TickDigits } key
            && long.TryParse(key[..TickDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks < DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    // No person notices that a draft is deleted after a month.
    private static bool IsNoticed(JsonObject row) => row.Text("Subject")?.StartsWith("draft|", StringComparison.Ordinal) != true;

    // Each exception is reconciled once a day, at its own full second of the first hour. Nearly always there is nothing to do.
    private static bool IsDailyLook(DateTimeOffset at) => at.TimeOfDay < TimeSpan.FromHours(1) && at.Ticks % TimeSpan.TicksPerSecond == 0;
}
