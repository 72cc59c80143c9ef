using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Index;
using PolicyBot.Tables.Register;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Testing.TableService;
using static PolicyBot.Testing.Someone;
using TableCounts = PolicyBot.Tables.Counts.TableCounts;

namespace PolicyBot.Tables.Tests.Index;

/// <summary>
/// Lists and figures of the register over a table service in this process, with so many exceptions in it. What each page asks for is
/// counted; that a session is looked at before costs two reads more.
/// </summary>
internal sealed class HeldRegister : IDisposable
{
    private const int Wanted = 10; // old scanners
    private const int Ended = 60;
    private const int AtOnce = 8;

    private readonly InMemoryTableService service;
    private readonly TableCounts counts;
    private readonly RegisterPages pages;
    private readonly RegisterOverview overview;

    private HeldRegister(StoreTables tables, InMemoryTableService service)
    {
        this.service = service;
        var catalog = new FakeCatalog { Current = TestCatalog.Contoso with { Roles = new CatalogRoles([Deputy.Person], []) } };
        var time = new FakeTimeProvider(ARequest.Sent);
        counts = new TableCounts(tables);
        Listings = new TableListings(tables);
        pages = new RegisterPages(
            new TableEventStore(tables), new ExceptionLists(Listings, new FakeDrafts(), counts, catalog, time),
            new RetiredExceptions(new TableTombstones(tables), catalog), catalog, time);
        overview = new RegisterOverview(counts, catalog, time);
    }

    private TableListings Listings { get; }

    /// <summary>Fills it: sixty have ended, ten are old scanners of one person, and of all others there are more, the more there are.</summary>
    /// <param name="exceptions">How many there are.</param>
    public static async Task<HeldRegister> PrepareAsync(int exceptions)
    {
        var service = new InMemoryTableService();
        var held = new HeldRegister(await TestStore.NewInMemoryAsync(service), service);
        var (usual, ended) = (new ARequest().Granted().State, new ARequest().InReview().After(Ana.Rejects()).State);
        var old = new ARequest { Requester = Pat, Title = "Old scanner", ExpiresOn = new DateOnly(2026, 12, 10) }.Granted().State;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, exceptions),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, cancellationToken) =>
            {
                var isWanted = number % (exceptions / Wanted) == 1;
                var state = (isWanted ? old : number < Ended ? ended : usual) with
                {
                    Id = ExceptionId.Parse(string.Create(CultureInfo.InvariantCulture, $"PX-{number:D8}")),
                };
                if (!isWanted && number % 5 == 0)
                {
                    state = state with { Content = state.Content! with { PolicyId = "FIN-SPEND" } };
                }

                var listing = state.ToListing(TestCatalog.Contoso);
                await held.Listings.PutAsync(isWanted ? listing : listing with { Keys = Asked(listing) }, cancellationToken);
                await held.counts.PutAsync(state.ToCounted(TestCatalog.Contoso), cancellationToken);
            });
        return held;
    }

    /// <summary>What each page costs.</summary>
    public async Task<IReadOnlyList<PageCost>> CostsAsync() =>
    [
        await ListAsync("all that has not ended", Deputy, new ListQuery { Text = "" }),
        await ListAsync("all, ended too, newest first", Deputy, new ListQuery { Text = "", Ended = true, BySubmission = true }),
        await ListAsync("ended", Deputy, new ListQuery { Text = "", States = [ListState.Ended] }),
        await ListAsync("a policy, with high risk", Deputy, new ListQuery
        {
            Text = "", Policies = [TestCatalog.Contoso.Policy("SEC-MFA")!], Risks = [RiskLabel.High],
        }),
        await ListAsync("a word", Deputy, new ListQuery { Text = "", Words = ["scan"] }),
        await ListAsync("a person", Deputy, new ListQuery { Text = "", Person = Pat.Person }),
        await ListAsync("what the owner of an area may see", Ciso, new ListQuery { Text = "" }),
        await CostAsync("the overview, of all", async () => (await overview.ReadAsync(Deputy.Person, default)).Live > 0),
        await CostAsync("the overview, of who owns an area and a policy", async () => (await overview.ReadAsync(Iam.Person, default)).Live > 0),
    ];

    public void Dispose() => counts.Dispose();

    // A hundred thousand with a row for each word do not fit into a test's memory: most have those that these pages ask for.
    private static List<string> Asked(Listing listing) =>
    [
        .. listing.Keys.Where(key => new[] { ListingKey.Everything, ListingKey.Policies, ListingKey.Areas, ListingKey.Sent + ListingKey.Everything }
            .Any(asked => key.StartsWith(asked, StringComparison.Ordinal))),
    ];

    private Task<PageCost> ListAsync(string page, Actor person, ListQuery query) =>
        CostAsync(page, async () => (await pages.ListAsync(person.Person, query, "", 0, default)).Rows.Count > 0);

    private async Task<PageCost> CostAsync(string page, Func<Task<bool>> readAsync)
    {
        service.TakeCounts();
        if (!await readAsync())
        {
            throw new InvalidOperationException($"There is nothing on the page of {page}.");
        }

        var cost = service.TakeCounts();
        return new PageCost(page, cost.Total, cost.RowsRead);
    }
}

/// <summary>What a page asks the store for.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Requests">How many requests.</param>
/// <param name="Rows">How many rows were read.</param>
internal sealed record PageCost(string Page, int Requests, int Rows)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Page}: {Requests} requests, {Rows} rows");
}
