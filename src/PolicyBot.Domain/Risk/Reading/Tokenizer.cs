using System.Globalization;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>Splits texts: into the words of sentences, or into every word, number and sign.</summary>
internal static class Tokenizer
{
    private const string Currencies = "€$£¥";
    private static readonly HashSet<string> Abbreviations = new(StringComparer.Ordinal)
    {
        "mio", "mrd", "tsd", "ca", "approx", "max", "min", "nr", "no", "lt", "bzw", "inkl", "incl", "exkl", "excl", "evtl", "ggf", "vgl",
        "best", "verantw", "abt", "hr", "fr", "dr", "mr", "mrs", "ms", "dept", "resp", "wg", "zzgl", "bspw", "vs", "std", "tel", "str",
        "st",
    };

    private const string ClauseMarks = ",:;()–—[]\"";

    /// <summary>Splits a text into runs of letters, runs of digits and single signs. Spaces separate them and are no tokens.</summary>
    public static IReadOnlyList<Token> Split(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = char.IsAsciiDigit(text[at])
                ? EndOf(text, at, char.IsAsciiDigit) : char.IsLetter(text[at]) ? EndOf(text, at, char.IsLetter) : at + 1;
            tokens.Add(new Token(text[at..end].ToLowerInvariant(), at, end - at));
            at = end;
        }

        return tokens;
    }

    /// <summary>Splits a field into sentences of words and numbers, without HTML comments.</summary>
    public static IEnumerable<Sentence> Sentences(string field, string text)
    {
        var tokens = new List<Token>();
        var (at, opensClause) = (0, false);
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith("<!--"))
            {
                var end = text.IndexOf("-->", at, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 3;
            }
            else if (char.IsLetterOrDigit(text[at]) || Currencies.Contains(text[at], StringComparison.Ordinal))
            {
                var end = EndOf(text, at);
                var word = char.IsAsciiDigit(text[at]) ? text[at..end].ToLowerInvariant() : Token.Fold(text.AsSpan(at, end - at));
                tokens.Add(new Token(word, at, end - at, opensClause));
                (at, opensClause) = (end, false);
            }
            else
            {
                if (Ends(text, at, tokens) && tokens.Count > 0)
                {
                    yield return new Sentence(field, text, [.. tokens]);
                    tokens.Clear();
                }

                opensClause |= ClauseMarks.Contains(text[at], StringComparison.Ordinal);
                at++;
            }
        }

        if (tokens.Count > 0)
        {
            yield return new Sentence(field, text, tokens);
        }
    }

    private static int EndOf(string text, int start)
    {
        if (Currencies.Contains(text[start], StringComparison.Ordinal))
        {
            return start + 1;
        }

        if (!char.IsAsciiDigit(text[start]))
        {
            return EndOf(text, start, letter =>
                char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark);
        }

        var end = start + 1;
        while (end < text.Length)
        {
            var separated = text[end] is '.' or ',' or '\'' or '’' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]);
            var grouped = text[end] is ' ' or '\u00A0' or '\u202F' && IsGroup(text, end + 1) && end - start <= 3;
            if (!separated && !grouped && !char.IsLetterOrDigit(text[end]))
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static int EndOf(string text, int start, Func<char, bool> belongs)
    {
        var end = start + 1;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }

    // Three digits and no more: 30 000 is one number, "in 2026 120 people" is two.
    private static bool IsGroup(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && (at + 3 == text.Length || !char.IsLetterOrDigit(text[at + 3]));

    // No end: an abbreviation (Mio., approx.), and the full stop of a German date or ordinal (3. Juni).
    private static bool Ends(string text, int at, List<Token> tokens) => text[at] switch
    {
        '\n' or '!' or '?' or ';' or '|' => true,
        '.' => (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or '\'' or ')')
            && !(IsAfterLast(at, tokens) && IsAbbreviation(tokens[^1].Text)),
        _ => false,
    };

    private static bool IsAfterLast(int at, List<Token> tokens) => tokens.Count > 0 && tokens[^1].End == at;

    private static bool IsAbbreviation(string word) =>
        Abbreviations.Contains(word) || word is [var letter] && char.IsAsciiLetter(letter)
        || (word.Length <= 2 && word.All(char.IsAsciiDigit));
}
