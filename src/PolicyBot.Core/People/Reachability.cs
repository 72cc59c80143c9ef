using PolicyBot.Core.Catalog;
using PolicyBot.Core.Channels;

namespace PolicyBot.Core.People;

/// <summary>Through which accounts a person can be written to, best first.</summary>
public sealed class Reachability(IPeople people, ICatalog catalog, IEnumerable<IChannel> channels)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>The channel an account lives in; null when it is switched off.</summary>
    public IChannel? ChannelOf(string name) => _channels.GetValueOrDefault(name);

    /// <summary>The accounts of a person that can be written to as far as is known: the preferred channel first, then the one used last.</summary>
    public async Task<IReadOnlyList<KnownAccount>> AccountsAsync(PersonId person, CancellationToken cancellationToken)
    {
        var entry = catalog.Current.Person(person);
        var known = (await people.OfAsync(person, cancellationToken)).ToList();
        if (entry?.Teams is { Length: > 0 } objectId && known.All(account => account.Account.Id != objectId))
        {
            known.Add(new KnownAccount { Account = new ChannelAccount("teams", "", objectId), Person = person }); // never met; the channel can be asked to open a conversation
        }

        return
        [
            .. known.Where(account => account.DeadBecause.Length == 0 && _channels.ContainsKey(account.Account.Channel))
                .OrderByDescending(account => account.Account.Channel == entry?.Prefers)
                .ThenByDescending(account => account.LastSeen),
        ];
    }

    /// <summary>Which of several people can be written to, asked at once.</summary>
    public async Task<IReadOnlySet<PersonId>> AmongAsync(IEnumerable<PersonId> asked, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(asked.Distinct().Select(async person => (person, Reachable: (await AccountsAsync(person, cancellationToken)).Count > 0)));
        return answers.Where(answer => answer.Reachable).Select(answer => answer.person).ToHashSet();
    }
}
