using PolicyBot.Application.Ports;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Register;

/// <summary>
/// Says what became of a number that leads to nothing any more, to those who see everything: a tombstone does not say whose it was.
/// </summary>
/// <param name="tombstones">What stays of what was moved out.</param>
/// <param name="catalog">The catalog that serves: it knows roles and the time zone.</param>
public sealed class RetiredExceptions(ITombstones tombstones, ICatalog catalog)
{
    /// <summary>When an exception was moved out, by whom, and into which bundle.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="typedId">What they call its number.</param>
    /// <returns>A sentence; null: it was not moved out, or they may not know.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<string?> SayAsync(PersonId person, string typedId, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        return ExceptionId.TryParse(typedId, out var id) && Access.CanExportEverything(Subject.From(current, person))
            && (await tombstones.FindAsync(id, cancellationToken))?.Tombstone is { } tombstone
                ? Words.Retired.With(
                    id, CatalogTime.Say(CatalogTime.Today(tombstone.RetiredAt, current.TimeZone)), current.NameOf(tombstone.RetiredBy),
                    tombstone.Bundle, tombstone.BundleHash, tombstone.Version, RecordedEvent.Receipt(tombstone.LastHash))
                : null;
    }
}
