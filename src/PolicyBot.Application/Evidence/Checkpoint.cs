using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>How far the streams had come that changed since the checkpoint before. Its JSON in canonical form is what is hashed and
/// signed.</summary>
/// <param name="Format">The form; <see cref="Known"/>.</param>
/// <param name="Day">The day it is for (UTC), <c>2026-11-30</c>.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="Previous">The hash of the checkpoint before; 64 zeros for the first.</param>
/// <param name="PublicKey">The key that signed it.</param>
/// <param name="Streams">The streams, in the order of their numbers.</param>
public sealed record Checkpoint(
    string Format,
    string Day,
    DateTimeOffset CreatedAt,
    string Previous,
    EvidencePublicKey PublicKey,
    IReadOnlyList<StreamPoint> Streams)
{
    /// <summary>The form that this build writes and reads.</summary>
    public const string Known = "policybot-checkpoint-1";

    /// <summary>Its JSON in canonical form.</summary>
    public string ToCanonicalJson() => EvidenceJson.Write(this);
}

/// <summary>A checkpoint with its signature.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Signature">As <see cref="EvidenceKey.Sign"/> writes it, over the checkpoint's JSON in canonical form.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, string Signature)
{
    /// <summary>Its hash: what the next one names, and what auditors are told.</summary>
    public string Hash() => EvidenceHash.Of(Checkpoint.ToCanonicalJson());

    /// <summary>Whether the signature is the key's that the checkpoint names.</summary>
    public bool IsSigned() => Checkpoint.PublicKey.HasSigned(Encoding.UTF8.GetBytes(Checkpoint.ToCanonicalJson()), Signature);

    /// <summary>Signs a checkpoint.</summary>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, EvidenceKey key) =>
        new(checkpoint, key.Sign(Encoding.UTF8.GetBytes(checkpoint.ToCanonicalJson())));
}
