using PolicyBot.Application.Catalogs;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

public sealed class SampleCatalogTests
{
    [Fact]
    public void The_sample_catalog_loads_without_faults_or_warnings()
    {
        var reading = CatalogReader.Read("catalog.sample.yaml", SampleCatalog.Text());

        Assert.Empty((reading as CatalogReading.Bad)?.Faults ?? []);
        Assert.Empty(Assert.IsType<CatalogReading.Good>(reading).Warnings);
    }

    [Fact]
    public void The_sample_shows_every_area_with_policies_of_its_own()
    {
        var catalog = SampleCatalog.Load();

        Assert.Equal(["finance", "hr", "security", "compliance"], catalog.Policies.Select(policy => policy.AreaId).Distinct());
        Assert.True(catalog.Policies.Count >= 8);
    }

    [Theory]
    [InlineData("I need an exception to MFA for the build account until 15 February, the vendor has no support yet", "SEC-MFA")]
    [InlineData("Ausnahme von der Zwei-Faktor-Anmeldung für svc-build", "SEC-MFA")]
    [InlineData("I'd like to work from abroad in January", "HR-REMOTE")]
    [InlineData("exception to sec-patch for the old server", "SEC-PATCH")]
    [InlineData("a waiver for segregation of duties in payments", "FIN-SOD")]
    [InlineData("may I leave early, the vendor is late", "")]
    public void People_find_a_policy_by_what_they_call_it(string text, string expected) =>
        Assert.Equal(expected, string.Join(", ", PolicyWords.Find(text, SampleCatalog.Load()).Select(policy => policy.Id)));

    [Fact]
    public void The_table_of_the_sample_is_the_default()
    {
        var table = SampleCatalog.Load().Assessment.Table;

        Assert.Equal(RiskTable.Default.Likely, table.Likely);
        Assert.Equal(RiskTable.Default.Possible, table.Possible);
        Assert.Equal(RiskTable.Default.Unlikely, table.Unlikely);
    }
}
