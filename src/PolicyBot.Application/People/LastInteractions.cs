using System.Collections.Concurrent;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// In which account each person was seen last: they are written to where they are. What is stored is exact to a step, so that a press does
/// not always write; this host knows it exactly, and stores it at once when a person changes to another account.
/// </summary>
public sealed class LastInteractions(IEnumerable<IChannel> channels, TimeProvider time)
{
    /// <summary>How exact <see cref="KnownAccount.LastSeen"/> is where there is one channel.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    /// <summary>The same where there are several: what other hosts have seen is known as exactly as this.</summary>
    private static readonly TimeSpan StepAmongChannels = TimeSpan.FromMinutes(1);

    private const int MostRemembered = 20_000;

    private readonly bool _areSeveral = channels.Count() > 1;
    private readonly ConcurrentDictionary<PersonId, (ChannelAccount Account, DateTimeOffset At)> _last = new();

    /// <summary>Something came in from an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stored">What is stored of it; null for nothing.</param>
    /// <returns>When (UTC) it was last seen, to be stored.</returns>
    public DateTimeOffset Note(ChannelAccount account, KnownAccount? stored)
    {
        var now = time.GetUtcNow();
        if (stored is null)
        {
            return now;
        }

        var changes = stored.Person != default && Changes(stored.Person, account, now);
        return changes || now - stored.LastSeen >= (_areSeveral ? StepAmongChannels : Step) ? now : stored.LastSeen;
    }

    /// <summary>When (UTC) an account was last seen, as far as is stored or this host knows.</summary>
    public DateTimeOffset LastSeen(KnownAccount account) =>
        IsLast(account) && _last.TryGetValue(account.Person, out var last) && last.At > account.LastSeen ? last.At : account.LastSeen;

    /// <summary>Whether this host saw its person last in an account.</summary>
    public bool IsLast(KnownAccount account) => _last.TryGetValue(account.Person, out var last) && last.Account == account.Account;

    private bool Changes(PersonId person, ChannelAccount account, DateTimeOffset now)
    {
        if (!_areSeveral)
        {
            return false;
        }

        if (_last.Count >= MostRemembered)
        {
            _last.Clear(); // it costs a write each, nothing else
        }

        var isKnown = _last.TryGetValue(person, out var before);
        _last[person] = (account, now);
        return !isKnown || before.Account != account;
    }
}
