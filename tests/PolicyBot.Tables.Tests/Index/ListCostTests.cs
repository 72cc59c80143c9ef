using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Register;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Index;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using PolicyBot.Testing.TableService;
using static PolicyBot.Testing.Someone;
using TableCounts = PolicyBot.Tables.Counts.TableCounts;

namespace PolicyBot.Tables.Tests.Index;

/// <summary>What a list costs depends on what drives it, and not on how many exceptions there are.</summary>
public sealed class ListCostTests
{
    private static readonly Policy Mfa = TestCatalog.Contoso.Policy("SEC-MFA")!;

    public static TheoryData<string> Driven => ["policy", "word", "person", "expiring"];

    [Theory]
    [MemberData(nameof(Driven))]
    public async Task A_list_costs_the_same_with_50_and_with_1000_exceptions(string by)
    {
        var (few, many) = (await CostAsync(by, 50), await CostAsync(by, 1_000));

        Assert.Equal(few, many);
        Assert.Equal(10, few.Found);
        Assert.True(few is { Requests: <= 10, Rows: <= 20 }, $"{few}");
    }

    [Fact]
    public async Task However_many_there_are_an_answer_asks_at_most_10_times_and_reads_at_most_500()
    {
        var (_, requests, rows) = await CostAsync("all", 700);

        // One question for the rows, and one a shard for how many there are, which is one number row each.
        Assert.Equal((5, ExceptionLists.MostRead + 4), (requests, rows));
    }

    [Fact]
    public async Task Every_page_of_the_register_costs_the_same_with_1000_and_with_3000_exceptions_and_at_most_8_requests()
    {
        using var few = await HeldRegister.PrepareAsync(1_000);
        using var many = await HeldRegister.PrepareAsync(3_000);

        var costs = await few.CostsAsync();

        // Two of the ten requests look at the session before; the rows are 500 of a list, and those of the counts.
        Assert.All(costs, cost => Assert.True(cost is { Requests: <= 8, Rows: <= ExceptionLists.MostRead + 8 }, $"{cost}"));
        Assert.Equal(costs, await many.CostsAsync());
    }

    private static async Task<(int Found, int Requests, int Rows)> CostAsync(string by, int exceptions)
    {
        var service = new InMemoryTableService();
        var tables = await TestStore.NewInMemoryAsync(service);
        var listings = new TableListings(tables);
        using var counts = new TableCounts(tables);
        for (var number = 0; number < exceptions; number++)
        {
            var wanted = number % (exceptions / 10) == 0;
            var request = new ARequest
            {
                Id = ExceptionId.Parse($"PX-{number:D8}"),
                Requester = wanted ? Pat : Sal,
                Title = wanted ? "Old scanner" : "MFA off",
                ExpiresOn = wanted ? new DateOnly(2026, 12, 10) : new DateOnly(2027, 2, 15),
            };
            var state = request.Granted().State;
            state = state with { Content = state.Content! with { PolicyId = wanted ? "SEC-MFA" : "FIN-SPEND" } };
            await listings.PutAsync(state.ToListing(TestCatalog.Contoso), default);
            await counts.PutAsync(state.ToCounted(TestCatalog.Contoso), default);
        }

        var catalog = new FakeCatalog
        {
            Current = TestCatalog.Contoso with { Roles = new CatalogRoles([Deputy.Person], []) },
        };
        var lists = new ExceptionLists(listings, new FakeDrafts(), counts, catalog, new FakeTimeProvider(ARequest.Sent));
        service.TakeCounts();
        var query = by switch
        {
            "policy" => new ListQuery { Text = "list", Policies = [Mfa], Risks = [RiskLabel.High] },
            "word" => new ListQuery { Text = "list", Words = ["scan"] },
            "expiring" => new ListQuery { Text = "list", States = [ListState.Expiring] },
            _ => new ListQuery { Text = "list" },
        };
        var list = await lists.ShowAsync(by == "person" ? Pat.Person : Deputy.Person, query, "", 0, default);
        var asked = service.TakeCounts();
        return (list.Lines.Count, asked.Total, asked.RowsRead);
    }
}
