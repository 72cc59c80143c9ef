using System.Globalization;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// Literals of a <c>$filter</c>.
/// Source: https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities, "Constructing filter strings".
/// </summary>
internal static class TableQueryFilter
{
    /// <summary>Puts values into a filter, each in the form of its type, so that no text can change the filter's meaning.</summary>
    /// <exception cref="ArgumentException">A value has no form in a filter; null is one of these.</exception>
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = new object[filter.ArgumentCount];
        for (var index = 0; index < literals.Length; index++)
        {
            literals[index] = LiteralOf(filter.GetArgument(index));
        }

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string LiteralOf(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number when double.IsFinite(number) => DoubleOf(number),
        DateTimeOffset time => $"datetime'{EntityJson.TextOf(time)}'",
        Guid id => $"guid'{id:D}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        _ => throw new ArgumentException($"{value?.GetType().Name ?? "null"} has no form in a filter.", nameof(value)),
    };

    // Without a point it would be an Int32, which equals no Double.
    private static string DoubleOf(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
