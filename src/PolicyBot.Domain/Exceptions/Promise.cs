using System.Text.Json.Serialization;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Exceptions;

/// <summary>Conditions that come with an approval: dated promises, once it is in force.</summary>
/// <param name="Texts">What the owner must keep, one sentence each.</param>
/// <param name="DueOn">Until the end of which day, in the catalog's time zone.</param>
/// <param name="DueBy">The end of that day (UTC).</param>
public sealed record Conditions(IReadOnlyList<string> Texts, DateOnly DueOn, DateTimeOffset DueBy)
{
    /// <summary>How many an approval may hold.</summary>
    public const int Most = 10;
}

/// <summary>Something that the owner must keep by a day, and show.</summary>
public sealed record Promise
{
    /// <summary>How long after the warning the exception is suspended.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is to be kept.</summary>
    public required string Text { get; init; }

    /// <summary>Until the end of which day, in the catalog's time zone.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>The end of that day (UTC).</summary>
    public required DateTimeOffset DueBy { get; init; }

    /// <summary>Who set it.</summary>
    public required PersonId SetBy { get; init; }

    /// <summary>The newest proof; null while there is none.</summary>
    public PromiseProof? Proof { get; init; }

    /// <summary>An approver took the proof.</summary>
    public bool Kept { get; init; }

    /// <summary>The event by which it was missed last; 0 for never.</summary>
    public long MissedBy { get; init; }

    /// <summary>When (UTC) the exception is suspended over it; null while it was not missed, or since a proof was sent back.</summary>
    public DateTimeOffset? SuspendsAt { get; init; }

    /// <summary>A proof was sent, accepted or not yet reviewed.</summary>
    [JsonIgnore]
    public bool IsShown => Kept || Proof is { Returned: false };

    /// <summary>A proof waits for an approver.</summary>
    [JsonIgnore]
    public bool IsWaiting => !Kept && Proof is { Returned: false };

    /// <summary>Whether the exception is out of force over it.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool Suspends(DateTimeOffset now) => !IsShown && SuspendsAt <= now;
}

/// <summary>What an owner showed.</summary>
/// <param name="Comment">As typed.</param>
/// <param name="Link">Where it can be seen.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Sequence">The event that holds it.</param>
/// <param name="Returned">An approver did not take it.</param>
/// <param name="ReturnedBecause">Why; empty while it was not returned.</param>
/// <param name="ReturnedBy">The event that returned it; 0 for none.</param>
public sealed record PromiseProof(
    string Comment, string Link, DateTimeOffset At, long Sequence, bool Returned = false, string ReturnedBecause = "", long ReturnedBy = 0);
