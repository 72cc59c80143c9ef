using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Has whatever waits for somebody's decision looked at soon: who may decide has changed, or they have gone.</summary>
public sealed class WaitingReviews(IIndex index, IWork work, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>Has it looked at soon. What the index does not know yet is looked at within a day.</summary>
    public async Task WakeAsync(PersonId person, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await index.FindAsync(IndexHeading.WaitingFor(person), Most, cancellationToken);
        await Task.WhenAll(found.Select(id => work.AddAsync(new WakeUp(now, id.Value, WakeUp.Wake), cancellationToken)));
    }
}
