using System.Globalization;
using System.Text;

namespace PolicyBot.Domain.Policies;

/// <summary>Counts what a reader sees of a text. Every minimum of a text asks here.</summary>
public static class SeenText
{
    private const int CountedOfARun = 3;

    /// <summary>
    /// How much of a text can be seen, in UTF-16 code units: characters that leave nothing on the page count for nothing, blanks between
    /// others count once, and of equal characters in a row the first three. Signs without a letter or a digit count as one.
    /// </summary>
    public static int Count(string text)
    {
        var (counted, run, hasLetters) = (0, 0, false);
        var (last, first, isBlank, isOneLetter) = (default(Rune), default(Rune), false, true);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune))
            {
                continue;
            }

            if (IsBlank(rune))
            {
                isBlank = counted > 0;
                continue;
            }

            var plain = Rune.ToLowerInvariant(rune);
            first = counted == 0 ? plain : first;
            isOneLetter &= plain == first;
            run = plain == last ? run + 1 : 1;
            last = plain;
            hasLetters |= Rune.IsLetterOrDigit(rune);
            counted += (isBlank ? 1 : 0) + (run <= CountedOfARun ? rune.Utf16SequenceLength : 0);
            isBlank = false;
        }

        return !hasLetters ? Math.Min(counted, 1) : isOneLetter ? Math.Min(counted, CountedOfARun) : counted;
    }

    /// <summary>The text trimmed; empty where nothing of it can be seen.</summary>
    public static string Trim(string? text) => text is null || Count(text) == 0 ? "" : text.Trim();

    /// <summary>
    /// Whether a character leaves nothing on the page: controls, format characters, what fonts ignore by default (variation selectors,
    /// fillers, joiners, tags) and halves of surrogate pairs. Blanks are none of these, line feed and tab neither.
    /// </summary>
    public static bool IsUnseen(Rune rune) => rune.Value switch
    {
        '\n' or '\t' or '\r' => false,
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x3164 or 0xFFA0 or 0xFFFD => true,
        >= 0x180B and <= 0x180F or >= 0xFE00 and <= 0xFE0F or >= 0xFFF0 and <= 0xFFFB or >= 0xE0000 and <= 0xE0FFF => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format,
    };

    private static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == 0x2800; // braille without a dot
}
