using System.Text;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Risk;

/// <summary>Cleans text from people and from the model, so that the model, a reader and an approver see the same characters.</summary>
public static class VisibleText
{
    /// <summary>
    /// Without what no reader sees: controls other than line feed and tab, format characters (bidirectional and zero-width ones, soft
    /// hyphens), variation selectors, the whole block of tags (U+E0000 to U+E007F) and halves of surrogate pairs.
    /// </summary>
    public static string Clean(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString();
    }

    /// <summary>The text itself, or its beginning and <c>…</c>, together at most <paramref name="limit"/> UTF-16 units.</summary>
    public static string Shortened(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = limit - 1;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    private static bool IsVisible(Rune rune) => rune.Value != '\r' && !SeenText.IsUnseen(rune);
}
