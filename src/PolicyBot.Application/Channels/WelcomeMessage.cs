using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Channels;

/// <summary>The first words to a person: said once, in whichever channel comes first.</summary>
public sealed class WelcomeMessage(InteractionRouter router, IPeople people)
{
    private const string Claim = "welcome";

    /// <summary>Says them, unless they were said before.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="account">The person's account in it.</param>
    /// <param name="person">The person.</param>
    /// <param name="id">The same for every try, for channels that can find a message again; empty for none.</param>
    /// <returns>False when the channel can't take them now: they are to be said again.</returns>
    public Task<bool> SendOnceAsync(
        IChannel channel, KnownAccount account, PersonId person, string id, CancellationToken cancellationToken) => people.OnceAsync(
        person,
        Claim,
        async () =>
        {
            var words = await router.WelcomeAsync(new Sender(account, Private: true, null), cancellationToken);
            return await channel.SendPatientlyAsync(
                account, channel.Draw(words.View), id, again: false, cancellationToken) is not SendOutcome.Later;
        },
        said => said,
        otherwise: true,
        cancellationToken);
}
