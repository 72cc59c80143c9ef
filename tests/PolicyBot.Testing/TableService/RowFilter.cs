using System.Text.RegularExpressions;

namespace PolicyBot.Testing.TableService;

/// <summary>
/// A filter of comparisons joined by <c>and</c>, at its end perhaps some in brackets joined by <c>or</c>, with texts and flags: those that
/// the product sends. Comparisons of the keys narrow down what is looked at.
/// </summary>
internal sealed partial class RowFilter
{
    private const int MostComparisons = 15; // of the Table service
    private readonly List<(string Property, string Operator, object Literal)> comparisons = [];
    private readonly List<RowFilter> alternatives = [];

    private RowFilter()
    {
    }

    /// <summary>Reads a filter.</summary>
    /// <param name="text">Null or empty for all rows.</param>
    /// <returns>Null for one of another form.</returns>
    public static RowFilter? Parse(string? text)
    {
        var filter = new RowFilter();
        var rest = text ?? "";
        if (Alternatives().Match(rest) is { Success: true } group)
        {
            foreach (var one in group.Groups["one"].Value.Split(" or "))
            {
                if (Parse(one) is not { comparisons.Count: 1 } alternative)
                {
                    return null;
                }

                filter.alternatives.Add(alternative);
            }

            rest = rest[..group.Index];
        }

        while (rest.Length > 0)
        {
            if (Comparison().Match(rest) is not { Success: true } found)
            {
                return null;
            }

            var literal = found.Groups["literal"].Value;
            filter.comparisons.Add((
                found.Groups["property"].Value,
                found.Groups["operator"].Value,
                literal[0] == '\'' ? literal[1..^1].Replace("''", "'", StringComparison.Ordinal) : literal == "true"));
            rest = rest[found.Length..];
            if (rest.Length == 0 && found.Groups["and"].Length > 0)
            {
                return null; // something was to follow
            }
        }

        return filter.comparisons.Count + filter.alternatives.Count <= MostComparisons ? filter : null;
    }

    /// <summary>The rows that the filter lets pass, in their order.</summary>
    /// <param name="all">All rows.</param>
    /// <param name="from">Where an earlier page ended; null for the first one.</param>
    public IEnumerable<StoredRow> Rows(SortedSet<StoredRow> all, StoredRow? from)
    {
        if (all.Count == 0)
        {
            return [];
        }

        // One partition is a range of the table; all else is a look at every row.
        var partition = Bound("PartitionKey", "eq");
        var least = from ?? (partition is null ? all.Min! : new StoredRow(partition, Bound("RowKey", "ge", "gt") ?? ""));
        var most = partition is null ? all.Max! : new StoredRow(partition, Bound("RowKey", "le", "lt") ?? "\uFFFF\uFFFF");
        return all.Comparer.Compare(least, most) > 0 ? [] : all.GetViewBetween(least, most).Where(Passes);
    }

    private string? Bound(string key, params string[] operators) =>
        comparisons.Find(comparison => comparison.Property == key && operators.Contains(comparison.Operator)).Literal as string;

    private bool Passes(StoredRow row) => comparisons.TrueForAll(
            comparison => Passes(row.ValueOf(comparison.Property), comparison.Operator, comparison.Literal))
        && (alternatives.Count == 0 || alternatives.Exists(one => one.Passes(row)));

    // A property of another type, or one that is not there, equals nothing and differs from nothing.
    private static bool Passes(object? value, string by, object literal)
    {
        int? order = (value, literal) switch
        {
            (string text, string other) => string.CompareOrdinal(text, other),
            (bool flag, bool other) => flag.CompareTo(other),
            _ => null,
        };
        return (by, order) switch
        {
            (_, null) => false,
            ("eq", _) => order == 0,
            ("ne", _) => order != 0,
            ("gt", _) => order > 0,
            ("ge", _) => order >= 0,
            ("lt", _) => order < 0,
            _ => order <= 0,
        };
    }

    [GeneratedRegex(@" and \((?<one>[A-Za-z_]\w* eq '(?:[^']|'')*'(?: or [A-Za-z_]\w* eq '(?:[^']|'')*')*)\)\z")]
    private static partial Regex Alternatives();

    [GeneratedRegex(@"^(?<property>[A-Za-z_]\w*) (?<operator>eq|ne|gt|ge|lt|le) (?<literal>'(?:[^']|'')*'|true|false)(?<and> and |\z)")]
    private static partial Regex Comparison();
}
