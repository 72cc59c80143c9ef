using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Ports;

/// <summary>What one exception says of another: its number is left out for who may not see that one.</summary>
public static class VisibleLinks
{
    /// <summary>An exception without the numbers of those that who asks may not see.</summary>
    /// <param name="store">Where the others are read.</param>
    /// <param name="state">The exception.</param>
    /// <param name="subjectOf">Says of an exception who asks about it, with their roles over it.</param>
    /// <returns>The same state where nothing is left out.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static async Task<ExceptionState> WithVisibleLinksAsync(
        this IEventStore store, ExceptionState state, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken)
    {
        if (Access.CanExportEverything(subjectOf(state)))
        {
            return state;
        }

        var (renews, renewedBy, again) =
            (await FindAsync(state.Renews), await FindAsync(state.RenewedBy), await FindAsync(state.AsksAgain));
        return (renews, renewedBy, again) == (state.Renews, state.RenewedBy, state.AsksAgain)
            ? state : state with { Renews = renews, RenewedBy = renewedBy, AsksAgain = again };

        async Task<ExceptionId?> FindAsync(ExceptionId? linked) => linked is { } id
            && (await store.ReadHeadAsync(id, cancellationToken))?.State is { } other && Access.CanSee(other, subjectOf(other)) ? id : null;
    }

    /// <summary>Whether events name an exception that who asks may not see, be it that a later event took the link away.</summary>
    /// <param name="store">Where the others are read.</param>
    /// <param name="record">The exception with its events.</param>
    /// <param name="subjectOf">As in <see cref="WithVisibleLinksAsync"/>.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static async Task<bool> NamesHiddenAsync(
        this IEventStore store, ExceptionRecord record, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken)
    {
        var state = record.Head.State;
        var known = new HashSet<ExceptionId>();
        var links = new[] { state.Renews, state.RenewedBy, state.AsksAgain }.OfType<ExceptionId>()
            .Concat(record.Events.SelectMany(stored => RecordedEvent.LinksIn(stored.Json)));
        foreach (var linked in links.Where(known.Add))
        {
            var named = state with { Renews = null, RenewedBy = linked, AsksAgain = null };
            if (!ReferenceEquals(await store.WithVisibleLinksAsync(named, subjectOf, cancellationToken), named))
            {
                return true;
            }
        }

        return false;
    }
}
