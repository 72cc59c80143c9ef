using System.Globalization;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Clock;

/// <summary>When something is due next, read from the product's own work rows.</summary>
public static class NextEvent
{
    /// <summary>Digits of the due instant, in UTC ticks, with which a work row's key begins.</summary>
    private const int TickDigits = 19;

    /// <summary>Whether something was due by <paramref name="now"/> and is not done.</summary>
    public static async Task<bool> IsDueAsync(TableRows rows, string tablePrefix, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await rows.QueryAsync($"{tablePrefix}Work", $"RowKey lt '{KeyAfter(now)}'", cancellationToken)).Count > 0;

    /// <summary>The earliest due instant after <paramref name="now"/>; null: nothing is planned.</summary>
    public static async Task<DateTimeOffset?> FindAsync(TableRows rows, string tablePrefix, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var later = await rows.QueryAsync($"{tablePrefix}Work", $"RowKey gt '{KeyAfter(now)}'", cancellationToken);
        var ticks = later
            .Select(row => row.Text("RowKey")!)
            .Where(key => key.Length >= TickDigits)
            .Select(key => long.TryParse(key[..TickDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var due) ? due : long.MaxValue)
            .Where(due => due < DateTime.MaxValue.Ticks)
            .DefaultIfEmpty(0)
            .Min();
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static string KeyAfter(DateTimeOffset now) => now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture) + "~";
}
