using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Domain.Audit;

/// <summary>
/// JSON in the one form that RFC 8785 (JSON Canonicalization Scheme) gives it: no white space, members sorted by UTF-16 code unit, fixed
/// escapes. Numbers are whole and within ±(2^53 − 1); nothing that is recorded holds a fraction.
/// </summary>
public static class CanonicalJson
{
    private const long LargestWholeNumber = (1L << 53) - 1;

    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>Writes an element in canonical form.</summary>
    /// <exception cref="ArgumentException">A number has a fraction, an exponent or is too large, or a member's name stands
    /// twice.</exception>
    public static string Write(JsonElement element)
    {
        var text = new StringBuilder();
        Append(text, element);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                AppendObject(text, element);
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first)
                    {
                        text.Append(',');
                    }

                    first = false;
                    Append(text, item);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                AppendString(text, element.GetString()!);
                break;
            case JsonValueKind.Number:
                if (!element.TryGetInt64(out var number) || number is > LargestWholeNumber or < -LargestWholeNumber)
                {
                    throw new ArgumentException(
                        $"{element.GetRawText()} is no whole number within 2^53: amounts are recorded as text.", nameof(element));
                }

                text.Append(number.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                text.Append("null");
                break;
        }
    }

    private static void AppendObject(StringBuilder text, JsonElement element)
    {
        text.Append('{');
        string? previous = null;
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in element.EnumerateObject())
        {
            members.Add((member.Name, member.Value));
        }

        members.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        foreach (var (name, value) in members)
        {
            if (name == previous)
            {
                throw new ArgumentException($"The member \"{name}\" stands twice.", nameof(element));
            }

            if (previous is not null)
            {
                text.Append(',');
            }

            previous = name;
            AppendString(text, name);
            text.Append(':');
            Append(text, value);
        }

        text.Append('}');
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        var left = value.AsSpan();
        for (var next = left.IndexOfAny(Escaped); next >= 0; next = left.IndexOfAny(Escaped))
        {
            text.Append(left[..next]);
            var character = left[next];
            left = left[(next + 1)..];
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        text.Append(left).Append('"');
    }
}
