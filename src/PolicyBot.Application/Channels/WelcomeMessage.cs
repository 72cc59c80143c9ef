using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Channels;

/// <summary>The first words to a person: said once, in whichever channel comes first.</summary>
public sealed class WelcomeMessage(IPeople people)
{
    private const string Claim = "welcome";

    /// <summary>Says them, unless they were said before.</summary>
    /// <param name="person">The person.</param>
    /// <param name="sendAsync">Sends them.</param>
    /// <returns>False when the channel can't take them now: they are to be said again.</returns>
    public async Task<bool> SendOnceAsync(PersonId person, Func<Task<SendOutcome>> sendAsync, CancellationToken cancellationToken)
    {
        if (!await people.TryClaimAsync(person, Claim, cancellationToken))
        {
            return true;
        }

        if (await sendAsync() is SendOutcome.Later)
        {
            await people.ReleaseAsync(person, Claim, cancellationToken);
            return false;
        }

        await people.ConfirmAsync(person, Claim, cancellationToken);
        return true;
    }
}
