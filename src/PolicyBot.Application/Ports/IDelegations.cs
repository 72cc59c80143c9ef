using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Delegations of reviews: at most one per person.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IDelegations
{
    /// <summary>The delegation of a person, also when it has run out.</summary>
    /// <returns>Null when they have handed nothing over.</returns>
    Task<Delegation?> OfAsync(PersonId principal, CancellationToken cancellationToken);

    /// <summary>Writes a delegation, over the one its principal had.</summary>
    Task WriteAsync(Delegation delegation, CancellationToken cancellationToken);

    /// <summary>Ends the delegation of a person; does nothing when there is none.</summary>
    Task RemoveAsync(PersonId principal, CancellationToken cancellationToken);
}
