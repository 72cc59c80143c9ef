using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Screens.Buttons;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>Shows those who decide on an exception all that was decided before on what is like it; its card has the first few.</summary>
public sealed class PrecedentPages(IEventStore store, Precedents precedents, ICatalog catalog, TimeProvider time)
{
    /// <summary>The earlier decisions, from the beginning or from where <c>More</c> was pressed.</summary>
    /// <param name="person">Who reads it: one who decides on the exception now, or sees everything.</param>
    /// <param name="id">The exception.</param>
    /// <param name="shown">How many were shown before.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<ListView> ShowAsync(PersonId person, ExceptionId id, int shown, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var asker = new Asker(person, current, time.GetUtcNow());
        return await store.ReadHeadAsync(id, cancellationToken) is { State: { Content: { } content } state }
            && asker.WithRoles(state) is var subject
            && (Access.CanDecide(state, subject) || Access.CanExportEverything(subject))
            && await precedents.FindAsync(id, content, cancellationToken) is var earlier
            ? PrecedentScreen.Render(id, earlier.Found, shown, current, earlier.IsCut ? Precedents.LookedAt : null)
            : ListView.Sentence(Words.RefusedNotFound);
    }
}
