using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>Forgets abandoned drafts. Each draft has a work row from the day it is begun, so that no table is searched for them.</summary>
public sealed class AbandonedDrafts(IDrafts drafts, IWork work, TimeProvider time)
{
    /// <summary>How long a draft is kept after it was written last.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>The same for a draft that a door began in a person's name.</summary>
    public static readonly TimeSpan KeptFromDoor = TimeSpan.FromDays(14);

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

        var isKept = EndOf(draft) > time.GetUtcNow();
        await (isKept ? ExpectAsync(draft, cancellationToken) : drafts.RemoveAsync(person, id, cancellationToken));
        return true;
    }

    private static DateTimeOffset EndOf(Draft draft) => draft.UpdatedAt + (draft.Door is null ? KeptFor : KeptFromDoor);

    private static WakeUp WakeUpFor(Draft draft) => new(EndOf(draft), $"{Subject}|{draft.Id}|{draft.Person}", WakeUp.Wake);
}
