using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.People;

/// <summary>
/// Some humans with accounts in two channels, whose addresses change and pass to others, who leave and come back, and exceptions that they
/// ask for and decide on. It knows which human is behind each account; the product does not.
/// </summary>
internal sealed partial class Town
{
    private readonly Random _random;
    private readonly FakeTimeProvider _time = new(ARequest.Sent);
    private readonly FakePeople _people = new();
    private readonly FakeAddressBook _book = new();
    private readonly FakeCatalog _catalog = new()
    {
        Current = TestCatalog.Contoso with { Policies = [], Areas = [], Groups = [new Group("anybody", "Anybody", [], null)], People = [] },
    };
    private readonly FakeRegister _register = new();
    private readonly FakeDelegations _delegations = new();
    private readonly Dictionary<string, FakeChannel> _channels = new() { ["teams"] = new("teams"), ["slack"] = new("slack") };
    private readonly List<Resident> _accounts = [];
    private readonly List<Asked> _asked = [];
    private readonly List<TownEntries> _entries = [];
    private readonly HashSet<string> _down = [];
    private readonly List<string> _faults = [];
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
                new ExceptionCommits(_register, new FakeWork(), who.Catalog, new FakeIds(), _time),
                new RemovedEntries(who.Known, _time));
        })];
        for (var human = 0; human < 3; human++)
        {
            Settle(human);
        }

        TakeUpAsync([]).GetAwaiter().GetResult(); // fakes answer at once
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
        switch (_random.Next(24))
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
            case 9:
                Return();
                break;
            case < 12:
                Succeed();
                break;
            case 12:
                TurnDirectory();
                break;
            case 13:
                await ChangeCatalogAsync();
                break;
            case < 18:
                await AskAsync(Any());
                break;
            case < 23:
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
        _down.Clear();
        _accounts.ForEach(Publish);
        Merged += _hosts[0].Who.Known.Rows.Values.Any(row => row.Verdicts.Any(verdict => verdict.IsSame)) ? 1 : 0;
        Apart += _hosts[0].Who.Known.Rows.Keys.Any(address => address.Value != address.Address) ? 1 : 0;
        return [.. _faults, .. await new TownInspection(_hosts[0], _register, _accounts, _entries).FindFaultsAsync(_asked)];
    }

    private void Add(Resident account)
    {
        _accounts.Add(account);
        Publish(account);
    }

    private void Publish(Resident account) => _channels[account.Account.Channel].Directory[account.Account.Id] = new DirectoryAnswer(
        _down.Contains(account.Account.Channel) ? DirectoryVerdict.Unavailable
        : account.IsActive ? DirectoryVerdict.Member
        : DirectoryVerdict.Deactivated,
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
/// <param name="Removed">Keeps whom a new catalog parts.</param>
internal sealed record TownHost(WhoIsWho Who, Identification Door, ExceptionCommits Commits, RemovedEntries Removed);

/// <summary>An exception, with who asked for it in truth, and when.</summary>
internal sealed record Asked(ExceptionId Id, Resident By, DateTimeOffset At);

/// <summary>What the catalog says of people from an instant on: the addresses of each entry.</summary>
internal sealed record TownEntries(DateTimeOffset From, IReadOnlyList<IReadOnlyList<PersonId>> All);
