using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace PolicyBot.Tables.Storage;

/// <summary>Keeps a text that may be longer than one property in several: <c>Text</c>, <c>Text1</c>, <c>Text2</c>, ...</summary>
internal static class LongText
{
    /// <summary>Puts a text into a row, in place of what the row holds under the name. Write the row with replace, not merge.</summary>
    /// <param name="entity">The row.</param>
    /// <param name="name">The first property's name; the others get a number.</param>
    /// <param name="text">Any length that the row has room for (1 MiB in all, two bytes a UTF-16 unit).</param>
    public static void Write(TableEntity entity, string name, string text)
    {
        var chunk = 0;
        var start = 0;
        do
        {
            var length = Math.Min(EntityLimits.StringUnits, text.Length - start);
            if (start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]))
            {
                length--; // its other half would be in the next chunk, and neither could be stored
            }

            entity[NameOf(name, chunk++)] = text.Substring(start, length);
            start += length;
        }
        while (start < text.Length);

        while (entity.Remove(NameOf(name, chunk)))
        {
            chunk++;
        }
    }

    /// <summary>The whole text; null when the row has none under the name.</summary>
    public static string? Read(TableEntity entity, string name)
    {
        var first = entity.GetString(name);
        if (first is null || !entity.ContainsKey(NameOf(name, 1)))
        {
            return first;
        }

        var whole = new StringBuilder(first);
        for (var chunk = 1; entity.GetString(NameOf(name, chunk)) is { } next; chunk++)
        {
            whole.Append(next);
        }

        return whole.ToString();
    }

    private static string NameOf(string name, int chunk) =>
        chunk == 0 ? name : name + chunk.ToString(CultureInfo.InvariantCulture);
}
