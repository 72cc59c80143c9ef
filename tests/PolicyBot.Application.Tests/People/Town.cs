using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.People;

/// <summary>
/// Some humans with accounts in two channels, whose addresses change and pass to others, and exceptions that they ask for and decide on. It
/// knows which human is behind each account; the product does not.
/// </summary>
internal sealed class Town
{
    private readonly Random _random;
    private readonly FakeTimeProvider _time = new(ARequest.Sent);
    private readonly FakePeople _people = new();
    private readonly FakeAddressBook _book = new();
    private readonly FakeCatalog _catalog = new() { Current = TestCatalog.Contoso with { Policies = [], Areas = [], Groups = [] } };
    private readonly FakeRegister _register = new();
    private readonly FakeDelegations _delegations = new();
    private readonly Dictionary<string, FakeChannel> _channels = new() { ["teams"] = new("teams"), ["slack"] = new("slack") };
    private readonly List<Resident> _accounts = [];
    private readonly List<(ExceptionId Id, int Human)> _asked = [];
    private readonly TownHost[] _hosts;
    private int _names;

    public Town(int seed)
    {
        _random = new Random(seed);
        _people.Time = _time;
        _hosts = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            var who = new WhoIsWho(_people, _catalog, _channels.Values, _time, _book);
            return new TownHost(
                who, who.Identify(new FakeIndex(), new FakeWork()),
                new ExceptionCommits(_register, new FakeWork(), who.Catalog, new FakeIds(), _time));
        })];
        for (var human = 0; human < 3; human++)
        {
            Settle(human);
        }
    }

    public List<string> Log { get; } = [];

    public int Approved { get; private set; }

    public int RefusedAsOwn { get; private set; }

    public int Merged { get; private set; }

    public int Apart { get; private set; }

    private TownHost AnyHost => _hosts[_random.Next(_hosts.Length)];

    /// <summary>Something happens.</summary>
    public async Task StepAsync()
    {
        _time.Advance(TimeSpan.FromMinutes(_random.Next(1, 40)));
        switch (_random.Next(20))
        {
            case < 6:
                await AppearAsync(Any());
                break;
            case < 8:
                Rename(Any());
                break;
            case 8:
                Leave(Any());
                break;
            case < 11:
                Succeed();
                break;
            case < 15:
                await AskAsync(Any());
                break;
            case < 19:
                await DecideAsync(Any());
                break;
            default:
                await DelegateAsync(Any());
                break;
        }

        foreach (var host in _hosts.Where(_ => _random.Next(4) == 0))
        {
            await host.Who.Known.RefreshAsync(default); // once a minute in real life; here sometimes late
        }
    }

    /// <summary>What must not be, in words; empty for nothing.</summary>
    public async Task<IReadOnlyList<string>> FindFaultsAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.Who.Known.RefreshAsync(default)));
        Merged += _hosts[0].Who.Known.Rows.Values.Any(row => row.Verdicts.Any(verdict => verdict.IsSame)) ? 1 : 0;
        Apart += _hosts[0].Who.Known.Rows.Keys.Any(address => address.Value != address.Address) ? 1 : 0;
        return await new TownInspection(_hosts[0], _register, _accounts).FindFaultsAsync(_asked);
    }

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
            AppearAsync(account).GetAwaiter().GetResult(); // fakes answer at once
            if (meetLate)
            {
                _accounts[^1].Addresses[0] = shared;
                Publish(_accounts[^1]);
                _time.Advance(TimeSpan.FromHours(1));
            }
        }

        two.ForEach(account => account.IsLinked = true);
    }

    private async Task AppearAsync(Resident account)
    {
        var person = await account.AppearAsync(AnyHost.Door);
        Log.Add($"{account} appears as {person?.Person.Value ?? "nobody"}");
    }

    private void Rename(Resident account)
    {
        if (account.IsActive)
        {
            var shared = _accounts.Where(other => other != account && other.IsActive && other.Human == account.Human)
                .SelectMany(other => other.Addresses).FirstOrDefault();
            account.Addresses[_random.Next(account.Addresses.Count)] = shared != default && _random.Next(2) == 0 ? shared : Name(account.Human);
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

    // Somebody new gets an address that nobody's account shows any more.
    private void Succeed()
    {
        var shown = _accounts.Where(account => account.IsActive).SelectMany(account => account.Addresses).ToHashSet();
        var free = _accounts.SelectMany(account => account.Had).Where(address => !shown.Contains(address)).Distinct().ToList();
        if (free.Count > 0 && _accounts.Count < 14)
        {
            var channel = _random.Next(2) == 0 ? "teams" : "slack";
            var human = _accounts.Max(account => account.Human) + 1;
            Add(new Resident(human, channel, $"n{_accounts.Count}", [free[_random.Next(free.Count)]]));
            Log.Add($"{_accounts[^1]} comes under {_accounts[^1].Addresses[0]}");
        }
    }

    private async Task AskAsync(Resident account)
    {
        var host = AnyHost;
        if (await account.AppearAsync(host.Door) is not { } person)
        {
            return;
        }

        var catalog = host.Who.Catalog.Current;
        var owner = _random.Next(3) == 0 ? catalog.Directory.FindHolder(Any().Had[0]) : person.Person;
        var listed = Enumerable.Range(0, 3).Select(_ => Any().Had).Select(had => catalog.Directory.FindHolder(had[_random.Next(had.Count)]));
        var people = listed.Where(id => id != person.Person && id != owner).Distinct()
            .Select(id => new RoutedPerson(id, null, null) { Group = "Anybody" }).ToList();
        if (people.Count == 0)
        {
            return;
        }

        var all = _random.Next(2) == 0;
        var stage = new RoutedStage(1, "anybody", "Anybody", all, all ? people.Count : Math.Min(2, people.Count), people, [], null);
        var id = ExceptionId.Parse($"PX-{_asked.Count + 1:D8}");
        var request = new ARequest
        {
            Id = id,
            Requester = person,
            Owner = owner == person.Person ? null : new PersonActor(owner, "", "", ""),
            Confidential = true,
            Stages = [stage],
        };
        _catalog.Current = _catalog.Current with
        {
            Groups = [new Group("anybody", "Anybody", [.. _accounts.SelectMany(one => one.Had).Distinct()], null)],
        };
        await host.Commits.CommitAsync(id, _ => request.Submit(_time.GetUtcNow()), null, default);
        if (await _register.ReadHeadAsync(id, default) is not null)
        {
            _asked.Add((id, account.Human));
            Log.Add($"{account} asks for {id} as {person.Person}; owner {owner}; {string.Join(", ", people.Select(one => one.Person))} decide");
        }
    }

    private async Task DecideAsync(Resident account)
    {
        var host = AnyHost;
        if (_asked.Count == 0 || await account.AppearAsync(host.Door) is not { } person)
        {
            return;
        }

        var id = _asked[_random.Next(_asked.Count)].Id;
        var result = await host.Commits.CommitAsync(id, state => person.Approves(state.Revision), null, default);
        Approved += result is CommitResult.Committed ? 1 : 0;
        RefusedAsOwn += result is CommitResult.Refused { Why: Refusal.OwnRequest } ? 1 : 0;
        Log.Add($"{account} decides on {id} as {person.Person}: {result.GetType().Name}");
    }

    private async Task DelegateAsync(Resident account)
    {
        var host = AnyHost;
        if (_asked.Count == 0 || await account.AppearAsync(host.Door) is not { } person)
        {
            return;
        }

        var directory = host.Who.Catalog.Current.Directory;
        var (id, to) = (_asked[_random.Next(_asked.Count)].Id, directory.FindHolder(Any().Had[0]));
        var delegations = new ResolvedDelegations(_delegations, host.Who.Catalog);
        await delegations.WriteAsync(new Delegation(person.Person, to, _time.GetUtcNow().AddDays(9), _time.GetUtcNow()), default);
        var state = (await _register.ReadHeadAsync(id, default))!.State.Resolve(directory);
        var standing = new List<Delegation>();
        foreach (var principal in state.Review?.Principals ?? [])
        {
            standing.AddRange(await delegations.OfAsync(principal, default) is { } one ? [one] : []);
        }

        await host.Commits.CommitAsync(
            id, _ => new ExceptionCommand.ApplyDelegations(1, standing) { By = Actor.PolicyBot }, null, default);
        Log.Add($"{account} delegates as {person.Person} to {to}; applied on {id}");
    }

    private void Add(Resident account)
    {
        _accounts.Add(account);
        Publish(account);
    }

    private void Publish(Resident account) => _channels[account.Account.Channel].Directory[account.Account.Id] = new DirectoryAnswer(
        account.IsActive ? DirectoryVerdict.Member : DirectoryVerdict.Deactivated,
        account.Addresses[0].Value,
        account.Addresses.Count > 1 ? account.Addresses[1].Value : "",
        $"Human {account.Human}");

    private Resident Any() => _accounts[_random.Next(_accounts.Count)];

    private PersonId Name(int human) => PersonId.Parse($"h{human}.{_names++}@contoso.example");
}

/// <summary>One of the processes that serve the town.</summary>
/// <param name="Who">What it knows of people.</param>
/// <param name="Door">Where accounts come in.</param>
/// <param name="Commits">Where decisions are made.</param>
internal sealed record TownHost(WhoIsWho Who, Identification Door, ExceptionCommits Commits);
