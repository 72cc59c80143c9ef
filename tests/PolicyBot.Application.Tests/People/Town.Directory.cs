using PolicyBot.Application.People;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Tests.People;

/// <content>What happens to accounts, directories and the catalog.</content>
internal sealed partial class Town
{
    // Two accounts that share an address, both met while they show it.
    private void Settle(int human)
    {
        var (mail, principal, other) = (Name(human), Name(human), Name(human));
        var shared = _random.Next(2) == 0 ? mail : principal;
        var meetLate = _random.Next(3) == 0; // two people at first, as far as anybody knows
        Add(new Resident(human, "teams", $"t{_accounts.Count}", [mail, principal]));
        Add(new Resident(human, "slack", $"u{_accounts.Count}", [meetLate ? other : shared]));
        var two = _accounts.TakeLast(2).OrderBy(_ => _random.Next()).ToList();
        foreach (var account in meetLate ? two.Append(_accounts[^1]) : two)
        {
            AppearAsync(account).GetAwaiter().GetResult();
            if (meetLate)
            {
                _accounts[^1].Addresses[0] = shared;
                Publish(_accounts[^1]);
                _time.Advance(TimeSpan.FromHours(1));
            }
        }

        two.ForEach(account => account.IsLinked = true);
    }

    private async Task AppearAsync(Resident account) =>
        Log.Add($"{account} appears as {(await MeetAsync(AnyHost, account))?.Person.Value ?? "nobody"}");

    // Who is in good standing, and not only since a moment ago, is served, unless a directory is down, or the catalog names an address of
    // theirs twice.
    private async Task<Actor?> MeetAsync(TownHost host, Resident account)
    {
        var (person, why) = await account.AppearAsync(host.Door);
        if (why is not null && account.IsActive && _time.GetUtcNow() - account.BackSince >= AccountDirectories.AnswerHolds
            && (why != NotServedBecause.DirectoryUnavailable || _down.Count == 0)
            && _catalog.Current.People.Count(entry => account.Addresses.Exists(address => PeopleDirectory.IsWrittenIn(entry, address))) < 2)
        {
            _faults.Add($"{account} is not served: {why}");
        }

        return person;
    }

    private void Rename(Resident account)
    {
        if (account.IsActive)
        {
            var shared = _accounts.Where(other => other != account && other.IsActive && other.Human == account.Human)
                .SelectMany(other => other.Addresses).FirstOrDefault();
            account.Addresses[_random.Next(account.Addresses.Count)] =
                shared != default && _random.Next(2) == 0 ? shared : Name(account.Human);
            Publish(account);
            Log.Add($"{account} shows {string.Join(", ", account.Addresses)} now");
        }
    }

    private void Leave(Resident account)
    {
        account.IsActive = false;
        Publish(account);
        Log.Add($"{account} is deactivated");
    }

    // An account is there again. Where another human has one of its addresses now, it gets a new one.
    private void Return()
    {
        if (_accounts.Where(one => !one.IsActive).OrderBy(_ => _random.Next()).FirstOrDefault() is not { } account)
        {
            return;
        }

        var taken = _accounts.Where(one => one.IsActive && one.Human != account.Human).SelectMany(one => one.Addresses).ToHashSet();
        for (var each = 0; each < account.Addresses.Count; each++)
        {
            account.Addresses[each] = taken.Contains(account.Addresses[each]) ? Name(account.Human) : account.Addresses[each];
        }

        (account.IsActive, account.BackSince) = (true, _time.GetUtcNow());
        Publish(account);
        Log.Add($"{account} is there again under {string.Join(", ", account.Addresses)}");
    }

    // The directory of a channel does not answer for a while.
    private void TurnDirectory()
    {
        var channel = _random.Next(2) == 0 ? "teams" : "slack";
        Log.Add($"{channel} {(_down.Remove(channel) || !_down.Add(channel) ? "answers again" : "is down")}");
        _accounts.ForEach(Publish);
    }

    // Some lose their places in the group and others get one; entries come, go and change. Each lists addresses of one human.
    private async Task ChangeCatalogAsync()
    {
        await TakeUpAsync(
        [
            .. _accounts.Where(account => account.FirstShown.Count > 0).GroupBy(account => account.Human)
                .Where(_ => _random.Next(2) == 0)
                .Select(theirs => Some(theirs.SelectMany(account => account.FirstShown).Distinct())),
        ]);
        if (_asked.Count > 0)
        {
            var (host, id) = (AnyHost, _asked[_random.Next(_asked.Count)].Id);
            await host.Commits.CommitAsync(
                id,
                state => new ExceptionCommand.ChangeMembers(
                    state.Review?.Stage ?? 1, StageMembers.Find(host.Who.Catalog.Current, state), [], _catalog.Current.Hash)
                {
                    By = Actor.PolicyBot,
                },
                null,
                default);
        }
    }

    // All, or only some, in any order: an entry need not name every address of its human.
    private List<PersonId> Some(IEnumerable<PersonId> addresses)
    {
        var all = addresses.OrderBy(_ => _random.Next()).ToList();
        return [.. all.Take(_random.Next(2) == 0 ? all.Count : _random.Next(1, all.Count + 1))];
    }

    private async Task TakeUpAsync(IReadOnlyList<IReadOnlyList<PersonId>> entries)
    {
        var before = _catalog.Current;
        var members = _accounts.SelectMany(one => one.Had).Distinct().Where(_ => _random.Next(8) > 0);
        var next = before with
        {
            Groups = [new Group("anybody", "Anybody", [.. members], null)],
            People = [.. entries.Select(listed => new PersonEntry(listed[0], [.. listed.Skip(1)], null, null, null, null))],
        };
        foreach (var host in _hosts)
        {
            await host.Removed.KeepAsync(before, next, default);
        }

        _catalog.Current = next;
        _entries.Add(new TownEntries(_time.GetUtcNow(), entries));
        Log.Add($"The catalog lists {string.Join("; ", entries.Select(listed => string.Join(" = ", listed)))}");
    }

    // A new human gets an address that no account shows any more, or one of old comes to the other channel under an address of its own.
    private void Succeed()
    {
        if (_accounts.Count >= 14)
        {
            return;
        }

        var channel = _random.Next(2) == 0 ? "teams" : "slack";
        if (_random.Next(2) == 0)
        {
            var human = Any().Human;
            if (_accounts.TrueForAll(account => account.Human != human || account.Account.Channel != channel))
            {
                Add(new Resident(human, channel, $"m{_accounts.Count}", [Name(human)]));
                Log.Add($"{_accounts[^1]} comes under {_accounts[^1].Addresses[0]}");
            }

            return;
        }

        var shown = _accounts.Where(account => account.IsActive).SelectMany(account => account.Addresses).ToHashSet();
        var free = _accounts.SelectMany(account => account.Had).Where(address => !shown.Contains(address)).Distinct().ToList();
        if (free.Count > 0)
        {
            var human = _accounts.Max(account => account.Human) + 1;
            Add(new Resident(human, channel, $"n{_accounts.Count}", [free[_random.Next(free.Count)]]));
            Log.Add($"{_accounts[^1]} comes under {_accounts[^1].Addresses[0]}");
        }
    }
}
