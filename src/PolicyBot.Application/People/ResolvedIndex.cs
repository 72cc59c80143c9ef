using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.People;

/// <summary>The index, asked under all identities of a human, side by side.</summary>
/// <param name="stored">The index.</param>
/// <param name="catalog">Knows who is who.</param>
public sealed class ResolvedIndex(IIndex stored, ICatalog catalog) : IIndex
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExceptionId>> FindAsync(
        string heading, int most, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var headings = IndexHeading.ForAll(heading, catalog.Current.Directory.IdentitiesOf);
        var found = await Task.WhenAll(headings.Select(one => stored.FindAsync(one, most, since, cancellationToken)));
        return found is [var only] ? only : [.. found.SelectMany(ids => ids).Distinct().Take(most)];
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What stands under another identity of a human stays: should the two turn out to be two, each finds what is theirs.
    /// </remarks>
    public Task ProjectAsync(
        IReadOnlyCollection<IndexEntry> wanted, IReadOnlyCollection<IndexEntry> unwanted, CancellationToken cancellationToken)
    {
        var directory = catalog.Current.Directory;
        if (directory.IsTrivial)
        {
            return stored.ProjectAsync(wanted, unwanted, cancellationToken);
        }

        var kept = wanted
            .SelectMany(
                entry => IndexHeading.ForAll(entry.Heading, directory.IdentitiesOf),
                (entry, heading) => entry with { Heading = heading })
            .ToHashSet();
        return stored.ProjectAsync(wanted, [.. unwanted.Where(entry => !kept.Contains(entry))], cancellationToken);
    }
}
