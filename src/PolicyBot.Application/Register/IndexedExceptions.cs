using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Register;

/// <summary>Reads the heads of what stands under a heading of the index. The index only hints: what is read decides.</summary>
public sealed class IndexedExceptions(IEventStore store, IIndex index)
{
    /// <summary>How many are found where all are wanted: one more than is counted, so that it can be said that there are more.</summary>
    public const int All = Phrases.MostCounted + 1;

    private const int MostLookedAt = 20_000;

    private const int ReadAtOnce = 50;

    /// <inheritdoc cref="VisibleReads.ShowToAsync(IEventStore, ExceptionState, Func{ExceptionState, Subject}, CancellationToken)"/>
    internal Task<ExceptionState> ShowToAsync(
        ExceptionState state, Func<ExceptionState, Subject> subjectOf, CancellationToken cancellationToken) =>
        store.ShowToAsync(state, subjectOf, cancellationToken);

    /// <summary>The exceptions under a heading, in the index's order, without those that were never stored.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="except">One that is left out; none.</param>
    /// <param name="keep">Which of them count; null for all.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<ExceptionState>> FindAsync(
        string heading, int most, CancellationToken cancellationToken, ExceptionId except = default,
        Func<ExceptionState, bool>? keep = null)
    {
        var states = new List<ExceptionState>();
        foreach (var ids in (await index.FindAsync(heading, keep is null ? most : MostLookedAt, cancellationToken)).Chunk(ReadAtOnce))
        {
            if (states.Count >= most)
            {
                break;
            }

            states.AddRange((await ReadAtOnceAsync(ids.Where(id => id != except), cancellationToken))
                .Where(state => keep is null || keep(state)));
        }

        states.RemoveRange(Math.Min(most, states.Count), Math.Max(0, states.Count - most));

        states.Sort((one, other) => other.SubmittedAt.CompareTo(one.SubmittedAt)); // a human's several identities are asked one by one
        return states;
    }

    /// <summary>Some exceptions, without those that were never stored.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<ExceptionState>> ReadAsync(IReadOnlyList<ExceptionId> ids, CancellationToken cancellationToken)
    {
        var states = new List<ExceptionState>();
        foreach (var some in ids.Chunk(ReadAtOnce))
        {
            states.AddRange(await ReadAtOnceAsync(some, cancellationToken));
        }

        return states;
    }

    private async Task<IEnumerable<ExceptionState>> ReadAtOnceAsync(IEnumerable<ExceptionId> ids, CancellationToken cancellationToken) =>
        (await Task.WhenAll(ids.Select(id => store.ReadHeadAsync(id, cancellationToken))))
            .Select(head => head?.State).OfType<ExceptionState>();
}
