namespace PolicyBot.Domain.Risk.Reading;

/// <summary>
/// A few words to look for: <c>domain admin*</c>. A star stands for any letters at the beginning or end of a word, <c>#</c> for a number,
/// <c>..</c> for up to three other words.
/// </summary>
internal sealed class Phrase
{
    private const int WidestGap = 3;
    private const string Gap = "..";
    private const string AnyNumber = "#";

    private readonly string[] _parts;

    private Phrase(string[] parts) => _parts = parts;

    /// <summary>The first letter of what it matches; null: it could be any.</summary>
    public char? First => _parts[0][0] is '*' or '#' ? null : _parts[0][0];

    /// <summary>Reads a phrase.</summary>
    public static Phrase Parse(string words) => new(
    [
        .. words.Split([' ', '-', '\'', '’', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part is Gap ? part : Token.Fold(part)),
    ]);

    /// <summary>Whether words can be a phrase: something other than gaps and stars, with no gap at an end.</summary>
    public static bool IsOne(string words)
    {
        var parts = Parse(words)._parts;
        return parts.Length > 0 && parts[0] != Gap && parts[^1] != Gap
            && parts.All(part => part is Gap or AnyNumber || part.Any(char.IsLetterOrDigit) || part.Length == 1);
    }

    /// <summary>Looks for it from one word on.</summary>
    /// <param name="isNumber">Whether a word is a number, in digits or letters.</param>
    /// <returns>The position of its last word; -1: it does not stand there.</returns>
    public int EndsAt(IReadOnlyList<Token> tokens, int at, Func<Token, bool> isNumber) => EndsAt(tokens, at, 0, isNumber);

    private int EndsAt(IReadOnlyList<Token> tokens, int at, int part, Func<Token, bool> isNumber)
    {
        if (_parts[part] == Gap)
        {
            for (var skipped = 0; skipped <= WidestGap && at + skipped < tokens.Count; skipped++)
            {
                if (EndsAt(tokens, at + skipped, part + 1, isNumber) is >= 0 and var end)
                {
                    return end;
                }

                if (isNumber(tokens[at + skipped]))
                {
                    break; // another number begins something else
                }
            }

            return -1;
        }

        return at >= tokens.Count || !Fits(_parts[part], tokens[at], isNumber)
            ? -1 : part == _parts.Length - 1 ? at : EndsAt(tokens, at + 1, part + 1, isNumber);
    }

    private static bool Fits(string part, Token token, Func<Token, bool> isNumber)
    {
        if (part == AnyNumber)
        {
            return isNumber(token);
        }

        var letters = part.AsSpan().Trim('*');
        return (part[0] == '*', part[^1] == '*') switch
        {
            (true, true) => token.Text.AsSpan().Contains(letters, StringComparison.Ordinal),
            (true, false) => token.Text.AsSpan().EndsWith(letters, StringComparison.Ordinal),
            (false, true) => token.Text.AsSpan().StartsWith(letters, StringComparison.Ordinal),
            _ => token.Text.AsSpan().SequenceEqual(letters),
        };
    }
}
