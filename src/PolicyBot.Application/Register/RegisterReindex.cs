using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Application.Register;

/// <summary>
/// Writes anew what lists and figures are drawn from, of every stream, and corrects the counts. Hosts may go on meanwhile: an older version
/// overwrites no newer one.
/// </summary>
/// <param name="store">The streams, with people as they are stored.</param>
/// <param name="listings">The rows of lists.</param>
/// <param name="counts">The counts.</param>
/// <param name="catalog">The catalog that serves: it knows areas and names.</param>
public sealed class RegisterReindex(IEventStore store, IListings listings, ICounts counts, ICatalog catalog)
{
    private const int AtOnce = 8;

    /// <summary>Goes through all of them.</summary>
    /// <param name="stepAsync">Called after each, never twice at once.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer; what was written is right, it can be done again.</exception>
    public async Task<Reindexed> RunAsync(Func<ValueTask> stepAsync, CancellationToken cancellationToken)
    {
        var faults = new ConcurrentQueue<string>();
        var written = 0;
        await Parallel.ForEachAsync(
            WalkAsync(stepAsync, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (walked, token) =>
            {
                if (Fold(walked, out var state) is { } fault)
                {
                    faults.Enqueue($"{walked.Where}: {fault}; its rows stay as they are.");
                    return;
                }

                await listings.PutAsync(state.ToListing(catalog.Current), token);
                await counts.PutAsync(state.ToCounted(catalog.Current), token);
                Interlocked.Increment(ref written);
            });
        return new Reindexed(written, await counts.MendAsync(cancellationToken), [.. faults.Order(StringComparer.Ordinal)]);
    }

    // As reconciling does: a record that does not verify shows what it showed before.
    private static string? Fold(WalkedRecord walked, out ExceptionState state)
    {
        state = ExceptionState.New(walked.Id);
        if (walked.Record is not { } record)
        {
            return walked.WhyUnreadable;
        }

        if (ChainVerifier.Verify(walked.Id, record.Events, null) is ChainVerdict.Broken broken)
        {
            return $"its event {broken.Sequence} is broken, policybot audit verify says how";
        }

        foreach (var stored in record.Events)
        {
            state = state.Apply(RecordedEvent.Read(stored.Json), stored.Hash);
        }

        return null;
    }

    private async IAsyncEnumerable<WalkedRecord> WalkAsync(
        Func<ValueTask> stepAsync, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var walked in store.WalkAsync(readsEvents: true, cancellationToken))
        {
            yield return walked;
            await stepAsync();
        }
    }
}

/// <summary>What was done.</summary>
/// <param name="Written">How many exceptions stand in lists and counts as their streams say.</param>
/// <param name="Corrected">How many numbers were wrong beyond that.</param>
/// <param name="Faults">Which exceptions could not be read, and why.</param>
public sealed record Reindexed(int Written, int Corrected, IReadOnlyList<string> Faults);
