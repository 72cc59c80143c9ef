using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Interactions;

/// <summary>Answers what is looked up while a person types in a form.</summary>
public sealed class FieldLookups(Identification identification, ICatalog catalog)
{
    /// <summary>The answers that a beginning may mean, best first.</summary>
    /// <param name="account">Who types.</param>
    /// <param name="lookup">What is looked up, as <see cref="FormField.Lookup"/> names it.</param>
    /// <param name="typed">The beginning.</param>
    /// <param name="most">How many at the most.</param>
    /// <returns>None for who may ask for no exception, and while the directory or the store does not answer.</returns>
    public async Task<IReadOnlyList<FieldChoice>> FindAsync(
        KnownAccount account, string lookup, string typed, int most, CancellationToken cancellationToken)
    {
        if (lookup != AssetPicker.Lookup)
        {
            return [];
        }

        try
        {
            return await identification.OfAsync(account, cancellationToken) is Identified.Known { Actor: var actor }
                && Access.WhyNotAsk(Subject.From(catalog.Current, actor.Person)) is null
                    ? AssetPicker.Find(catalog.Current, typed, most) : [];
        }
        catch (StoreUnavailableException)
        {
            return [];
        }
    }
}
