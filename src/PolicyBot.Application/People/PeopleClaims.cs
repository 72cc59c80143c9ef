using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>What is done once for a person, however many hosts try: claim, act, then confirm or give back.</summary>
public static class PeopleClaims
{
    /// <summary>Does something once. An exception leaves the claim to run out after <see cref="IPeople.ClaimHolds"/>.</summary>
    /// <param name="people">Where claims are kept.</param>
    /// <param name="person">For whom it is done.</param>
    /// <param name="claim">What is done; the same for every try.</param>
    /// <param name="actAsync">Does it.</param>
    /// <param name="happened">Whether it is done by this outcome; if not, it may be tried again.</param>
    /// <param name="otherwise">The outcome when it is done already, or another host is doing it.</param>
    /// <returns>The outcome of <paramref name="actAsync"/>, or <paramref name="otherwise"/>.</returns>
    public static async Task<T> OnceAsync<T>(
        this IPeople people,
        PersonId person,
        string claim,
        Func<Task<T>> actAsync,
        Func<T, bool> happened,
        T otherwise,
        CancellationToken cancellationToken)
    {
        if (!await people.TryClaimAsync(person, claim, cancellationToken))
        {
            return otherwise;
        }

        var outcome = await actAsync();
        await (happened(outcome)
            ? people.ConfirmAsync(person, claim, cancellationToken)
            : (Task)people.ReleaseAsync(person, claim, cancellationToken));
        return outcome;
    }
}
