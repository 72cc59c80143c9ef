using PolicyBot.Core.People;

namespace PolicyBot.Core.Settling;

/// <summary>Somebody can't be written to any more: what waits for them is looked at, so that others are asked in their place.</summary>
public sealed class Departures(IPeople people, Identification identification, WaitingReviews waiting)
{
    /// <summary>An account was removed or switched off, or the app was taken from it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="code">Why, in the channel's own code or a word of ours.</param>
    public async Task LeftAsync(ChannelAccount account, string code, CancellationToken cancellationToken)
    {
        var known = await people.ReadAsync(account, cancellationToken);
        await identification.RemoveAsync(account, code, cancellationToken);
        if (known is { Person: var person } && person != default)
        {
            await waiting.WakeAsync(person, cancellationToken);
        }
    }

    /// <summary>A channel would not take a message to an account.</summary>
    /// <param name="account">The account as it was read.</param>
    /// <param name="code">The channel's own code.</param>
    public Task LostAsync(KnownAccount account, string code, CancellationToken cancellationToken) => people.WriteAsync(account with { DeadBecause = code }, cancellationToken);
}
