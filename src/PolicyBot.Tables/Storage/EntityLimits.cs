using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;

namespace PolicyBot.Tables.Storage;

/// <summary>
/// What a row may hold, checked before it is sent: a refusal by the service would come late, and the emulator overlooks some.
/// Source: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model.
/// </summary>
internal static partial class EntityLimits
{
    /// <summary>Longest string, in UTF-16 units (64 KiB).</summary>
    public const int StringUnits = 32_768;

    /// <summary>Longest binary, in bytes.</summary>
    public const int BinaryBytes = 65_536;

    /// <summary>First size of a row, in bytes, that is too much.</summary>
    public const int EntityBytes = 1024 * 1024;

    /// <summary>Most properties beside PartitionKey, RowKey and Timestamp.</summary>
    public const int Properties = 252;

    /// <summary>Longest key, in UTF-16 units (1 KiB).</summary>
    public const int KeyUnits = 512;

    /// <summary>Most bytes that a UTF-16 unit takes in JSON, where all but plain ASCII is sent as <c>\uXXXX</c>.</summary>
    private const int JsonBytesPerUnit = 6;

    /// <summary>More than a number, time or GUID and all that stands around a property take in JSON, in bytes.</summary>
    private const int PropertyBytes = 100;

    private const int NameUnits = 255;
    private static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What System.Text.Json writes as it is: printable ASCII without what means something in HTML or JSON.
    private static readonly SearchValues<char> PlainInJson = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(code => (char)code).Except("\"&'+<>\\`")]);

    // '/', '\', '#', '?', and the two blocks of control characters.
    private static readonly SearchValues<char> NotInKeys = SearchValues.Create(
        [.. @"/\#?", .. Enumerable.Range(0, 0x20).Select(code => (char)code), .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code)]);

    /// <summary>Refuses a key that the service would not take.</summary>
    /// <param name="key">The key; empty is a legal one.</param>
    /// <param name="name">Which of the two it is.</param>
    /// <exception cref="ArgumentException">It is null, longer than 512 UTF-16 units, or has a character that keys cannot have.</exception>
    public static void CheckKey(string? key, string name)
    {
        if (key is null)
        {
            throw new ArgumentException($"The row has no {name}.", name);
        }

        if (key.Length > KeyUnits)
        {
            throw new ArgumentException($"{name} is longer than {KeyUnits} UTF-16 units.", name);
        }

        if (key.AsSpan().ContainsAny(NotInKeys))
        {
            throw new ArgumentException($@"{name} has a character that keys cannot have: / \ # ? or a control character.", name);
        }

        CheckText(key, name);
    }

    /// <summary>Refuses a row that the service would not take.</summary>
    /// <exception cref="ArgumentException">
    /// A key, name, value, the number of properties or the size; says which, never the value.
    /// </exception>
    public static void Check(TableEntity entity)
    {
        CheckKey(entity.PartitionKey, nameof(TableEntity.PartitionKey));
        CheckKey(entity.RowKey, nameof(TableEntity.RowKey));
        var size = 4L + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        var count = 0;
        foreach (var (name, value) in entity)
        {
            if (value is not null && !IsOfEveryRow(name))
            {
                CheckName(name);
                size += 8 + (2 * name.Length) + SizeOf(name, value);
                count++;
            }
        }

        if (count > Properties)
        {
            throw new ArgumentException($"A row has at most {Properties} properties of its own, not {count}.", nameof(entity));
        }

        if (size >= EntityBytes)
        {
            throw new ArgumentException($"A row is smaller than 1 MiB; this one is about {size} bytes.", nameof(entity));
        }
    }

    /// <summary>At least as many bytes as a row that was checked takes as JSON.</summary>
    public static long JsonBytes(TableEntity entity)
    {
        var bytes = 0L;
        foreach (var (name, value) in entity)
        {
            bytes += PropertyBytes + (2 * JsonBytesPerUnit * name.Length); // twice: with the value and with its type
            bytes += value switch
            {
                string text => JsonBytes(text),
                byte[] binary => JsonBytes(Convert.ToBase64String(binary)),
                _ => 0,
            };
        }

        return bytes;
    }

    private static long JsonBytes(string text)
    {
        var bytes = (long)text.Length;
        foreach (var unit in text)
        {
            bytes += PlainInJson.Contains(unit) ? 0 : JsonBytesPerUnit - 1;
        }

        return bytes;
    }

    // The row's names, version and time are not sent as properties.
    private static bool IsOfEveryRow(string name) => name
        is nameof(TableEntity.PartitionKey) or nameof(TableEntity.RowKey) or nameof(TableEntity.Timestamp) or "odata.etag";

    private static void CheckName(string name)
    {
        if (name.Length > NameUnits || !PropertyName().IsMatch(name))
        {
            throw new ArgumentException(
                $"A property's name has letters, digits and underscores, no digit first, and at most {NameUnits} of them.", nameof(name));
        }
    }

    private static long SizeOf(string name, object value)
    {
        switch (value)
        {
            case string { Length: > StringUnits }:
                throw new ArgumentException($"Property {name} is longer than {StringUnits} UTF-16 units.", nameof(value));
            case string text:
                CheckText(text, name);
                return (2L * text.Length) + 4;
            case byte[] { Length: > BinaryBytes }:
                throw new ArgumentException($"Property {name} is longer than {BinaryBytes} bytes.", nameof(value));
            case byte[] bytes:
                return bytes.Length + 4L;
            case DateTimeOffset time when time < Earliest:
                throw new ArgumentException($"Property {name} is before the year 1601.", nameof(value));
            case DateTimeOffset or long:
                return 8;
            case Guid:
                return 16;
            case int:
                return 4;
            case bool:
                return 1;
            default:
                // Among these a double: in a filter the client writes 7.0 as 7, an Int32, which equals no double.
                throw new ArgumentException($"Property {name} is a {value.GetType().Name}, which a row cannot hold.", nameof(value));
        }
    }

    // Half a surrogate pair would silently be stored as U+FFFD, and what is read would not be what was hashed.
    private static void CheckText(string text, string name)
    {
        try
        {
            Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"{name} has half a surrogate pair, which cannot be stored.", name);
        }
    }

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyName();
}
