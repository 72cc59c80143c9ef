using System.Globalization;
using System.Text;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>One word or number of a text.</summary>
/// <param name="Text">Lower case, without accents; a number as written.</param>
/// <param name="Start">Where it begins in the text it was found in.</param>
/// <param name="Length">How long it is there.</param>
/// <param name="OpensClause">Whether a comma, a colon, a dash or a bracket stands before it.</param>
internal readonly record struct Token(string Text, int Start, int Length, bool OpensClause)
{
    /// <summary>Whether it begins with a digit.</summary>
    public bool IsNumber => char.IsAsciiDigit(Text[0]);

    /// <summary>Lower case, without accents, <c>ß</c> as <c>ss</c>: how words are compared.</summary>
    public static string Fold(ReadOnlySpan<char> word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var letter in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (letter == 'ß')
            {
                folded.Append("ss");
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }
}

/// <summary>One sentence of a field.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Text">The field's whole text.</param>
internal sealed record Sentence(string Field, string Text, IReadOnlyList<Token> Tokens)
{
    private const int LongestQuote = 160;

    /// <summary>The sentence around some of its words, at most 160 characters, exactly as it stands there.</summary>
    public string Quote(int first, int last)
    {
        var (start, end) = (Tokens[0].Start, Tokens[^1].Start + Tokens[^1].Length);
        if (end - start > LongestQuote)
        {
            var (from, to) = (first, last);
            while (true)
            {
                var (wider, longer) = (Math.Max(0, from - 1), Math.Min(Tokens.Count - 1, to + 1));
                if ((wider == from && longer == to) || Tokens[longer].Start + Tokens[longer].Length - Tokens[wider].Start > LongestQuote)
                {
                    break;
                }

                (from, to) = (wider, longer);
            }

            (start, end) = (Tokens[from].Start, Tokens[to].Start + Tokens[to].Length);
        }

        return Text[start..end];
    }
}

/// <summary>Cuts texts into sentences and words.</summary>
internal static class SentenceSplitter
{
    private const string Currencies = "€$£¥";
    private const string ClauseMarks = ",:;()–—[]\"";

    /// <summary>The sentences of a field, without comments of the kind that hides in a page.</summary>
    public static IEnumerable<Sentence> Split(string field, string text)
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
                tokens.Add(new Token(char.IsAsciiDigit(text[at]) ? text[at..end].ToLowerInvariant() : Token.Fold(text.AsSpan(at, end - at)), at, end - at, opensClause));
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

        var end = start + 1;
        if (!char.IsAsciiDigit(text[start]))
        {
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || char.GetUnicodeCategory(text[end]) == UnicodeCategory.NonSpacingMark))
            {
                end++;
            }

            return end;
        }

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

    // Three digits and no more: 30 000 is one number, "in 2026 120 people" is two.
    private static bool IsGroup(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && (at + 3 == text.Length || !char.IsLetterOrDigit(text[at + 3]));

    // No end: an abbreviation (Mio., approx.), and the full stop of a German date or ordinal (3. Juni).
    private static bool Ends(string text, int at, List<Token> tokens) => text[at] switch
    {
        '\n' or '!' or '?' or ';' => true,
        '.' => (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '"' or '\'' or ')') && !(IsAfterLast(at, tokens) && Goes(tokens[^1].Text)),
        _ => false,
    };

    private static bool IsAfterLast(int at, List<Token> tokens) => tokens.Count > 0 && tokens[^1].Start + tokens[^1].Length == at;

    private static bool Goes(string word) =>
        word is "mio" or "mrd" or "tsd" or "ca" or "approx" or "max" or "min" or "nr" or "no" || (word.Length <= 2 && word.All(char.IsAsciiDigit));
}
