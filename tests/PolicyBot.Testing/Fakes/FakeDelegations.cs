using System.Collections.Concurrent;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Fakes;

/// <summary>Delegations, in memory.</summary>
public sealed class FakeDelegations : IDelegations
{
    private readonly ConcurrentDictionary<PersonId, Delegation> standing = new();

    public Task<Delegation?> OfAsync(PersonId principal, CancellationToken cancellationToken) =>
        Task.FromResult(standing.GetValueOrDefault(principal));

    public Task WriteAsync(Delegation delegation, CancellationToken cancellationToken)
    {
        standing[delegation.Principal] = delegation;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(PersonId principal, CancellationToken cancellationToken)
    {
        standing.TryRemove(principal, out _);
        return Task.CompletedTask;
    }
}
