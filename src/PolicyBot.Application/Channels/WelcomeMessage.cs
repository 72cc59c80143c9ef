using PolicyBot.Application.People;
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
    public Task<bool> SendOnceAsync(PersonId person, Func<Task<SendOutcome>> sendAsync, CancellationToken cancellationToken) => people.OnceAsync(
        person, Claim, async () => await sendAsync() is not SendOutcome.Later, sent => sent, otherwise: true, cancellationToken);
}
