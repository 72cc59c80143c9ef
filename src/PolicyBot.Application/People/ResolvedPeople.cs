using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>The accounts of a human, under whichever identity each is stored.</summary>
/// <param name="stored">The accounts.</param>
/// <param name="directory">Says who is who now.</param>
public sealed class ResolvedPeople(IPeople stored, Func<PeopleDirectory> directory) : IPeople
{
    /// <inheritdoc/>
    public Task<KnownAccount?> ReadAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        stored.ReadAsync(account, cancellationToken);

    /// <inheritdoc/>
    public Task ChangeAsync(ChannelAccount account, Func<KnownAccount?, KnownAccount?> change, CancellationToken cancellationToken) =>
        stored.ChangeAsync(account, change, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>An account may be met just as its human is joined with another: it stays under the identity of then for a while.</remarks>
    public async Task<IReadOnlyList<KnownAccount>> OfAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(directory().IdentitiesOf(person).Select(identity => stored.OfAsync(identity, cancellationToken)));
        return found is [var only] ? only : [.. found.SelectMany(accounts => accounts).DistinctBy(account => account.Account)];
    }

    /// <inheritdoc/>
    /// <remarks>
    /// It is claimed under all identities, in one order: what was done once for one of them is not done again for the human.
    /// </remarks>
    public async Task<bool> TryClaimAsync(PersonId person, string what, CancellationToken cancellationToken)
    {
        var claimed = new List<PersonId>();
        foreach (var identity in directory().IdentitiesOf(person).Order())
        {
            if (!await stored.TryClaimAsync(identity, what, cancellationToken))
            {
                await Task.WhenAll(claimed.Select(held => stored.ReleaseAsync(held, what, cancellationToken)));
                return false;
            }

            claimed.Add(identity);
        }

        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> HasHappenedAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        (await Task.WhenAll(
            directory().IdentitiesOf(person).Select(identity => stored.HasHappenedAsync(identity, what, cancellationToken))))
        .Contains(true);

    /// <inheritdoc/>
    public Task ConfirmAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        Task.WhenAll(directory().IdentitiesOf(person).Select(identity => stored.ConfirmAsync(identity, what, cancellationToken)));

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(PersonId person, string what, CancellationToken cancellationToken) =>
        (await Task.WhenAll(directory().IdentitiesOf(person).Select(identity => stored.ReleaseAsync(identity, what, cancellationToken))))
        .Contains(true);
}
