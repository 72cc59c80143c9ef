using System.Text;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Evidence;

/// <summary>A tombstone with its signature: only the key can say that an exception was moved out.</summary>
/// <param name="PublicKey">The key that signed it.</param>
/// <param name="Signature">As <see cref="EvidenceKey.Sign"/> writes it, over the tombstone's JSON in canonical form.</param>
/// <param name="Tombstone">The tombstone.</param>
public sealed record SealedTombstone(EvidencePublicKey PublicKey, string Signature, Tombstone Tombstone)
{
    /// <summary>Whether the signature is the key's that is named.</summary>
    public bool IsSigned() => PublicKey.HasSigned(Encoding.UTF8.GetBytes(EvidenceJson.Write(Tombstone)), Signature);

    /// <summary>Signs a tombstone.</summary>
    public static StoredTombstone Seal(Tombstone tombstone, EvidenceKey key) => new(
        tombstone.Exception,
        tombstone,
        EvidenceJson.Write(
            new SealedTombstone(key.Public, key.Sign(Encoding.UTF8.GetBytes(EvidenceJson.Write(tombstone))), tombstone)));

    /// <summary>Reads one; null: it is none, or its signature does not fit.</summary>
    /// <param name="written">It and its signature, as they were written.</param>
    public static SealedTombstone? TryRead(string written) =>
        EvidenceJson.TryRead<SealedTombstone>(Encoding.UTF8.GetBytes(written)) is { Tombstone: { Format: Tombstone.Known, Version: > 0 } }
            read && read.IsSigned()
            ? read
            : null;
}
