using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>It was put in force before it was reviewed. It stays marked when it is approved.</summary>
/// <param name="HoldsUntil">First instant (UTC) it no longer holds unless it was approved.</param>
/// <param name="ReviewBy">When (UTC) it ends unless it was reviewed.</param>
/// <param name="Since">From when on (UTC).</param>
/// <param name="StartedBy">The event that says so.</param>
public sealed record Emergency(DateTimeOffset HoldsUntil, DateTimeOffset ReviewBy, DateTimeOffset Since, long StartedBy);

/// <summary>How the owner stood by the exception while it was in force.</summary>
/// <param name="AttestedFor">The due day that was last attested, in the catalog's time zone; null for none.</param>
/// <param name="MissedFor">The due day that was last missed; null for none.</param>
/// <param name="MissedBy">The event that says so; 0 for none.</param>
public sealed record AttestationRecord(DateOnly? AttestedFor, DateOnly? MissedFor, long MissedBy);

/// <summary>A person is asked to be the owner from now on.</summary>
/// <param name="To">Who is asked.</param>
/// <param name="By">Who proposed them.</param>
/// <param name="Since">The event that says so.</param>
public sealed record HandOver(PersonId To, PersonId By, long Since);

/// <summary>What is known, after the end, of whether the policy is met again.</summary>
/// <param name="Met">True: it is met again. False: it is not, or the owner did not confirm it in time.</param>
/// <param name="How">How that was checked; empty for none.</param>
/// <param name="Sequence">The event that says so.</param>
public sealed record EndAnswer(bool Met, string How, long Sequence)
{
    /// <summary>How long the owner has to answer.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromDays(3);
}

/// <summary>When an event happened.</summary>
/// <param name="Sequence">The event.</param>
/// <param name="At">When (UTC).</param>
public sealed record Mark(long Sequence, DateTimeOffset At);
