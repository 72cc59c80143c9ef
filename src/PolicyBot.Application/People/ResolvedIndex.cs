using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.People;

/// <summary>The index, asked under all identities of a human, side by side.</summary>
/// <param name="stored">The index.</param>
/// <param name="catalog">Knows who is who.</param>
public sealed class ResolvedIndex(IIndex stored, ICatalog catalog) : IIndex
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExceptionId>> FindAsync(string heading, int most, CancellationToken cancellationToken)
    {
        var headings = IndexHeading.ForAll(heading, catalog.Current.Directory.IdentitiesOf);
        var found = await Task.WhenAll(headings.Select(one => stored.FindAsync(one, most, cancellationToken)));
        return found is [var only] ? only : [.. found.SelectMany(ids => ids).Distinct().Take(most)];
    }

    /// <inheritdoc/>
    public Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken) =>
        stored.ProjectAsync(wanted, unwanted, cancellationToken);
}
