using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Finds out which human an account belongs to by the addresses that its directory shows, and keeps what that proves. An account stays with
/// its human. A new one joins the human who holds its address only where an account of theirs in another channel is in good standing and
/// shows the address at that moment; anybody else who comes up under a known address is another human until an administrator says
/// otherwise.
/// </summary>
public sealed class AddressProofs(
    IPeople people, KnownAddresses known, IdentityLinks links, ICatalog catalog, IEnumerable<IChannel> channels, TimeProvider time)
{
    private readonly Dictionary<string, IChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    private PeopleDirectory Directory => catalog.Current.Directory;

    /// <summary>Finds the human behind an account that its directory has just confirmed.</summary>
    /// <param name="account">The account, with whom it belonged to so far.</param>
    /// <param name="addresses">The addresses that its directory shows.</param>
    /// <returns>The human; null while a directory that has to confirm it does not answer.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<PersonId?> FindAsync(
        KnownAccount account, IReadOnlyList<PersonId> addresses, CancellationToken cancellationToken)
    {
        var (joined, free, taken) = (new List<PersonId>(), new List<PersonId>(), new List<PersonId>());
        var home = account.Person == default ? default : Directory.Resolve(account.Person);
        foreach (var address in addresses)
        {
            switch (await JudgeAsync(account, address, home, cancellationToken))
            {
                case Holding.Free:
                    free.Add(address);
                    break;
                case Holding.Theirs theirs:
                    joined.Add(theirs.Person);
                    break;
                case Holding.AnothersOwn:
                    taken.Add(address);
                    break;
                default:
                    return null;
            }
        }

        home = home != default ? home
            : joined.Count > 0 ? joined[0]
            : free.Count > 0 ? Directory.FindHolder(free[0])
            : await NewHolderAsync(account, taken[0], cancellationToken);
        foreach (var other in joined.Distinct().Where(person => !Directory.AreSame(person, home)))
        {
            await links.JoinAsync(other, home, $"{account.Account.Key} shows {string.Join(", ", addresses)}", cancellationToken);
        }

        foreach (var address in addresses.Except(taken))
        {
            await ShowsAsync(account, address, home, cancellationToken);
        }

        await ShowsNoMoreAsync(account, addresses, home, cancellationToken);
        await links.KeepIdentitiesAsync(home, cancellationToken, except: account.Account);
        foreach (var address in taken)
        {
            await KeepApartAsync(account, address, home, cancellationToken);
        }

        return home;
    }

    private async Task<Holding> JudgeAsync(KnownAccount account, PersonId address, PersonId home, CancellationToken cancellationToken)
    {
        var row = await known.ReadAsync(address, cancellationToken);
        var holder = row is null ? Directory.FindHolder(address) : Directory.Resolve(row.Holder ?? row.Person);
        if (row?.Proofs.Any(proof => proof.Account == account.Account.Key && proof.Until is null) == true || holder == home)
        {
            return new Holding.Theirs(holder);
        }

        if (home != default && (row?.IsApartFrom(home) == true || Directory.Find(home)?.IsApartFrom(address) == true))
        {
            return new Holding.AnothersOwn();
        }

        // Where no account has shown it yet, it may be known from before accounts were asked, or the catalog lists it beside others.
        var isShown = row is { Proofs.Count: > 0 };
        var wanted = isShown || holder == address ? [address] : Directory.IdentitiesOf(holder).ToList();
        var others = isShown
            ? row!.Proofs.Where(proof => proof.Until is null).Select(proof => proof.Account).ToList()
            : (await people.OfAsync(holder, cancellationToken)).Select(other => other.Account.Key).ToList();
        others.Remove(account.Account.Key);
        if (others.Count == 0)
        {
            return isShown ? new Holding.AnothersOwn() : new Holding.Free();
        }

        var confirmed = new List<string>();
        foreach (var key in others)
        {
            switch (await StillShowsAsync(key, wanted, cancellationToken))
            {
                case null:
                    return new Holding.Unsure();
                case true:
                    confirmed.Add(key);
                    break;
            }
        }

        return confirmed.Count > 0 && !confirmed.Exists(key => ChannelAccount.Parse(key).Channel == account.Account.Channel)
            ? new Holding.Theirs(holder)
            : new Holding.AnothersOwn();
    }

    // Null: its directory does not answer.
    private async Task<bool?> StillShowsAsync(string key, List<PersonId> addresses, CancellationToken cancellationToken)
    {
        if (!_channels.TryGetValue(ChannelAccount.Parse(key).Channel, out var channel)
            || await people.ReadAsync(ChannelAccount.Parse(key), cancellationToken) is not { } other)
        {
            return false; // a channel that is switched off confirms nothing
        }

        var answer = await channel.LookUpAsync(other, cancellationToken);
        return answer.Verdict == DirectoryVerdict.Unavailable ? null
            : answer.Verdict == DirectoryVerdict.Member && answer.Addresses.Any(addresses.Contains);
    }

    private async Task<PersonId> NewHolderAsync(KnownAccount account, PersonId address, CancellationToken cancellationToken)
    {
        for (var number = 2; ; number++)
        {
            var id = address.Nth(number);
            var row = await known.UpdateAsync(
                id, stored => stored?.Proofs.Any(proof => proof.Account != account.Account.Key) == true ? null : Shown(stored, id, id, account),
                cancellationToken);
            if (row is not null)
            {
                return id;
            }
        }
    }

    private Task<KnownAddress?> ShowsAsync(KnownAccount account, PersonId address, PersonId home, CancellationToken cancellationToken) =>
        known.UpdateAsync(address, stored => Shown(stored, address, home, account), cancellationToken);

    private KnownAddress Shown(KnownAddress? stored, PersonId address, PersonId home, KnownAccount account)
    {
        var name = account.Directory?.Name is { Length: > 0 } shown ? shown : account.Name;
        var row = stored ?? new KnownAddress { Address = address, Person = Directory.AreSame(address, home) ? address : home };
        var isKnown = row.Proofs.Any(proof => proof.Account == account.Account.Key && proof.Until is null);
        return row with
        {
            Name = name.Length > 0 ? name : row.Name,
            // an address that no account has shown is nobody's yet
            Person = row is { Proofs.Count: 0, Holder: null } && row.Person == row.Address && !Directory.AreSame(address, home)
                ? home
                : row.Person,
            Proofs = isKnown ? row.Proofs : [.. row.Proofs, new AddressProof(account.Account.Key, time.GetUtcNow())],
        };
    }

    private async Task ShowsNoMoreAsync(
        KnownAccount account, IReadOnlyList<PersonId> addresses, PersonId home, CancellationToken cancellationToken)
    {
        bool Shows(AddressProof proof) => proof.Account == account.Account.Key && proof.Until is null;

        var left = Directory.RowsOf(home).Where(row => addresses.All(shown => shown.Value != row.Address.Address) && row.Proofs.Any(Shows));
        foreach (var row in left.ToList())
        {
            await known.UpdateAsync(
                row.Address,
                stored => stored is null ? null : stored with
                {
                    Proofs = [.. stored.Proofs.Select(proof => Shows(proof) ? proof with { Until = time.GetUtcNow() } : proof)],
                },
                cancellationToken);
        }
    }

    // Administrators are told of it, with the command that links the two.
    private Task<KnownAddress?> KeepApartAsync(KnownAccount account, PersonId address, PersonId home, CancellationToken cancellationToken)
    {
        var verdict = new IdentityVerdict(
            home, IsSame: false, WereOne: false, time.GetUtcNow(), By: "", $"{account.Account.Key} shows {address}");
        return known.UpdateAsync(
            address,
            stored => stored?.Verdicts.Any(judged => judged.With == home) == true ? null
                : (stored ?? new KnownAddress { Address = address, Person = address }) with
                {
                    Verdicts = [.. stored?.Verdicts ?? [], verdict],
                },
            cancellationToken);
    }

    private abstract record Holding
    {
        public sealed record Free : Holding;

        public sealed record Theirs(PersonId Person) : Holding;

        public sealed record AnothersOwn : Holding;

        public sealed record Unsure : Holding;
    }
}
