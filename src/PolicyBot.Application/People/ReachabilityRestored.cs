using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// A person can be written to again. Their exceptions are reconciled, so that messages given up meanwhile go out where they still apply.
/// </summary>
public sealed class ReachabilityRestored(IIndex index, IWork work, TimeProvider time)
{
    private const int LookedAt = 5_000;

    /// <summary>Schedules a reconcile, soon.</summary>
    /// <param name="person">The person who is reachable again, or is new.</param>
    public async Task LookAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            index.FindAsync(IndexHeading.ForPerson(person), LookedAt, cancellationToken), index.FindAsync(
                IndexHeading.WaitingFor(person), LookedAt, cancellationToken));
        var now = time.GetUtcNow();
        await Task.WhenAll(
            found.SelectMany(ids => ids).Distinct().Select(id => work.AddAsync(new WakeUp(now, id.Value, WakeUp.Wake), cancellationToken)));
    }
}
