using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Register;

/// <summary>Reads the heads of what stands under a heading of the index. The index only hints: what is read decides.</summary>
public sealed class IndexedExceptions(IEventStore store, IIndex index)
{
    /// <summary>How many are looked at where all are wanted: more than a person has to do with.</summary>
    public const int All = 1_000;

    private const int ReadAtOnce = 50;

    /// <summary>The exceptions under a heading, in the index's order, without those that were never stored.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="most">How many at the most.</param>
    /// <param name="except">One that is left out; none.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<IReadOnlyList<ExceptionState>> FindAsync(
        string heading, int most, CancellationToken cancellationToken, ExceptionId except = default)
    {
        var states = new List<ExceptionState>();
        foreach (var ids in (await index.FindAsync(heading, most, cancellationToken)).Chunk(ReadAtOnce))
        {
            var heads = await Task.WhenAll(ids.Where(id => id != except).Select(id => store.ReadHeadAsync(id, cancellationToken)));
            states.AddRange(heads.Select(head => head?.State).OfType<ExceptionState>());
        }

        states.Sort((one, other) => other.SubmittedAt.CompareTo(one.SubmittedAt)); // a human's several identities are asked one by one
        return states;
    }
}
