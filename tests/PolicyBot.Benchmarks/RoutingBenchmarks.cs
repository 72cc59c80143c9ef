using BenchmarkDotNet.Attributes;
using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Routing;
using PolicyBot.Lab;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Benchmarks;

/// <summary>Who decides, by the sample catalog.</summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private string text = "";
    private PolicyCatalog catalog = null!;
    private RoutingQuestion question = null!;

    [GlobalSetup]
    public void Setup()
    {
        text = File.ReadAllText(WorkingCopy.SampleCatalog);
        catalog = ((CatalogReading.Good)CatalogReader.Read(WorkingCopy.SampleCatalog, text)).Catalog;
        question = new RoutingQuestion(
            catalog.Policy("SEC-MFA")!, RiskLabel.High, 30, 0, "Engineering",
                new Dictionary<string, string> { ["accountType"] = "service" }, Sal.Person, Sal.Person);
    }

    [Benchmark(Description = "route a request")]
    public RoutingResult Route() => Router.Route(catalog, question, _ => true);

    [Benchmark(Description = "read and check the catalog")]
    public CatalogReading Read() => CatalogReader.Read(WorkingCopy.SampleCatalog, text);
}
