using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Domain.Policies;

/// <summary>
/// An identity of a human: the e-mail address they were first known by, lower case and trimmed. Who gets an address that another human had
/// before them has a number behind it, <c>sal@contoso.example#2</c>. One human may have several: <see cref="PeopleDirectory"/> says whether
/// two are the same.
/// </summary>
[JsonConverter(typeof(PersonIdJson))]
public readonly record struct PersonId : IComparable<PersonId>
{
    private const int Longest = 254;
    private const char Mark = '#'; // behind the @, where no address has one

    private readonly string? _value;

    private PersonId(string value) => _value = value;

    /// <summary>The address; empty for <c>default</c>, which is no person.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses an address as a person wrote it.</summary>
    /// <param name="address">An e-mail address in any letter case, with or without space around it.</param>
    /// <exception cref="FormatException">The text is no address: no <c>@</c> with something on both sides, or white space
    /// inside.</exception>
    public static PersonId Parse(string address) =>
        TryParse(address, out var id) ? id : throw new FormatException($"\"{address}\" is no e-mail address.");

    /// <summary>Parses an address as a person wrote it; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? address, out PersonId id)
    {
        // What no reader sees is dropped: channels' clients, and our own cards, put it into addresses so that they are no links.
        var visible = address is null || System.Text.Ascii.IsValid(address) ? address ?? ""
            : string.Concat(address.Where(character => char.GetUnicodeCategory(character) != UnicodeCategory.Format));
        var trimmed = visible.Trim().ToLowerInvariant();
        var at = trimmed.IndexOf('@', StringComparison.Ordinal);
        var valid = at > 0 && at < trimmed.Length - 1 && (trimmed.Length <= Longest || new PersonId(trimmed).Address.Length <= Longest)
            && !HasSpace(trimmed);
        id = valid ? new PersonId(trimmed) : default;
        return valid;
    }

    private static bool HasSpace(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The e-mail address in it: the one to show, and to look for in a directory.</summary>
    public string Address
    {
        get
        {
            var mark = Value.IndexOf(Mark, Value.IndexOf('@', StringComparison.Ordinal) + 1);
            return mark > 0 ? Value[..mark] : Value;
        }
    }

    /// <summary>The identity of another holder of the same address.</summary>
    /// <param name="number">From 2.</param>
    public PersonId Nth(int number) => new(string.Create(CultureInfo.InvariantCulture, $"{Address}{Mark}{number}"));

    /// <inheritdoc/>
    public int CompareTo(PersonId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>Whether one address sorts before another, by code unit.</summary>
    public static bool operator <(PersonId left, PersonId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one address sorts after another, by code unit.</summary>
    public static bool operator >(PersonId left, PersonId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one address does not sort after another, by code unit.</summary>
    public static bool operator <=(PersonId left, PersonId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one address does not sort before another, by code unit.</summary>
    public static bool operator >=(PersonId left, PersonId right) => left.CompareTo(right) >= 0;
}

/// <summary>Stores a <see cref="PersonId"/> as its address.</summary>
public sealed class PersonIdJson : JsonConverter<PersonId>
{
    /// <inheritdoc/>
    public override PersonId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is not { Length: > 0 } address ? default
        : PersonId.TryParse(address, out var id) ? id
        : throw new JsonException("This is no e-mail address.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override PersonId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PersonId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("This is no e-mail address.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, PersonId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value);
}
