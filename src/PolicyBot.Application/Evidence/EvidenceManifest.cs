using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Audit;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Evidence;

/// <summary>What a bundle holds, as it is signed.</summary>
/// <param name="Format">The form of the bundle; <see cref="Known"/>.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="IsComplete">It has every exception that there was; false: some were chosen, or some could not be read.</param>
/// <param name="Exceptions">The exceptions, in the order of their numbers.</param>
/// <param name="Files">The other files, in the order of their paths.</param>
/// <param name="PublicKey">The key that signed it.</param>
public sealed record EvidenceManifest(
    string Format,
    DateTimeOffset CreatedAt,
    bool IsComplete,
    IReadOnlyList<StreamPoint> Exceptions,
    IReadOnlyList<BundledFile> Files,
    EvidencePublicKey PublicKey)
{
    /// <summary>The form that this build writes and reads.</summary>
    public const string Known = "policybot-evidence-1";
}

/// <summary>How far a stream had come.</summary>
/// <param name="Id">The exception.</param>
/// <param name="Version">The number of its last event.</param>
/// <param name="Hash">The hash that is stored beside that event.</param>
public sealed record StreamPoint(ExceptionId Id, long Version, string Hash);

/// <summary>A file of a bundle.</summary>
/// <param name="Path">Where it is in the bundle.</param>
/// <param name="Sha256">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="Size">How many bytes it has.</param>
public sealed record BundledFile(string Path, string Sha256, long Size);

/// <summary>A person of the exceptions in a bundle.</summary>
/// <param name="Person">The identity in the events.</param>
/// <param name="Names">What they were called.</param>
public sealed record BundledPerson(string Person, IReadOnlyList<BundledName> Names);

/// <summary>A name that a channel showed of a person.</summary>
/// <param name="Name">The name.</param>
/// <param name="First">When it was first seen (UTC).</param>
/// <param name="Last">When it was last seen (UTC).</param>
public sealed record BundledName(string Name, DateTimeOffset First, DateTimeOffset Last);

/// <summary>How evidence is written as JSON: in canonical form (RFC 8785).</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EvidenceManifest))]
[JsonSerializable(typeof(Checkpoint))]
[JsonSerializable(typeof(SignedCheckpoint))]
[JsonSerializable(typeof(Tombstone))]
[JsonSerializable(typeof(SealedTombstone))]
[JsonSerializable(typeof(IReadOnlyList<BundledPerson>))]
internal sealed partial class EvidenceJson : JsonSerializerContext
{
    /// <summary>Writes a value in canonical form.</summary>
    public static string Write<T>(T value) =>
        CanonicalJson.Write(JsonSerializer.SerializeToElement(value, typeof(T), Default));

    /// <summary>Reads what <see cref="Write"/> wrote; null: it is something else, or in another form.</summary>
    public static T? TryRead<T>(ReadOnlySpan<byte> utf8)
        where T : class
    {
        try
        {
            var text = new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
            return JsonSerializer.Deserialize(text, typeof(T), Default) is T value && Write(value) == text ? value : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
