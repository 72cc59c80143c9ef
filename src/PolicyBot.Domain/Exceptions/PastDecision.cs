using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>A decision that was made.</summary>
/// <param name="Revision">The revision it was about.</param>
/// <param name="Stage">The stage it was made in.</param>
/// <param name="By">Who decided.</param>
/// <param name="Name">The name the channel showed.</param>
/// <param name="Kind">What was decided.</param>
/// <param name="Comment">As typed, trimmed.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Sequence">The event that holds it: half of its receipt.</param>
/// <param name="Hash">That event's hash: the other half.</param>
public sealed record PastDecision(
    int Revision, int Stage, PersonId By, string Name, DecisionKind Kind, string Comment, DateTimeOffset At, long Sequence, string Hash)
{
    /// <summary>A shorter last day that came with it; null for none.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>When (UTC) its stage had opened; null where no stage was open.</summary>
    public DateTimeOffset? StageOpenedAt { get; init; }

    /// <summary>On whose behalf it was made; null: in their own right.</summary>
    public PersonId? OnBehalfOf { get; init; }

    /// <summary>What the owner must keep, by this decision; null for nothing.</summary>
    public Conditions? Conditions { get; init; }
}

/// <summary>What an approver may decide.</summary>
public enum DecisionKind
{
    /// <summary>Yes.</summary>
    Approved,

    /// <summary>No.</summary>
    Rejected,

    /// <summary>Not like this.</summary>
    ChangesRequested,
}
