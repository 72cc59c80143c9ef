using System.Globalization;
using System.Text;

namespace PolicyBot.Domain.Risk.Reading;

/// <summary>One word, number or sign of a text.</summary>
/// <param name="Text">Lower case; in a sentence without accents.</param>
/// <param name="Start">Its first character in the text, from 0.</param>
/// <param name="Length">Its length in the text, in UTF-16 code units.</param>
/// <param name="OpensClause">Whether a comma, a colon, a dash or a bracket stands before it; signs are skipped in sentences only.</param>
internal readonly record struct Token(string Text, int Start, int Length, bool OpensClause = false)
{
    private const int LongestNumber = 5;

    /// <summary>The character after its last.</summary>
    public int End => Start + Length;

    /// <summary>The whole number it is, up to 99999; -1 for anything else.</summary>
    public int Number =>
        Text.Length <= LongestNumber && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

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
