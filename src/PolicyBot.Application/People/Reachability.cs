using System.Collections.Concurrent;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>Through which accounts a person can be written to, best first; and looks for accounts of those who were never met.</summary>
public sealed class Reachability(
    IPeople people, AddressProofs proofs, ICatalog catalog, IEnumerable<IChannel> channels, LastInteractions interactions,
    TimeProvider time) : IDisposable
{
    /// <summary>How long a channel is not asked again for an account that it does not have, or that the catalog lists.</summary>
    public static readonly TimeSpan AnswerHolds = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait for an answer while a requester waits. A slow directory makes no person unreachable.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);

    private const int MostRemembered = 20_000;
    private const int AskedAtOnce = 8;

    private readonly List<IChannel> _channels = [.. channels];
    private readonly ConcurrentDictionary<(PersonId Person, string Channel, string Listed), (DateTimeOffset Until, FoundAccount Answer)>
        _remembered = new();
    private readonly SemaphoreSlim _asking = new(AskedAtOnce);

    /// <summary>The channel an account lives in; null when it is switched off.</summary>
    public IChannel? ChannelOf(string name) => _channels.Find(channel => channel.Name == name);

    /// <summary>The accounts of a person that can be written to as far as is known, best first.</summary>
    public async Task<IReadOnlyList<KnownAccount>> AccountsAsync(PersonId person, CancellationToken cancellationToken) =>
        (await ReachAsync(person, cancellationToken)).Accounts;

    /// <summary>
    /// The accounts of a person that can be written to: the preferred channel first, then the one used last. A person with none, or none in
    /// the preferred channel, is looked up. An account found in a directory is stored. One that only the catalog lists is not, since the
    /// catalog may be corrected.
    /// </summary>
    public Task<Reach> ReachAsync(PersonId person, CancellationToken cancellationToken) =>
        ReachAsync(person, everywhere: false, cancellationToken);

    /// <summary>The same, and every channel is asked that has no account of them.</summary>
    public Task<Reach> ReachEverywhereAsync(PersonId person, CancellationToken cancellationToken) =>
        ReachAsync(person, everywhere: true, cancellationToken);

    /// <summary>
    /// Which of several people can be written to, asked at once. A requester may wait: it takes at most <see cref="Patience"/>.
    /// </summary>
    public async Task<IReadOnlySet<PersonId>> AmongAsync(IEnumerable<PersonId> asked, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            asked.Distinct().Select(async person => (person, Reachable: await CanBeReachedAsync(person, cancellationToken))));
        return answers.Where(answer => answer.Reachable).Select(answer => answer.person).ToHashSet();
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();

    private async Task<bool> CanBeReachedAsync(PersonId person, CancellationToken cancellationToken)
    {
        try
        {
            return await ReachAsync(person, cancellationToken)
                .WaitAsync(Patience, time, cancellationToken) is { Accounts.Count: > 0 } or { IsUnsure: true };
        }
        catch (TimeoutException)
        {
            return true; // whether they can be is found out when they are written to
        }
    }

    private async Task<Reach> ReachAsync(PersonId person, bool everywhere, CancellationToken cancellationToken)
    {
        var entry = catalog.Current.Person(person);
        var known = (await people.OfAsync(person, cancellationToken))
            .Where(account => ChannelOf(account.Account.Channel) is not null && !IsSomebodyElses(account.Account, entry))
            .ToList();
        var alive = known.Where(account => account.DeadBecause.Length == 0).ToList();
        var whyNot = known.Except(alive).Select(dead => new NotReached(dead.Account.Channel, dead.DeadBecause)).ToList();

        // Asking costs a call: a person who is reachable already is looked up only in the channel they prefer.
        var searched = _channels.Where(
            channel => !IsKnownIn(channel, entry, known) && (everywhere || alive.Count == 0 || channel.Name == entry?.Prefers))
            .ToList();
        var found = await Task.WhenAll(searched.Select(channel => FindAsync(channel, person, entry, cancellationToken)));
        alive.AddRange(found.OfType<FoundAccount.Here>().Select(here => here.Account));
        whyNot.AddRange(searched.Zip(found, (channel, answer) => answer switch
        {
            FoundAccount.NotHere not => new NotReached(channel.Name, not.Code),
            FoundAccount.Unavailable not => new NotReached(
                channel.Name, not.Code, new SendOutcome.Later(not.After, not.Code, not.Because)),
            _ => null,
        }).OfType<NotReached>());
        return new Reach(
            [
                .. alive.OrderByDescending(account => account.Account.Channel == entry?.Prefers)
                    .ThenByDescending(interactions.LastSeen)
                    .ThenByDescending(interactions.IsLast),
            ],
            IsUnsure: alive.Count == 0 && found.Any(answer => answer is FoundAccount.Unavailable),
            whyNot);
    }

    // A dead account is one too: it would be found again, and be as dead.
    private static bool IsKnownIn(IChannel channel, PersonEntry? entry, List<KnownAccount> known) =>
        known.Exists(
            account => account.Account.Channel == channel.Name && (entry?.AccountIn(channel.Name) is null || entry.Lists(account.Account)));

    private async Task<FoundAccount> FindAsync(IChannel channel, PersonId person, PersonEntry? entry, CancellationToken cancellationToken)
    {
        var listed = entry?.AccountIn(channel.Name);
        var key = (person, channel.Name, listed ?? "");
        if (_remembered.TryGetValue(key, out var remembered) && remembered.Until > time.GetUtcNow())
        {
            return remembered.Answer;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            FoundAccount answer = new FoundAccount.NotHere("unknown");
            // a person whom the catalog lists by account is looked up by that account only
            foreach (var address in listed is null ? AddressesOf(catalog.Current, person, entry) : [person])
            {
                answer = await channel.FindAsync(address, listed, cancellationToken);
                if (answer is not FoundAccount.NotHere)
                {
                    break;
                }
            }

            answer = answer is FoundAccount.Here here
                ? await TakeAsync(channel, here.Account, person, entry, isListed: listed is not null, cancellationToken)
                : answer;
            if (answer is FoundAccount.NotHere || (answer is FoundAccount.Here && listed is not null))
            {
                Remember(key, answer);
            }

            return answer;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>The addresses of a person. An earlier holder is not looked for by an address that another human holds now.</summary>
    internal static IEnumerable<PersonId> AddressesOf(PolicyCatalog catalog, PersonId person, PersonEntry? entry)
    {
        var directory = catalog.Directory;
        return directory.IdentitiesOf(person).Concat(entry?.Addresses ?? [])
            .Where(identity => directory.Find(identity)?.Holder is null)
            .Select(identity => PersonId.Parse(identity.Address))
            .Distinct();
    }

    private async Task<FoundAccount> TakeAsync(
        IChannel channel, KnownAccount found, PersonId person, PersonEntry? entry, bool isListed, CancellationToken cancellationToken)
    {
        if (IsSomebodyElses(found.Account, entry))
        {
            return new FoundAccount.NotHere("listedForSomebodyElse");
        }

        var stored = await people.ReadAsync(found.Account, cancellationToken);
        var taken = (stored ?? found) with
        {
            Conversation = found.Conversation.Length > 0 ? found.Conversation : stored?.Conversation ?? "",
        };
        if (taken.DeadBecause.Length > 0)
        {
            return new FoundAccount.NotHere(taken.DeadBecause);
        }

        if (isListed)
        {
            return new FoundAccount.Here(taken with { Person = person });
        }

        if (taken.Person == default)
        {
            var answer = await channel.LookUpAsync(taken, cancellationToken);
            var whose = answer is { Verdict: DirectoryVerdict.Member, Addresses: [_, ..] shown }
                ? await proofs.FindAsync(taken with { Directory = answer }, shown, cancellationToken)
                : null;
            if (whose is null)
            {
                return answer.Verdict is DirectoryVerdict.Guest or DirectoryVerdict.Deactivated or DirectoryVerdict.Unknown
                    ? new FoundAccount.NotHere(JsonNamingPolicy.CamelCase.ConvertName(answer.Verdict.ToString()))
                    : new FoundAccount.Unavailable("directoryUnavailable");
            }

            taken = taken with { Person = whose.Value, Directory = answer, DirectoryAskedAt = time.GetUtcNow() };
        }

        if (!catalog.Current.Directory.AreSame(taken.Person, person))
        {
            return new FoundAccount.NotHere("anotherPersons");
        }

        if (taken != stored)
        {
            await people.ChangeAsync(taken.Account, stands => taken.Over(stored, stands), cancellationToken);
        }

        return new FoundAccount.Here(taken);
    }

    private bool IsSomebodyElses(ChannelAccount account, PersonEntry? entry) =>
        catalog.Current.People.Any(other => other != entry && other.Lists(account));

    private void Remember((PersonId Person, string Channel, string Listed) key, FoundAccount answer)
    {
        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear(); // it costs a call each, nothing else
        }

        _remembered[key] = (time.GetUtcNow() + AnswerHolds, answer);
    }
}

/// <summary>Where a person can be written to.</summary>
/// <param name="Accounts">The accounts, best first; empty when none is known.</param>
/// <param name="IsUnsure">There is no account, but a channel that may have one does not answer just now. The person does not count as
/// unreachable.</param>
/// <param name="WhyNot">Where they can't be written to, of the channels that were asked.</param>
public sealed record Reach(IReadOnlyList<KnownAccount> Accounts, bool IsUnsure, IReadOnlyList<NotReached> WhyNot)
{
    /// <summary>The channels that may have an account, and do not answer just now; others may have one meanwhile.</summary>
    public IEnumerable<NotReached> Unanswered => WhyNot.Where(not => not.Pause is not null);
}

/// <summary>A channel in which a person can't be written to.</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="Code">Why: the channel's own code or one of PolicyBot.</param>
/// <param name="Pause">Where it does not answer just now, when to ask again; null where it has answered.</param>
public sealed record NotReached(string Channel, string Code, SendOutcome.Later? Pause = null);
