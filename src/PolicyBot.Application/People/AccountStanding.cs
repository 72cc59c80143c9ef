using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Asks the channels' directories whether accounts are in good standing at this moment, and what they show.</summary>
/// <param name="people">The accounts, by what is proven.</param>
/// <param name="channels">The channels; one that is switched off confirms nothing.</param>
public sealed class AccountStanding(IPeople people, IEnumerable<IChannel> channels)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>
    /// Whether another channel confirms that an account in good standing shows an address, and no other account of the same channel does.
    /// </summary>
    /// <param name="account">The account that comes up under the address.</param>
    /// <param name="others">The accounts to ask about (<see cref="ChannelAccount.Key"/>).</param>
    /// <param name="addresses">The address; several where the catalog says that they are one human's.</param>
    /// <returns>Null: a directory does not answer.</returns>
    public async Task<bool?> ConfirmAsync(
        ChannelAccount account, List<string> others, List<PersonId> addresses, CancellationToken cancellationToken)
    {
        var confirmed = false;
        foreach (var other in others.Select(ChannelAccount.Parse))
        {
            if (!_channels.TryGetValue(other.Channel, out var channel)
                || await people.ReadAsync(other, cancellationToken) is not { } stored)
            {
                continue;
            }

            var answer = await channel.LookUpAsync(stored, cancellationToken);
            if (answer.Verdict == DirectoryVerdict.Unavailable)
            {
                return null;
            }

            if (answer.Verdict == DirectoryVerdict.Member && answer.Addresses.Any(addresses.Contains))
            {
                if (other.Channel == account.Channel)
                {
                    return false;
                }

                confirmed = true;
            }
        }

        return confirmed;
    }

    /// <summary>Whether a person has another account in good standing in the channel of an account.</summary>
    /// <returns>Null: a directory does not answer.</returns>
    public async Task<bool?> IsInChannelAsync(PersonId person, ChannelAccount account, CancellationToken cancellationToken) =>
        Overlaps(await ChannelsOfAsync(person, account, cancellationToken), [account.Channel]);

    /// <summary>
    /// Whether two people, the second with the account, each have an account in good standing in one channel: then no address makes them
    /// one.
    /// </summary>
    /// <returns>Null: a directory does not answer.</returns>
    public async Task<bool?> ShareChannelAsync(
        PersonId one, PersonId other, ChannelAccount account, CancellationToken cancellationToken)
    {
        var second = await ChannelsOfAsync(other, account, cancellationToken);
        second[account.Channel] = true;
        var first = await ChannelsOfAsync(one, account, cancellationToken);
        var both = second.Where(channel => channel.Value).Select(channel => channel.Key).ToList();
        return Overlaps(first, both) is false && first.Keys.Any(second.ContainsKey) ? null : Overlaps(first, both);
    }

    private static bool? Overlaps(Dictionary<string, bool> channels, List<string> others) =>
        others.Exists(other => channels.GetValueOrDefault(other)) ? true
        : others.Exists(channels.ContainsKey) ? null
        : false;

    // The channels in which a person has another account: true where its directory confirms it, false where that does not answer. An
    // account that has taken the app away is one too.
    private async Task<Dictionary<string, bool>> ChannelsOfAsync(
        PersonId person, ChannelAccount except, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var other in await people.OfAsync(person, cancellationToken))
        {
            if (other.Account == except
                || !_channels.TryGetValue(other.Account.Channel, out var channel)
                || found.GetValueOrDefault(channel.Name))
            {
                continue;
            }

            switch ((await channel.LookUpAsync(other, cancellationToken)).Verdict)
            {
                case DirectoryVerdict.Member:
                    found[channel.Name] = true;
                    break;
                case DirectoryVerdict.Unavailable:
                    found.TryAdd(channel.Name, false);
                    break;
            }
        }

        return found;
    }
}
