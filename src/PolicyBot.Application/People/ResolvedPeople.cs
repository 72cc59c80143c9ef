using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>The accounts of a human, under whichever identity each is stored.</summary>
/// <param name="stored">The accounts.</param>
/// <param name="catalog">Knows who is who.</param>
/// <param name="known">What is proven of addresses: accounts are stored under what that says.</param>
public sealed class ResolvedPeople(IPeople stored, ICatalog catalog, KnownAddresses known) : IPeople
{
    /// <inheritdoc/>
    public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        stored.ReadAsync(account, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(KnownAccount account, CancellationToken cancellationToken) => stored.WriteAsync(account, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var homes = catalog.Current.Directory.IdentitiesOf(person).Select(known.Directory.Resolve).Distinct();
        var found = await Task.WhenAll(homes.Select(home => stored.OfAsync(home, cancellationToken)));
        return found is [var only] ? only : [.. found.SelectMany(accounts => accounts)];
    }

    /// <inheritdoc/>
    public Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        stored.TryClaimAsync(person, what, cancellationToken);

    /// <inheritdoc/>
    public Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        stored.ConfirmAsync(person, what, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        stored.ReleaseAsync(person, what, cancellationToken);
}
