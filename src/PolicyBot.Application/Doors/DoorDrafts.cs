using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Requests;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>The drafts that doors begin in people's names, and what is known of the calls that began them.</summary>
public sealed class DoorDrafts(IEventStore store, IDrafts drafts, IDoorClaims claims, AbandonedDrafts abandoned, DraftFactory factory)
{
    /// <summary>How many may wait for one person.</summary>
    public const int MostWaiting = 3;

    /// <summary>How many wait for a person.</summary>
    internal async Task<int> CountAsync(PersonId person, CancellationToken cancellationToken) =>
        (await drafts.OfAsync(person, cancellationToken)).Count(draft => draft.Door is not null);

    /// <summary>The claim of a caller with a call; null for none.</summary>
    internal Task<DoorClaim?> FindCallAsync(DoorCaller caller, string call, CancellationToken cancellationToken) =>
        claims.FindCallAsync(caller.Key, call, cancellationToken);

    /// <summary>Claims a call, with a number that nothing has.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="call">The call; null: each is another.</param>
    /// <param name="body">What it asks for.</param>
    /// <param name="person">In whose name.</param>
    /// <param name="now">The instant (UTC).</param>
    /// <returns>The claim that stands, and whether it is this call's own.</returns>
    internal async Task<(DoorClaim Stands, bool IsOwn)> ClaimAsync(
        DoorCaller caller, string? call, string body, PersonId person, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = factory.NewId();
        var stands = await claims.ClaimAsync(new DoorClaim(caller.Key, call ?? id.Value, body, id, person, now), cancellationToken);
        return (stands, stands.Id == id);
    }

    /// <summary>Keeps the draft of a claim that has none yet.</summary>
    /// <returns>The claim as it stands then.</returns>
    internal async Task<DoorClaim> KeepAsync(
        DoorClaim claim, string door, IReadOnlyDictionary<string, string> inputs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var draft = new Draft
        {
            Id = claim.Id,
            Person = claim.Person,
            Purpose = DraftPurpose.New,
            Inputs = inputs,
            Door = door,
            UpdatedAt = now,
        };
        await abandoned.ExpectAsync(draft, cancellationToken);
        await drafts.TryReplaceAsync(draft, cancellationToken);
        var kept = claim with { Step = DoorStep.Kept };
        await claims.WriteAsync(kept, cancellationToken);
        return kept;
    }

    /// <summary>The person was told, or needs not be.</summary>
    internal Task FinishAsync(DoorClaim claim, CancellationToken cancellationToken) =>
        claims.WriteAsync(claim with { Step = DoorStep.Told }, cancellationToken);

    /// <summary>The person can't be told: nothing stays.</summary>
    internal async Task UndoAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        await drafts.RemoveAsync(claim.Person, claim.Id, cancellationToken);
        await claims.RemoveAsync(claim, cancellationToken);
    }

    /// <summary>What became of what a caller asked for.</summary>
    /// <returns>Null: the caller asked for nothing with this number.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<DoorState?> FindAsync(DoorCaller caller, string typedId, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(typedId, out var id) && await claims.FindAsync(caller.Key, id, cancellationToken) is { } claim
            ? await StateOfAsync(claim, cancellationToken) : null;

    /// <summary>What became of what was claimed.</summary>
    internal async Task<DoorState> StateOfAsync(DoorClaim claim, CancellationToken cancellationToken) =>
        await store.ReadHeadAsync(claim.Id, cancellationToken) is not null ? DoorState.Submitted
        : await drafts.ReadAsync(claim.Person, claim.Id, cancellationToken) is not null ? DoorState.AwaitsConfirmation
        : DoorState.Discarded;
}

/// <summary>What became of a request through a door.</summary>
public enum DoorState
{
    /// <summary>The person has not sent it yet.</summary>
    AwaitsConfirmation,

    /// <summary>The person sent it: it is an exception with this number.</summary>
    Submitted,

    /// <summary>The person discarded it, or let it lie for 14 days.</summary>
    Discarded,
}
