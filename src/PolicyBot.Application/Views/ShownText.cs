using System.Globalization;
using System.Text;

namespace PolicyBot.Application.Views;

/// <summary>
/// What every channel does to a person's text before it is shown anywhere. The channel escapes its own mark-up itself.
/// </summary>
public static class ShownText
{
    /// <summary>No control characters but line feeds, no direction overrides; half a surrogate pair comes out as U+FFFD.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\t')
            {
                clean.Append(' ');
            }
            else if (rune.Value == '\n' || !(Rune.IsControl(rune) || IsDirectionControl(rune)))
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    /// <summary>
    /// The longest start of a text that costs no more than <paramref name="limit"/>, never cutting a character that people see as one.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="limit">The most it may cost.</param>
    /// <param name="cost">What a piece of text costs; costs of pieces add up.</param>
    public static string Cut(string text, int limit, Func<ReadOnlySpan<char>, int> cost) => text[..CutAt(text, 0, limit, cost)];

    /// <summary>
    /// Where the longest piece ends that begins at <paramref name="start"/> and costs no more than <paramref name="limit"/>.
    /// </summary>
    /// <returns><paramref name="start"/> itself where not even one character fits.</returns>
    public static int CutAt(string text, int start, int limit, Func<ReadOnlySpan<char>, int> cost)
    {
        var spent = 0;
        var at = start;
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            spent += cost(text.AsSpan(at, length));
            if (spent > limit)
            {
                break;
            }

            at += length;
        }

        return at;
    }

    private static bool IsDirectionControl(Rune rune) => rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
