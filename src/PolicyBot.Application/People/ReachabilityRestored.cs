using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Somebody can be written to who could not before: what concerns them is looked at again, so that messages given up meanwhile go out where
/// they are still wanted.
/// </summary>
public sealed class ReachabilityRestored(IIndex index, IWork work, TimeProvider time)
{
    private const int LookedAt = 50;

    /// <summary>Has it looked at, soon.</summary>
    /// <param name="person">Who is back, or was met for the first time.</param>
    public async Task LookAsync(PersonId person, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(
            index.FindAsync(IndexHeading.Of(person), LookedAt, cancellationToken), index.FindAsync(
                IndexHeading.WaitingFor(person), LookedAt, cancellationToken));
        var now = time.GetUtcNow();
        await Task.WhenAll(
            found.SelectMany(ids => ids).Distinct().Select(id => work.AddAsync(new WakeUp(now, id.Value, WakeUp.Wake), cancellationToken)));
    }
}
