using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Exceptions;

/// <summary>The number of one exception: <c>PX-</c> and eight Crockford base-32 characters. Drawn when its draft is born.</summary>
[JsonConverter(typeof(ExceptionIdJson))]
public readonly record struct ExceptionId
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford: no I, L, O, U
    private readonly string? _value;

    private ExceptionId(string value) => _value = value;

    /// <summary>The number as it is shown and stored; empty for <c>default</c>, which is no exception.</summary>
    public string Value => _value ?? "";

    /// <summary>Draws a new number: 40 random bits.</summary>
    public static ExceptionId Draw() => new("PX-" + RandomNumberGenerator.GetString(Alphabet, 8));

    /// <summary>The number that follows from a text, the same each time: the first 40 bits of the SHA-256 of its UTF-8.</summary>
    public static ExceptionId Derive(string text)
    {
        var bits = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return new("PX-" + string.Create(8, bits, (characters, from) =>
        {
            for (var at = 0; at < characters.Length; at++)
            {
                characters[at] = Alphabet[(int)(from >> (59 - (5 * at))) & 31];
            }
        }));
    }

    /// <summary>Reads a number as people type it: any letter case, with or without the dash; I and L count as 1, O as 0.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ExceptionId id)
    {
        var typed = text?.Trim().ToUpperInvariant() ?? "";
        id = default;
        if (!typed.StartsWith("PX", StringComparison.Ordinal))
        {
            return false;
        }

        var characters = typed[2..].TrimStart('-', ' ').Replace('I', '1').Replace('L', '1').Replace('O', '0');
        if (characters.Length != 8 || characters.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        id = new ExceptionId("PX-" + characters);
        return true;
    }

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">The text is no exception's number.</exception>
    public static ExceptionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no exception's number.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>Stores a <see cref="ExceptionId"/> as its text.</summary>
public sealed class ExceptionIdJson : JsonConverter<ExceptionId>
{
    /// <inheritdoc/>
    public override ExceptionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is not { Length: > 0 } text ? default
        : ExceptionId.TryParse(text, out var id) ? id
        : throw new JsonException($"\"{text}\" is no exception's number.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExceptionId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
