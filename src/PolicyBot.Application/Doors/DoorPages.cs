using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>What a caller may read: the same as chat and page show, as data.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public sealed class DoorPages(IEventStore store, ExceptionLists lists, ICatalog catalog, TimeProvider time)
{
    /// <summary>A page of a list: no more than <see cref="ExceptionLists.MostRead"/> rows are looked through for it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="query">What for.</param>
    /// <param name="after">The place after which an earlier page goes on; empty for the beginning.</param>
    public async Task<DoorList> ListAsync(DoorCaller caller, ListQuery query, string after, CancellationToken cancellationToken)
    {
        var asker = caller.ToAsker(catalog.Current, time.GetUtcNow());
        var found = await lists.FindAsync(asker, query, after, cancellationToken);
        return new DoorList(asker.Now, asker.Catalog, found.States, found.LookedThrough, found.Of, found.Next);
    }

    /// <summary>One exception.</summary>
    /// <returns>Null: there is none, or the caller may not see it; which of these it is they are not told.</returns>
    public async Task<ExceptionState?> FindAsync(DoorCaller caller, string typedId, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(typedId, out var id)
        && await store.ReadHeadAsync(id, cancellationToken) is { State: var state }
        && MaySee(caller, state) ? await store.ShowToAsync(state, SubjectOf(caller), cancellationToken) : null;

    /// <summary>One exception with its events.</summary>
    /// <returns>Null: there is none, or the caller may not see it, or not one that its events name.</returns>
    public async Task<ExceptionRecord?> FindRecordAsync(DoorCaller caller, string typedId, CancellationToken cancellationToken) =>
        ExceptionId.TryParse(typedId, out var id)
        && await store.ReadAsync(id, cancellationToken) is { Head.State.Version: > 0 } record
        && await store.MayReadEventsAsync(record, SubjectOf(caller), cancellationToken) ? record : null;

    /// <summary>Why the people who decide on an exception do, in words.</summary>
    public IReadOnlyList<TextPart> Explain(ExceptionState state) => WhyScreen.Render(state, catalog.Current).Parts;

    /// <summary>Says of an exception who asks about it, with their roles over it.</summary>
    public Func<ExceptionState, Subject> SubjectOf(DoorCaller caller)
    {
        var asker = caller.ToAsker(catalog.Current, time.GetUtcNow());
        return asker.WithRoles;
    }

    /// <summary>Says of an exception whether a list would show it to who asks, provided that they may see it: for an export.</summary>
    public Func<ExceptionState, bool> Filter(DoorCaller caller, ListQuery query)
    {
        var asker = caller.ToAsker(catalog.Current, time.GetUtcNow());
        return state => ExceptionLists.IsFound(state, query, asker);
    }

    private bool MaySee(DoorCaller caller, ExceptionState state) =>
        ExceptionScreen.MaySee(state, caller.ToAsker(catalog.Current, time.GetUtcNow()));
}

/// <summary>A page of a list.</summary>
/// <param name="Now">When it was made (UTC).</param>
/// <param name="Catalog">The catalog that served then.</param>
/// <param name="States">What was found, with what lists keep of it.</param>
/// <param name="LookedThrough">How many that the caller may see were looked through.</param>
/// <param name="Of">How many of them there are, from the beginning; 0: it is not known.</param>
/// <param name="Next">The place after which there may be more; empty: there is none.</param>
public sealed record DoorList(
    DateTimeOffset Now, PolicyCatalog Catalog, IReadOnlyList<ExceptionState> States, int LookedThrough, int Of, string Next);
