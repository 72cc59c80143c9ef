using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>What stays of an exception that was moved out of the register.</summary>
/// <param name="Format">The form; <see cref="Known"/>.</param>
/// <param name="Exception">The exception.</param>
/// <param name="Version">How many events it had.</param>
/// <param name="LastHash">The hash of the last one.</param>
/// <param name="RetiredAt">When it was moved out (UTC).</param>
/// <param name="RetiredBy">Who moved it out, as they said.</param>
/// <param name="Bundle">What the bundle's file was called that holds it.</param>
/// <param name="BundleHash">SHA-256 of that file, 64 lower-case hexadecimal digits.</param>
public sealed record Tombstone(
    string Format,
    ExceptionId Exception,
    long Version,
    string LastHash,
    DateTimeOffset RetiredAt,
    PersonId RetiredBy,
    string Bundle,
    string BundleHash)
{
    /// <summary>The form that this build writes and reads.</summary>
    public const string Known = "policybot-tombstone-1";
}

/// <summary>A tombstone as it is stored.</summary>
/// <param name="Id">Whose partition it stands in.</param>
/// <param name="Tombstone">What it says; null: it cannot be read.</param>
/// <param name="Sealed">It, its key and its signature, as they were written.</param>
public sealed record StoredTombstone(ExceptionId Id, Tombstone? Tombstone, string Sealed)
{
    /// <summary>Reads what stands in a partition; its signature is for others to check.</summary>
    public static StoredTombstone Read(ExceptionId id, string written)
    {
        try
        {
            return new StoredTombstone(
                id, JsonSerializer.Deserialize(written, TombstoneJson.Default.WrittenTombstone)?.Tombstone, written);
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or FormatException)
        {
            return new StoredTombstone(id, null, written);
        }
    }
}

/// <summary>The part of it that says something.</summary>
internal sealed record WrittenTombstone(Tombstone Tombstone);

/// <summary>How it is read.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WrittenTombstone))]
internal sealed partial class TombstoneJson : JsonSerializerContext;
