using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Exports;

/// <summary>
/// The lines of an export, one an exception, as the store gives them: nothing is gathered. They are made while those before are written.
/// </summary>
/// <param name="store">The record.</param>
/// <param name="catalogs">The catalogs that served.</param>
/// <param name="time">Says what is in force.</param>
public sealed class ExceptionExport(IEventStore store, ServedCatalogs catalogs, TimeProvider time)
{
    /// <summary>What one may take away, in the order of the numbers; <see cref="Access.CanExport"/> says what that is.</summary>
    /// <param name="subjectOf">Who asks, with the roles that they have over an exception.</param>
    /// <param name="isWanted">Which of it.</param>
    /// <param name="readsEvents">Whether the events are read too.</param>
    /// <param name="unreadable">Hears what cannot be read, and why.</param>
    public IAsyncEnumerable<ExportRow> RowsForAsync(
        Func<ExceptionState, Subject> subjectOf,
        Func<ExceptionState, bool> isWanted,
        bool readsEvents,
        Action<string, string> unreadable,
        CancellationToken cancellationToken) =>
        RowsAsync(
            store.WalkAsync(readsEvents, cancellationToken),
            state => Access.CanExport(state, subjectOf(state)) && isWanted(state),
            subjectOf,
            unreadable,
            cancellationToken);

    /// <summary>Everything, or some: for who has the store itself.</summary>
    /// <param name="wanted">Which exceptions; none: all of them.</param>
    /// <param name="readsEvents">Whether the events are read too.</param>
    /// <param name="unreadable">Hears what cannot be read, and why.</param>
    public IAsyncEnumerable<ExportRow> AllRowsAsync(
        IReadOnlyList<ExceptionId> wanted, bool readsEvents, Action<string, string> unreadable, CancellationToken cancellationToken) =>
        RowsAsync(
            wanted.Count == 0 ? store.WalkAsync(readsEvents, cancellationToken) : ReadAsync(wanted, readsEvents, cancellationToken),
            _ => true, subjectOf: null, unreadable, cancellationToken);

    private IAsyncEnumerable<ExportRow> RowsAsync(
        IAsyncEnumerable<WalkedRecord> records,
        Func<ExceptionState, bool> mayExport,
        Func<ExceptionState, Subject>? subjectOf,
        Action<string, string> unreadable,
        CancellationToken cancellationToken) =>
        ReadAhead.ReadAsync(MakeAsync(records, mayExport, subjectOf, unreadable, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<ExportRow> MakeAsync(
        IAsyncEnumerable<WalkedRecord> records,
        Func<ExceptionState, bool> mayExport,
        Func<ExceptionState, Subject>? subjectOf,
        Action<string, string> unreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var walked in records.WithCancellation(cancellationToken))
        {
            if (walked.Record is not { } record)
            {
                unreadable(walked.Where, walked.WhyUnreadable);
            }
            else if (mayExport(record.Head.State))
            {
                var served = await catalogs.FindAsync(record.Head.State.CatalogHash, cancellationToken);
                var shown = subjectOf is null ? record : await ShowAsync(record, subjectOf, cancellationToken);
                yield return ExportRow.From(shown, served, time.GetUtcNow());
            }
        }
    }

    private async Task<ExceptionRecord> ShowAsync(
        ExceptionRecord record, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken)
    {
        var shown = await store.ShowToAsync(record, subjectOf, cancellationToken);
        return VisibleReads.MayReadEvents(shown, subjectOf) ? shown : shown with { Events = [] };
    }

    private async IAsyncEnumerable<WalkedRecord> ReadAsync(
        IReadOnlyList<ExceptionId> wanted, bool readsEvents, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in wanted.Distinct().OrderBy(id => id.Value, StringComparer.Ordinal))
        {
            yield return await WalkedRecord.ReadAsync(store, id, readsEvents, cancellationToken);
        }
    }
}
