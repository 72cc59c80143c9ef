using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PolicyBot.Domain.Audit;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>A fact as it stands in the record: numbered, dated, signed for, and chained to the one before.</summary>
public sealed record RecordedEvent
{
    /// <summary>What the first event names as its predecessor's hash.</summary>
    public const string NoPredecessor = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>1 for the first, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The exception whose stream it is.</summary>
    public required ExceptionId Exception { get; init; }

    /// <summary>When it was decided (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who brought it about.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The batch it was stored in: how a writer recognises its own after a lost answer.</summary>
    public required string CommitId { get; init; }

    /// <summary>What happened.</summary>
    public required ExceptionEvent Fact { get; init; }

    /// <summary>The hash of the event before, or <see cref="NoPredecessor"/>.</summary>
    public required string Previous { get; init; }

    /// <summary>The first characters of a hash, for receipts that people compare.</summary>
    public static string Receipt(string hash) => hash.Length > 8 ? hash[..8] : hash;

    /// <summary>The event in canonical JSON (RFC 8785), without its own hash: what is stored, and what is hashed.</summary>
    public string ToCanonicalJson() => CanonicalJson.Write(JsonSerializer.SerializeToElement(this, RecordJson.Default.RecordedEvent));

    /// <summary>SHA-256 of a canonical JSON text in UTF-8, lower-case hex.</summary>
    public static string HashOf(string canonicalJson) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalJson)));

    /// <summary>Reads what <see cref="ToCanonicalJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no event that this version knows.</exception>
    public static RecordedEvent Read(string canonicalJson) =>
        JsonSerializer.Deserialize(canonicalJson, RecordJson.Default.RecordedEvent) ?? throw new JsonException("The stored event is null.");

    /// <summary>Whether an event holds a revision that was confidential; one that can't be read counts as if it did.</summary>
    public static bool WasConfidential(string canonicalJson)
    {
        try
        {
            return Read(canonicalJson).Fact switch
            {
                ExceptionEvent.Submitted sent => sent.Content.Confidential,
                ExceptionEvent.Imported taken => taken.Content.Confidential,
                _ => false,
            };
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>The other exceptions that an event names; none where it can't be read.</summary>
    public static IReadOnlyList<ExceptionId> LinksIn(string canonicalJson)
    {
        try
        {
            ExceptionId?[] links = Read(canonicalJson).Fact switch
            {
                ExceptionEvent.Submitted sent => [sent.Renews, sent.AsksAgain],
                ExceptionEvent.RenewalStarted started => [started.NewId],
                ExceptionEvent.RenewalDropped dropped => [dropped.NewId],
                ExceptionEvent.Renewed renewed => [renewed.NewId],
                _ => [],
            };
            return [.. links.OfType<ExceptionId>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
