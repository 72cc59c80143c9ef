using System.Diagnostics;
using PolicyBot.EndToEnd.Tests.Flows;
using PolicyBot.Lab.LabProcess;
using PolicyBot.Lab.Teams;
using PolicyBot.Lab.Teams.Client;
using PolicyBot.Testing.TableService;

namespace PolicyBot.Benchmarks.Load;

/// <summary>
/// One build of the Host as a process, with a store, a connector and an authority of its own. Tokens are signed and checked, what comes
/// in is stored before it is acknowledged.
/// </summary>
internal sealed class LoadedHost : IAsyncDisposable
{
    /// <summary>
    /// Teams allows a bot 25 calls a second in a tenant and few in a conversation, and the Host keeps to it. So there are many tenants and
    /// many people, and no chat is written to faster.
    /// </summary>
    private const int Tenants = 40;
    private const int Casts = 50;
    private const int AtOnce = 4;
    private const int TurnsOfAToken = 50;
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(400);

    private readonly TableServer? store;
    private readonly string catalog;
    private readonly string[] tenants;
    private readonly TeamsPerson[] people;
    private string token = "";
    private int turns;

    private LoadedHost(TableServer? store, string catalog, string[] tenants, PolicyBotLab lab) =>
        (this.store, this.catalog, this.tenants, Lab, people) =
            (store, catalog, tenants, lab, [.. lab.Tenant.People.Where(person => person.Account.Role == "user")]);

    /// <summary>The Host and what is around it.</summary>
    public PolicyBotLab Lab { get; }

    /// <summary>Turns so far.</summary>
    public int Turns => turns;

    /// <summary>Requests to the in-memory store so far, without those that look for due work.</summary>
    public int StoreRequests => store!.Requests;

    /// <summary>What was asked of that store after so many requests.</summary>
    public IReadOnlyList<string> StoreRequestsAfter(int earlier) => store!.RequestsAfter(earlier);

    /// <summary>Processor time that the process used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            using var process = Process.GetProcessById(Lab.Host.ProcessId);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes of the process that are in memory now.</summary>
    public long Resident
    {
        get
        {
            using var process = Process.GetProcessById(Lab.Host.ProcessId);
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts a build.</summary>
    /// <param name="assembly">Path of its <c>PolicyBot.Host.dll</c>.</param>
    /// <param name="inMemory">Whether its store is in this process; else it is an Azurite.</param>
    public static async Task<LoadedHost> StartAsync(string assembly, bool inMemory, CancellationToken cancellationToken)
    {
        var store = inMemory ? await TableServer.StartAsync() : null;
        var catalog = Path.Combine(Path.GetTempPath(), $"policybot-{Path.GetRandomFileName()}.yaml");
        var lines = Cast.Catalog(Casts).Split('\n').Where(line => !line.StartsWith("calendar:", StringComparison.Ordinal)); // older builds know none
        await File.WriteAllTextAsync(catalog, string.Join('\n', lines), cancellationToken);
        var people = new TeamsTenantOptions { Accounts = Cast.Everybody(Casts), RateLimits = false };
        string[] tenants = [.. Enumerable.Range(0, Tenants).Select(_ => Guid.NewGuid().ToString())];
        var lab = await PolicyBotLab.StartAsync(
            new PolicyBotLabOptions
            {
                HostAssembly = assembly,
                HostPort = 0,
                CatalogPath = catalog,
                StorageConnectionString = store?.ConnectionString,
                Tenant = people,
                WithModel = false,
                Environment = new Dictionary<string, string>
                {
                    ["PolicyBot__DangerouslyFollowClock"] = "",
                    ["PolicyBot__FullCards"] = "1000", // each press is measured on a card of its own
                    ["Teams__AllowedTenants"] = string.Join(',', [people.TenantId, .. tenants]),
                },
            },
            cancellationToken);
        return new LoadedHost(store, catalog, tenants, lab);
    }

    /// <summary>Stops the Host and starts it again on the same store.</summary>
    /// <returns>From the start of the process to its first healthy answer, which comes after store and catalog were checked.</returns>
    public async Task<TimeSpan> RestartAsync(CancellationToken cancellationToken)
    {
        await Lab.StartHostAsync(cancellationToken);
        return Lab.Host.StartedWithin;
    }

    /// <summary>People say <c>help</c> and get their answer, a few at once; returns when all work that follows is done.</summary>
    /// <returns>Processor time of the Host for one turn.</returns>
    public async Task<TimeSpan> SayHelpAsync(int count, CancellationToken cancellationToken)
    {
        Lab.Tenant.Forget();
        var before = Processor;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (_, stop) => await SayHelpAsync(stop));
        await Task.Delay(Settled, cancellationToken);
        return (Processor - before) / count;
    }

    /// <summary>People ask for exceptions, a few each, and wait until their approvers have got the cards.</summary>
    /// <returns>The cards that ask for a decision.</returns>
    public async Task<IReadOnlyList<Shown>> AskAsync(int count, CancellationToken cancellationToken)
    {
        Lab.Tenant.Forget();
        var cards = new List<Shown>();
        for (var number = 0; number < count; number++)
        {
            var cast = new Cast(1 + (number % Casts));
            var until = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(20);
            var asked = await Person(cast, "sal", cancellationToken).AskAsync(Wish.For(cast.LeavePolicy, $"load {number}", until));
            cards.Add(await Person(cast, "ana", cancellationToken).SeeAsync(asked.Id, "Approve"));
        }

        await Task.Delay(Settled, cancellationToken);
        return cards;
    }

    /// <summary>Presses Approve.</summary>
    /// <returns>How long the answer took.</returns>
    public static async Task<TimeSpan> ApproveAsync(Shown card)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await card.PressAsync("Approve", ("comment", "Agreed until the vendor delivers."));
        var took = Stopwatch.GetElapsedTime(began);
        return answer.Buttons.Contains("Approve") ? throw new InvalidOperationException($"It was not approved: {answer}") : took;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Lab.DisposeAsync();
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        File.Delete(catalog);
    }

    private Colleague Person(Cast cast, string name, CancellationToken cancellationToken) =>
        new(Lab, Lab.Tenant.Person(cast.Email(name)), cancellationToken);

    private async Task SayHelpAsync(CancellationToken cancellationToken)
    {
        var turn = Interlocked.Increment(ref turns);
        var at = turn % people.Length;
        var (person, tenant) = (people[at], tenants[at % tenants.Length]);
        var activity = Lab.Tenant.TextActivity(person.Account.Email, "help");
        activity["conversation"]!["tenantId"] = tenant;
        activity["channelData"]!["tenant"]!["id"] = tenant;
        if (token.Length == 0 || turn % TurnsOfAToken == 0)
        {
            token = Lab.Tenant.Tokens.Issue(); // of a new second, or the same one again
        }

        var before = person.Chat.Messages.Count;
        var answer = await Lab.Tenant.DeliverAsync(activity, token, cancellationToken);
        if (answer.Status != 200)
        {
            throw new InvalidOperationException($"The Host answered {answer.Status}.\n{string.Join('\n', Lab.HostOutput)}");
        }

        await Lab.Tenant.Changes.UntilAsync(() => person.Chat.Messages.Count > before ? person : null, cancellationToken);
    }
}
