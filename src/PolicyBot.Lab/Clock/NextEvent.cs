using System.Globalization;
using PolicyBot.Lab.Record;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Clock;

/// <summary>When something is due next, read from the product's own work rows.</summary>
public static class NextEvent
{
    /// <summary>Digits of the due instant, in UTC ticks, with which a work row's key begins.</summary>
    private const int TickDigits = 19;

    /// <summary>The earliest due instant after <paramref name="now"/>; null: nothing is planned.</summary>
    public static async Task<DateTimeOffset?> FindAsync(TableRows rows, string tablePrefix, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var later = await rows.QueryAsync($"{tablePrefix}Work", $"RowKey gt '{now.UtcTicks.ToString("D19", CultureInfo.InvariantCulture)}~'", cancellationToken);
        var ticks = later
            .Select(row => row.Text("RowKey")!)
            .Where(key => key.Length >= TickDigits)
            .Select(key => long.TryParse(key[..TickDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var due) ? due : long.MaxValue)
            .Where(due => due < DateTime.MaxValue.Ticks)
            .DefaultIfEmpty(0)
            .Min();
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }
}
