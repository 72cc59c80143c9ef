using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Tables.Storage;

/// <summary>
/// Makes any texts into one key: plain ASCII, because a key cannot hold every character
/// (https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model). Different texts have different keys.
/// </summary>
internal static class TableKey
{
    /// <summary>Stands between parts, and in none of them.</summary>
    public const char Separator = '|';

    /// <summary>Longest part; a longer one keeps its beginning, for people who look at the table, and ends in its SHA-256.</summary>
    public const int LongestPart = 110;

    private const char Escape = '~';
    private const int KeptOfLong = 32;

    /// <summary>
    /// Makes a key of parts: ASCII letters, digits and <c>-_.@+=</c> stand for themselves; all else is <c>~</c> and four hexadecimal
    /// digits.
    /// </summary>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        foreach (var part in parts)
        {
            if (key.Length > 0)
            {
                key.Append(Separator);
            }

            key.Append(PartOf(part));
        }

        return key.ToString();
    }

    /// <summary>SHA-256 of a text in UTF-8, lower-case hex: a key for texts that need not be read back.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The same one of some shards for the same text, whichever host and version asks.</summary>
    public static int ShardOf(string text, int shards) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[0] % shards;

    /// <summary>An instant as part of a key: later instants sort later.</summary>
    public static string Sortable(DateTimeOffset instant) => Sortable(instant.UtcTicks);

    /// <summary>A number of ticks as part of a key.</summary>
    public static string Sortable(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);

    private static string PartOf(string text)
    {
        var part = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '@' or '+' or '=')
            {
                part.Append(character);
            }
            else
            {
                part.Append(Escape).Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        // Two escapes in a row are in no short part, so that no long one has the key of a short one.
        return part.Length <= LongestPart ? part.ToString() : $"{part.ToString(0, KeptOfLong)}{Escape}{Escape}{HashOf(part.ToString())}";
    }
}
