using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Reconciling;

/// <summary>
/// A person can't be written to any more. The exceptions that wait for them are reconciled, so that others are asked in their place.
/// </summary>
public sealed class AccountRemoval(IPeople people, Identification identification, WaitingReviews waiting)
{
    /// <summary>An account was removed or switched off, or the app was taken from it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="code">Why: the channel's own code or one of PolicyBot.</param>
    public async Task LeftAsync(ChannelAccount account, string code, CancellationToken cancellationToken)
    {
        var known = await people.ReadAsync(account, cancellationToken);
        await identification.RemoveAsync(account, code, cancellationToken);
        if (known is { Person: var person } && person != default)
        {
            await waiting.WakeAsync(person, cancellationToken);
        }
    }

    /// <summary>
    /// Something about an account changed. Where it is no longer that person's (it was switched off, say), what waits for them is looked
    /// at.
    /// </summary>
    /// <param name="account">The account; an unknown one is ignored.</param>
    /// <returns>False while the directory does not answer: it is to be asked again.</returns>
    public async Task<bool> ChangedAsync(ChannelAccount account, CancellationToken cancellationToken)
    {
        if (await identification.AskAgainAsync(account, cancellationToken) is not (var before, var now))
        {
            return true;
        }

        if (now is Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable })
        {
            return false;
        }

        if (before != default && (now as Identified.Known)?.Actor.Person != before)
        {
            await waiting.WakeAsync(before, cancellationToken);
        }

        return true;
    }
}
