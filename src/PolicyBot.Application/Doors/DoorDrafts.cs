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

    /// <summary>Claims a call.</summary>
    internal Task<DoorClaim> ClaimAsync(DoorClaim claim, CancellationToken cancellationToken) =>
        claims.ClaimAsync(claim, cancellationToken);

    /// <summary>A claim on a number that nothing has.</summary>
    internal DoorClaim NewClaim(MachineActor machine, string call, string body, PersonId person, DateTimeOffset now) =>
        new(machine.KeyId, call, body, factory.NewId(), person, now);

    /// <summary>Keeps the draft; a second time nothing changes.</summary>
    internal async Task KeepAsync(
        DoorClaim claim, string door, IReadOnlyDictionary<string, string> inputs, CancellationToken cancellationToken)
    {
        var draft = new Draft
        {
            Id = claim.Id,
            Person = claim.Person,
            Purpose = DraftPurpose.New,
            Inputs = inputs,
            Door = door,
            UpdatedAt = claim.At,
        };
        await abandoned.ExpectAsync(draft, cancellationToken);
        await drafts.TryReplaceAsync(draft, cancellationToken);
    }

    /// <summary>The person was told.</summary>
    internal Task FinishAsync(DoorClaim claim, CancellationToken cancellationToken) => claims.FinishAsync(claim, cancellationToken);

    /// <summary>The person can't be told: nothing stays.</summary>
    internal async Task UndoAsync(DoorClaim claim, CancellationToken cancellationToken)
    {
        await drafts.RemoveAsync(claim.Person, claim.Id, cancellationToken);
        await claims.RemoveAsync(claim, cancellationToken);
    }

    /// <summary>What became of what a machine asked for.</summary>
    /// <returns>Null: the machine asked for nothing with this number.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<DoorState?> FindAsync(MachineActor machine, string typedId, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(typedId, out var id) && await claims.FindAsync(machine.KeyId, id, cancellationToken) is { } claim
            ? await StateOfAsync(claim, cancellationToken) : null;

    /// <summary>What became of what was claimed.</summary>
    internal async Task<DoorState> StateOfAsync(DoorClaim claim, CancellationToken cancellationToken) =>
        await store.ReadHeadAsync(claim.Id, cancellationToken) is not null ? DoorState.Submitted
        : await drafts.ReadAsync(claim.Person, claim.Id, cancellationToken) is not null ? DoorState.AwaitsConfirmation
        : DoorState.Discarded;
}

/// <summary>What became of a request that a machine asked for.</summary>
public enum DoorState
{
    /// <summary>The person has not sent it yet.</summary>
    AwaitsConfirmation,

    /// <summary>The person sent it: it is an exception with this number.</summary>
    Submitted,

    /// <summary>The person discarded it, or let it lie for 14 days.</summary>
    Discarded,
}
