using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Drafts of humans, under whichever identity they were begun. Each stays under that.</summary>
/// <param name="stored">The drafts.</param>
/// <param name="catalog">Knows who is who.</param>
public sealed class ResolvedDrafts(IDrafts stored, ICatalog catalog) : IDrafts
{
    /// <inheritdoc/>
    public async Task<Draft?> ReadAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken)
    {
        var found = await AllAsync(person, identity => stored.ReadAsync(identity, id, cancellationToken));
        return found.OfType<Draft>().MaxBy(draft => draft.UpdatedAt);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Draft>> TalksAsync(PersonId person, CancellationToken cancellationToken) =>
        [.. (await AllAsync(person, identity => stored.TalksAsync(identity, cancellationToken))).SelectMany(drafts => drafts)];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Draft>> OfAsync(PersonId person, CancellationToken cancellationToken) =>
        [.. (await AllAsync(person, identity => stored.OfAsync(identity, cancellationToken))).SelectMany(drafts => drafts)];

    /// <inheritdoc/>
    public Task WriteAsync(Draft draft, CancellationToken cancellationToken) => stored.WriteAsync(draft, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryReplaceAsync(Draft draft, CancellationToken cancellationToken) =>
        stored.TryReplaceAsync(draft, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(PersonId person, ExceptionId id, CancellationToken cancellationToken) => Task.WhenAll(
        catalog.Current.Directory.IdentitiesOf(person).Select(identity => stored.RemoveAsync(identity, id, cancellationToken)));

    private Task<T[]> AllAsync<T>(PersonId person, Func<PersonId, Task<T>> readAsync) =>
        Task.WhenAll(catalog.Current.Directory.IdentitiesOf(person).Select(readAsync));
}
