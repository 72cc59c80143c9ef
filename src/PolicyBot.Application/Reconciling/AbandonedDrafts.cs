using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>Forgets abandoned drafts. Each draft has a work row from the day it is begun, so that no table is searched for them.</summary>
public sealed class AbandonedDrafts(IDrafts drafts, IWork work, TimeProvider time)
{
    private const string Subject = "draft";

    /// <summary>
    /// Writes the work row of a draft that is about to be begun: a row without a draft does no harm, a draft without a row stays for ever.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public Task ExpectAsync(Draft draft, CancellationToken cancellationToken) => work.AddAsync(WakeUpFor(draft), cancellationToken);

    /// <summary>Forgets the draft that a work row is about, or looks again when it will be old.</summary>
    /// <returns>False: the subject is no draft's.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<bool> TryForgetAsync(string subject, CancellationToken cancellationToken)
    {
        if (subject.Split('|', 3) is not [Subject, var number, var address]
            || !ExceptionId.TryParse(number, out var id)
            || !PersonId.TryParse(address, out var person))
        {
            return false;
        }

        if (await drafts.ReadAsync(person, id, cancellationToken) is not { } draft)
        {
            return true; // sent or discarded
        }

        var isKept = draft.KeptUntil > time.GetUtcNow();
        await (isKept ? ExpectAsync(draft, cancellationToken) : drafts.RemoveAsync(person, id, cancellationToken));
        return true;
    }

    private static WakeUp WakeUpFor(Draft draft) => new(draft.KeptUntil, $"{Subject}|{draft.Id}|{draft.Person}", WakeUp.Wake);
}
