using System.Globalization;
using PolicyBot.Application.Requests.Chat;

namespace PolicyBot.Application.Interactions;

/// <summary>Reads which month's report is asked for: <c>january</c>, <c>Jan 2026</c>, <c>Januar</c>. Pure.</summary>
internal static class ReportMonth
{
    /// <summary>The first day of the month.</summary>
    /// <param name="typed">What stands after the word; empty for the last month.</param>
    /// <param name="last">The first day of the last month that is over: a month without its year is the newest that is.</param>
    /// <returns>Null: it is no month, or one that is not over.</returns>
    public static DateOnly? Read(string typed, DateOnly last)
    {
        var words = typed.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return last;
        }

        if (words.Length > 2 || !DateVocabulary.Months.TryGetValue(words[0], out var month))
        {
            return null;
        }

        if (words.Length == 1)
        {
            return new DateOnly(month > last.Month ? last.Year - 1 : last.Year, month, 1);
        }

        return int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 2000 and <= 9999
            && new DateOnly(year, month, 1) is var first && first <= last ? first : null;
    }
}
