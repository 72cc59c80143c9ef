using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Register;

/// <summary>
/// The other exceptions that one names: what it renews, what renews it or was to, what it asks again for. Each reader is shown the numbers
/// of those that they may see, and nobody the number of one that has left the register, but who sees everything.
/// </summary>
public sealed class VisibleLinks
{
    private readonly Dictionary<ExceptionId, ExceptionState?> _named;

    private VisibleLinks(Dictionary<ExceptionId, ExceptionState?> named) => _named = named;

    /// <summary>Reads what an exception names now. An exception that names none costs nothing.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static Task<VisibleLinks> OfAsync(IEventStore store, ExceptionState state, CancellationToken cancellationToken) =>
        ReadAsync(store, In(state), cancellationToken);

    /// <summary>Reads what an exception or its events name, be it that a later event took the link away.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public static Task<VisibleLinks> OfAsync(IEventStore store, ExceptionRecord record, CancellationToken cancellationToken) =>
        ReadAsync(
            store, In(record.Head.State).Concat(record.Events.SelectMany(stored => RecordedEvent.LinksIn(stored.Json))), cancellationToken);

    /// <summary>An exception as a reader is shown it: <see cref="ExceptionState.HiddenLinks"/> has what they may not see.</summary>
    /// <param name="state">The exception.</param>
    /// <param name="subjectOf">Says of an exception who reads it, with their roles over it.</param>
    public ExceptionState For(ExceptionState state, Func<ExceptionState, Subject> subjectOf) =>
        _named.Count == 0 || Access.CanExportEverything(subjectOf(state)) ? state : state with
        {
            HiddenLinks =
            [
                .. _named.Where(one => one.Value is not { } other || !Access.CanSee(other, subjectOf(other))).Select(one => one.Key),
            ],
        };

    private static IEnumerable<ExceptionId> In(ExceptionState state) =>
        new[] { state.Renews, state.RenewedBy, state.AsksAgain }.OfType<ExceptionId>();

    private static async Task<VisibleLinks> ReadAsync(
        IEventStore store, IEnumerable<ExceptionId> ids, CancellationToken cancellationToken) =>
        new((await Task.WhenAll(ids.Distinct().Select(async id => (id, (await store.ReadHeadAsync(id, cancellationToken))?.State))))
            .ToDictionary(one => one.id, one => one.State));
}

/// <summary>Reads of the store that say what a reader may not see.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public static class VisibleReads
{
    /// <summary>An exception as a reader is shown it.</summary>
    /// <param name="store">Where the exceptions are read that it names: one that names none, or a reader of everything, costs nothing.
    /// </param>
    /// <param name="state">The exception.</param>
    /// <param name="subjectOf">As in <see cref="VisibleLinks.For"/>.</param>
    public static async Task<ExceptionState> ShowToAsync(
        this IEventStore store, ExceptionState state, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken) =>
        Access.CanExportEverything(subjectOf(state)) ? state
            : (await VisibleLinks.OfAsync(store, state, cancellationToken)).For(state, subjectOf);

    /// <summary>A record as a reader is shown it; what its events name is hidden like what it names itself.</summary>
    /// <inheritdoc cref="ShowToAsync(IEventStore, ExceptionState, Func{ExceptionState, Subject}, CancellationToken)"/>
    /// <param name="record">The exception with its events.</param>
    public static async Task<ExceptionRecord> ShowToAsync(
        this IEventStore store, ExceptionRecord record, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken) =>
        Access.CanExportEverything(subjectOf(record.Head.State)) ? record : record with
        {
            Head = record.Head with
            {
                State = (await VisibleLinks.OfAsync(store, record, cancellationToken)).For(record.Head.State, subjectOf),
            },
        };

    /// <summary>
    /// Whether a reader may have the events as they are stored: they may see what was in them at any time, and each exception that is
    /// named there.
    /// </summary>
    /// <param name="store">Where the others are read.</param>
    /// <param name="record">The exception with its events.</param>
    /// <param name="subjectOf">As in <see cref="VisibleLinks.For"/>.</param>
    public static async Task<bool> MayReadEventsAsync(
        this IEventStore store, ExceptionRecord record, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken) =>
        MayReadEvents(record, subjectOf) && MayReadEvents(await store.ShowToAsync(record, subjectOf, cancellationToken), subjectOf);

    /// <summary>The same of a record that was read for the reader.</summary>
    /// <param name="shown">The record, as <c>ShowToAsync</c> gave it.</param>
    /// <param name="subjectOf">As in <see cref="VisibleLinks.For"/>.</param>
    public static bool MayReadEvents(ExceptionRecord shown, Func<ExceptionState, Subject> subjectOf) =>
        shown.Head.State.HiddenLinks.Count == 0
        && Access.CanReadEvents(shown.Head.State, shown.WasConfidential, subjectOf(shown.Head.State));
}
