using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Schedules a reconcile of the exceptions that wait for a person's decision: who may decide has changed, or the person has left.
/// </summary>
public sealed class WaitingReviews(IIndex index, IWork work, TimeProvider time)
{
    private const int Most = 5_000;

    /// <summary>Schedules a reconcile, soon. What the index does not list yet is reconciled within a day.</summary>
    /// <returns>What is to be reconciled.</returns>
    public async Task<IReadOnlyList<ExceptionId>> WakeAsync(PersonId person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await index.FindAsync(IndexHeading.WaitingFor(person), Most, cancellationToken);
        await Task.WhenAll(found.Select(id => work.AddAsync(new WakeUp(now, id.Value, WakeUp.Wake), cancellationToken)));
        return found;
    }
}
