using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>What machines asked for in people's names: so that a call that is made again asks for nothing twice.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IDoorClaims
{
    /// <summary>
    /// Keeps a claim, unless the same machine has one with the same call; forgets what is older than <see cref="DoorClaim.KeptFor"/>.
    /// </summary>
    /// <returns>The claim that stands: this one, or the one before.</returns>
    Task<DoorClaim> ClaimAsync(DoorClaim claim, CancellationToken cancellationToken);

    /// <summary>Writes how far a claim got.</summary>
    Task WriteAsync(DoorClaim claim, CancellationToken cancellationToken);

    /// <summary>Forgets a claim, so that the same call can be made again.</summary>
    Task RemoveAsync(DoorClaim claim, CancellationToken cancellationToken);

    /// <summary>The claim of a machine with a call; null for none.</summary>
    Task<DoorClaim?> FindCallAsync(string keyId, string named, CancellationToken cancellationToken);

    /// <summary>The claim of a machine on a number; null for none.</summary>
    Task<DoorClaim?> FindAsync(string keyId, ExceptionId id, CancellationToken cancellationToken);
}

/// <summary>A machine asked for something in a person's name.</summary>
/// <param name="KeyId">The machine's key.</param>
/// <param name="Call">What names the call: the hash of its <c>Idempotency-Key</c>, or a number drawn for it.</param>
/// <param name="Body">SHA-256 of what was asked for.</param>
/// <param name="Id">The number of the draft.</param>
/// <param name="Person">In whose name.</param>
/// <param name="At">When (UTC).</param>
public sealed record DoorClaim(string KeyId, string Call, string Body, ExceptionId Id, PersonId Person, DateTimeOffset At)
{
    /// <summary>How far it got.</summary>
    public DoorStep Step { get; init; }


    /// <summary>How long a call is known, and what became of it can be asked.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(60);
}

/// <summary>How far a call got.</summary>
public enum DoorStep
{
    /// <summary>It has its number.</summary>
    Claimed,

    /// <summary>There is a draft, or there was.</summary>
    Kept,

    /// <summary>The person was told.</summary>
    Told,
}
