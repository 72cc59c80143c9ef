using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.People;

/// <summary>
/// Finds out which human an account belongs to by the addresses that its directory shows, and keeps what that proves. An account stays with
/// its human. A new one joins the human who holds its address only where an account of theirs in another channel is in good standing and
/// shows the address at that moment; anybody else who comes up under a known address is another human until an administrator says
/// otherwise. What the catalog adds is never kept: it may be corrected.
/// </summary>
/// <param name="people">The accounts, by what is proven.</param>
public sealed class AddressProofs(
    IPeople people, KnownAddresses known, IdentityLinks links, AccountStanding standing, ICatalog catalog, TimeProvider time)
{
    private const int MostTries = 5;

    private PeopleDirectory Directory => known.Directory;

    /// <summary>Finds the human behind an account that its directory has just confirmed.</summary>
    /// <param name="account">The account, with whom it belonged to so far.</param>
    /// <param name="addresses">The addresses that its directory shows; at least one.</param>
    /// <returns>The human; null while a directory that has to confirm it does not answer.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<PersonId?> FindAsync(
        KnownAccount account, IReadOnlyList<PersonId> addresses, CancellationToken cancellationToken)
    {
        if (account.Person == default)
        {
            // Before it is known whose it is: another account that shows the same address just now has to find it, and ask about it.
            await people.ChangeAsync(account.Account, known => known is null ? account : null, cancellationToken);
        }

        for (var tries = 0; tries < MostTries; tries++)
        {
            var home = account.Person == default ? default : Directory.Resolve(account.Person);
            var judged = new List<Judgement>();
            foreach (var address in addresses)
            {
                var judgement = await JudgeAsync(account, address, home, cancellationToken);
                if (judgement.Holding == Holding.Unsure)
                {
                    return null;
                }

                judged.Add(judgement);
            }

            if (await WithoutWrongJoinsAsync(account, judged, home, cancellationToken) is not { } sound)
            {
                return null;
            }

            if (await KeepAsync(account, sound, home, cancellationToken) is { } person)
            {
                return person;
            }
        }

        return null; // other accounts show the same address at the same moment, again and again
    }

    // Two humans are made one by what is stored now, not by what this host knew a minute ago: a verdict may be new. Null: a directory that
    // has to confirm it does not answer.
    private async Task<List<Judgement>?> WithoutWrongJoinsAsync(
        KnownAccount account, List<Judgement> judged, PersonId home, CancellationToken cancellationToken)
    {
        home = home != default ? home : judged.Find(one => one.Holding == Holding.Theirs)?.Person ?? default;
        var sound = new List<Judgement>();
        var isFresh = false;
        foreach (var one in judged)
        {
            if (one.Holding != Holding.Theirs || Directory.Resolve(one.Person) == Directory.Resolve(home))
            {
                sound.Add(one);
                continue;
            }

            if (!isFresh)
            {
                await known.RefreshAsync(cancellationToken);
                isFresh = true;
            }

            var (person, theirs) = (Directory.Resolve(one.Person), Directory.Resolve(home));
            switch (Directory.AreApart(person, theirs)
                ? true
                : await standing.ShareChannelAsync(person, theirs, account.Account, cancellationToken))
            {
                case null:
                    return null;
                case true:
                    sound.Add(one with { Holding = Holding.AnothersOwn });
                    break;
                default:
                    sound.Add(one);
                    break;
            }
        }

        return sound;
    }

    // Null: another account came to show one of the addresses meanwhile.
    private async Task<PersonId?> KeepAsync(
        KnownAccount account, List<Judgement> judged, PersonId home, CancellationToken cancellationToken)
    {
        var held = judged.Where(one => one.Holding == Holding.Theirs).ToList();
        if (home == default)
        {
            home = held.Count > 0 ? held[0].Person
                : judged.Find(one => one.Holding == Holding.Free) is { } free ? Directory.FindHolder(free.Address)
                : await NewHolderAsync(account, judged[0].Address, cancellationToken);
        }

        foreach (var one in judged)
        {
            var isJoined = one.Holding == Holding.Theirs && Directory.Resolve(one.Person) != Directory.Resolve(home);
            if (one.Holding == Holding.AnothersOwn)
            {
                await links.KeepApartAsync(one.Address, home, $"{account.Account.Key} shows {one.Address}", cancellationToken);
                continue;
            }

            if (isJoined)
            {
                await links.JoinAsync(Directory.Resolve(one.Person), home, $"{account.Account.Key} shows {one.Address}", cancellationToken);
            }

            if (!await ShowsAsync(account, one, home, cancellationToken))
            {
                return null;
            }
        }

        await ShowsNoMoreAsync(account, judged.ConvertAll(one => one.Address), home, cancellationToken);
        await links.KeepIdentitiesAsync(Directory.Resolve(home), cancellationToken, except: account.Account);
        return Directory.Resolve(home);
    }

    private async Task<Judgement> JudgeAsync(KnownAccount account, PersonId address, PersonId home, CancellationToken cancellationToken)
    {
        var row = await known.ReadAsync(address, cancellationToken);
        var holder = Directory.Resolve(row is null ? Directory.FindHolder(address) : row.Holder ?? row.Person);
        Judgement Is(Holding holding, PersonId person = default) => new(address, holding, person, row);

        if (holder == home)
        {
            return Is(Holding.Theirs, holder);
        }

        if (home != default && Directory.AreApart(home, holder))
        {
            return Is(Holding.AnothersOwn);
        }

        if (row?.Proofs.Any(proof => proof.Account == account.Account.Key && proof.Until is null) == true)
        {
            return Is(Holding.Theirs, holder);
        }

        if (row is { Proofs.Count: 0 } && row.Verdicts.Any(verdict => verdict is { IsSame: true, By: not "" } && IsNewest(verdict, row)))
        {
            return Is(Holding.Theirs, holder); // an administrator has said whose it is, and no account has shown it since
        }

        // Where no account has shown it yet, it may be known from before accounts were asked, or the catalog lists it beside others.
        var isShown = row is { Proofs.Count: > 0 };
        var listed = catalog.Current.Directory.IdentitiesOf(holder).Append(address).Distinct().ToList();
        var others = isShown
            ? row!.Proofs.Where(proof => proof.Until is null).Select(proof => proof.Account)
            : (await Task.WhenAll(listed.Select(identity => people.OfAsync(identity, cancellationToken))))
                .SelectMany(found => found).Select(other => other.Account.Key);
        var keys = others.Distinct().Where(key => key != account.Account.Key).ToList();
        if (keys.Count == 0 && !isShown)
        {
            return Is(Holding.Free);
        }

        // Where it passed to another human, the accounts in its row are those of the one before.
        var shown = isShown ? [address] : listed;
        if ((!isShown || row!.Holder is null)
            && await BelongsAsync(account.Account, holder, keys, shown, cancellationToken) is var isTheirs and not false)
        {
            return isTheirs is null ? Is(Holding.Unsure) : Is(Holding.Theirs, holder);
        }

        // It may have passed to another human before, whom PolicyBot set apart then: this may be their other account.
        foreach (var next in (row?.Verdicts ?? []).Where(verdict => verdict is { IsSame: false, WereOne: false })
            .Select(verdict => verdict.With)
            .Append(row?.Holder ?? default).Where(one => one != default).Select(Directory.Resolve).Distinct()
            .Where(next => next != Directory.Resolve(row!.Person) && next != home))
        {
            var theirs = Directory.RowsOf(next).SelectMany(other => other.Proofs).Where(proof => proof.Until is null)
                .Select(proof => proof.Account).Distinct().Where(key => key != account.Account.Key).ToList();
            if (await BelongsAsync(account.Account, next, theirs, [address], cancellationToken) is var belongs and not false)
            {
                return belongs is null ? Is(Holding.Unsure) : Is(Holding.Theirs, next);
            }
        }

        return Is(Holding.AnothersOwn);
    }

    // Another account of a person confirms an address, and they have none in the channel of the one that comes up. Null: not known now.
    private async Task<bool?> BelongsAsync(
        ChannelAccount account, PersonId person, List<string> theirs, List<PersonId> addresses, CancellationToken cancellationToken) =>
        await standing.ConfirmAsync(account, theirs, addresses, cancellationToken) is var confirmed and not true ? confirmed
        : await standing.IsInChannelAsync(person, account, cancellationToken) is { } isInChannel ? !isInChannel
        : null;

    private static bool IsNewest(IdentityVerdict verdict, KnownAddress row) =>
        row.Verdicts.Last(judged => judged.With == verdict.With) == verdict;

    private async Task<PersonId> NewHolderAsync(KnownAccount account, PersonId address, CancellationToken cancellationToken)
    {
        for (var number = 2; ; number++)
        {
            var id = address.Nth(number);
            var row = await known.UpdateAsync(
                id,
                stored => stored is null || stored.Proofs.All(proof => proof.Account == account.Account.Key)
                    ? Shown(stored ?? new KnownAddress { Address = id, Person = id }, account)
                    : null,
                cancellationToken);
            if (row is not null)
            {
                return id;
            }
        }
    }

    // The address's own row is that of the human whom records mean by it; a later holder's proof stands in the row with their number.
    private async Task<bool> ShowsAsync(KnownAccount account, Judgement judged, PersonId home, CancellationToken cancellationToken)
    {
        var row = judged.Row;
        var own = row is null || Directory.Resolve(row.Person) == Directory.Resolve(home) || judged.Holding == Holding.Free
            ? judged.Address
            : Directory.IdentitiesOf(home).FirstOrDefault(identity => identity.Address == judged.Address.Value);
        if (own == default)
        {
            return true; // it is kept as theirs by the verdict beside it
        }

        var isRaced = false;
        await known.UpdateAsync(
            own,
            stored =>
            {
                isRaced = own == judged.Address && !(stored?.Proofs ?? []).SequenceEqual(row?.Proofs ?? []);
                return isRaced ? null : Shown(stored ?? new KnownAddress { Address = own, Person = own }, account, home);
            },
            cancellationToken);
        return !isRaced;
    }

    private KnownAddress Shown(KnownAddress row, KnownAccount account, PersonId home = default)
    {
        var name = account.Directory?.Name is { Length: > 0 } shown ? shown : account.Name;
        var isKnown = row.Proofs.Any(proof => proof.Account == account.Account.Key && proof.Until is null);
        var isNobodys = row is { Proofs.Count: 0, Holder: null } && row.Person == row.Address && home != default && home != row.Address;
        return row with
        {
            Name = name.Length > 0 ? name : row.Name,
            Person = isNobodys ? Directory.Resolve(home) : row.Person,
            Proofs = isKnown ? row.Proofs : [.. row.Proofs, new AddressProof(account.Account.Key, time.GetUtcNow())],
        };
    }

    private async Task ShowsNoMoreAsync(
        KnownAccount account, List<PersonId> addresses, PersonId home, CancellationToken cancellationToken)
    {
        bool Shows(AddressProof proof) => proof.Account == account.Account.Key && proof.Until is null;

        var left = Directory.RowsOf(home)
            .Where(row => addresses.TrueForAll(shown => shown.Value != row.Address.Address) && row.Proofs.Any(Shows));
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
}
