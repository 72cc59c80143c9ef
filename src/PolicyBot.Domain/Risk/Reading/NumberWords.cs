using System.Globalization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>Reads numbers and amounts of money, in digits and in the words that the catalog lists.</summary>
internal sealed class NumberWords(AssessmentSettings settings)
{
    private const decimal SmallestFactor = 1_000m;
    private const decimal Largest = 1_000_000_000_000m;
    private const int PerReach = 4;
    private const int MostFactors = 2;

    /// <summary>Whether a word is a number.</summary>
    public bool IsNumber(Token token) =>
        token.IsNumber ? Digits(token.Text) is not null : settings.Numbers.TryGetValue(token.Text, out var value) && value < SmallestFactor;

    /// <summary>The number that begins with a word, with a factor such as <c>million</c> after it.</summary>
    /// <param name="next">The position after it.</param>
    /// <returns>Null: none does.</returns>
    public decimal? At(IReadOnlyList<Token> tokens, int at, out int next)
    {
        next = at;
        if (at >= tokens.Count || !IsNumber(tokens[at]))
        {
            return null;
        }

        var value = tokens[at].IsNumber ? Digits(tokens[at].Text)!.Value : settings.Numbers[tokens[at].Text];
        next = at + 1;
        if (next < tokens.Count && settings.Numbers.TryGetValue(tokens[next].Text, out var factor) && factor >= SmallestFactor
            && value < Largest / factor)
        {
            (value, next) = (value * factor, next + 1);
        }

        return value;
    }

    /// <summary>
    /// The amounts of money of a sentence in euros, each with the position of its number. An amount for one of several is multiplied by the
    /// counts before it.
    /// </summary>
    /// <param name="isPer">Whether words that make it one of several begin at a position.</param>
    public IEnumerable<(decimal Euros, int At, int End)> Amounts(IReadOnlyList<Token> tokens, Func<int, bool> isPer)
    {
        var counts = new List<decimal>();
        for (var at = 0; at < tokens.Count; at++)
        {
            if (At(tokens, at, out var next) is not { } number)
            {
                continue;
            }

            var (rate, end) = Rate(tokens, at, next);
            if (rate is { } known)
            {
                var euros = number * known;
                yield return (euros, at, end);
                if (counts.Count > 0 && Enumerable.Range(end + 1, PerReach).Any(position => position < tokens.Count && isPer(position)))
                {
                    yield return (
                        counts.TakeLast(MostFactors).Aggregate(euros, (product, count) => Math.Min(Largest, product * count)), at, end);
                }
            }
            else if (number >= 2 && number == Math.Truncate(number))
            {
                counts.Add(number);
            }

            at = Math.Max(at, next - 1);
        }
    }

    private (decimal? Rate, int End) Rate(IReadOnlyList<Token> tokens, int at, int next)
    {
        if (next < tokens.Count && settings.Currencies.TryGetValue(tokens[next].Text, out var after))
        {
            return (after, next);
        }

        return at > 0 && settings.Currencies.TryGetValue(tokens[at - 1].Text, out var before) ? (before, next - 1) : (null, next - 1);
    }

    // 9,900 and 9.900 and 9'900 and 9 900 are the same; 9.3 and 9,3 are not whole. 500k is 500,000.
    private static decimal? Digits(string text)
    {
        var factor = text[^1] switch { 'k' => 1_000m, 'm' => 1_000_000m, _ => 1m };
        var digits = factor == 1m ? text : text[..^1];
        if (digits.Length is 0 or > 15)
        {
            return null;
        }

        var groups = digits.Split([' ', '.', ',', '\'', '’', '\u00A0', '\u202F']);
        if (!groups.All(group => group.All(char.IsAsciiDigit) && group.Length > 0))
        {
            return null;
        }

        var whole = groups.Length == 1 || (groups[0].Length <= 3 && groups.Skip(1).All(group => group.Length == 3));
        var plain = whole ? string.Concat(groups) : string.Concat(groups[..^1]) + "." + groups[^1];
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value * factor : null;
    }
}
