using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Delegations of humans, under whichever identity they were written.</summary>
/// <param name="stored">The delegations.</param>
/// <param name="catalog">Knows who is who.</param>
public sealed class ResolvedDelegations(IDelegations stored, ICatalog catalog) : IDelegations
{
    /// <inheritdoc/>
    public async Task<Delegation?> OfAsync(PersonId principal, CancellationToken cancellationToken)
    {
        var directory = catalog.Current.Directory;
        var found = await Task.WhenAll(directory.IdentitiesOf(principal).Select(id => stored.OfAsync(id, cancellationToken)));
        return found.OfType<Delegation>().MaxBy(delegation => delegation.Since) is { } newest
            ? newest with { Principal = directory.Resolve(newest.Principal), To = directory.Resolve(newest.To) }
            : null;
    }

    /// <inheritdoc/>
    public Task WriteAsync(Delegation delegation, CancellationToken cancellationToken) => stored.WriteAsync(delegation, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(PersonId principal, CancellationToken cancellationToken) => Task.WhenAll(
        catalog.Current.Directory.IdentitiesOf(principal).Select(id => stored.RemoveAsync(id, cancellationToken)));
}
