using System.Buffers.Text;

namespace PolicyBot.Application.Channels;

/// <summary>
/// Replaces halves of surrogate pairs in JSON by U+FFFD. A client that cuts a text inside an emoji sends one, and .NET reads no string that
/// holds one: without this a whole comment would be lost for the last character of it.
/// </summary>
public static class SurrogateHalves
{
    private const int Escape = 6; // \uXXXX

    /// <summary>Overwrites the halves in place; what is no JSON stays what it is.</summary>
    public static void Replace(Span<byte> utf8Json)
    {
        for (var at = 0; at + 1 < utf8Json.Length; at++)
        {
            if (utf8Json[at] != '\\')
            {
                continue;
            }

            if (CodeUnit(utf8Json[at..]) is not { } unit || !char.IsSurrogate(unit))
            {
                at++; // an escaped character starts no escape
            }
            else if (char.IsHighSurrogate(unit) && CodeUnit(utf8Json[(at + Escape)..]) is { } next && char.IsLowSurrogate(next))
            {
                at += (2 * Escape) - 1;
            }
            else
            {
                "fffd"u8.CopyTo(utf8Json[(at + 2)..]);
                at += Escape - 1;
            }
        }
    }

    private static char? CodeUnit(ReadOnlySpan<byte> text) =>
        text.Length >= Escape && text[0] == '\\' && text[1] == 'u'
        && Utf8Parser.TryParse(text.Slice(2, 4), out ushort unit, out var read, 'x') && read == 4 ? (char)unit : null;
}
