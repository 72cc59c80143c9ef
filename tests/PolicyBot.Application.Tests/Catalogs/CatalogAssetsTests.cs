using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

/// <summary>The assets of a catalog, from a file beside it.</summary>
public sealed class CatalogAssetsTests : IDisposable
{
    private const string Rule = """
          - { id: critical-assets, when: { asset.criticality: [critical, high] }, tier: executive, stages: [{ group: office, needs: 1 }] }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-assets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("id,name,owner,criticality,exposure\ndb-7,Orders database,dba@contoso.example,high,internal\n")]
    [InlineData("\ufeffID;Exposure;Location;Criticality;Owner;Name\r\ndb-7;internal;Hamburg;high;dba@contoso.example;\"Orders database\"\r\n\r\n")]
    public void Columns_stand_in_any_order_with_others_between_commas_or_semicolons(string csv)
    {
        var assets = Good(csv).Assets;

        Assert.Equal([new Asset("db-7", "Orders database", "dba@contoso.example", "high", "internal")], assets.All);
        Assert.Equal("db-7", assets.Find("DB-7")!.Id);
        Assert.Equal("db-7", assets.Find(" orders Database ")!.Id);
    }

    [Fact]
    public void A_name_that_two_assets_have_finds_neither()
    {
        var assets = Good("id,name\nweb-1,Portal\nweb-2,Portal\n").Assets;

        Assert.Null(assets.Find("Portal"));
        Assert.Equal(["web-1", "web-2"], assets.Suggest("porta").Select(asset => asset.Id));
    }

    [Theory]
    [InlineData("name,owner\nPortal,web\n", "the first line must name the columns, and one of them `id`.")]
    [InlineData("", "the first line must name the columns, and one of them `id`.")]
    [InlineData("id,name\ndb-7\n", "line 2: it has 1 values, and there are 2 columns.")]
    [InlineData("id,name\n,Portal\n", "line 2: it has no id.")]
    [InlineData("id,name\ndb-7,a\nDB-7,b\n", "line 3: DB-7 stands here for the second time.")]
    [InlineData("id,name\ndb-7,\"open\n", "no CSV: ")]
    public void A_faulty_line_is_named_and_the_catalog_does_not_load(string csv, string fault)
    {
        var bad = Assert.IsType<CatalogReading.Bad>(Read(csv));

        Assert.StartsWith($"assets.csv: {fault}", Assert.Single(bad.Faults).Message, StringComparison.Ordinal);
        Assert.Equal(("assets-file", true), (bad.Faults[0].Rule, bad.Faults[0].Line > 1));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault()
    {
        var bad = Assert.IsType<CatalogReading.Bad>(CatalogReader.Read("catalog.yaml", Text(), new FilesBeside(_folder)));

        Assert.Contains("assets.csv could not be read", Assert.Single(bad.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_asks_for_assets_needs_a_file_of_them()
    {
        var text = ACatalog.Text(("rules:\n", "rules:\n" + Rule));

        var bad = Assert.IsType<CatalogReading.Bad>(CatalogReader.Read("catalog.yaml", text));

        Assert.Equal("no-assets", Assert.Single(bad.Faults).Rule);
    }

    [Fact]
    public void A_value_that_no_asset_has_is_a_warning_because_tomorrow_s_export_may_have_it()
    {
        var good = Assert.IsType<CatalogReading.Good>(Read("id,criticality\ndb-7,high\n"));

        Assert.Contains(good.Warnings, warning => warning.Message == "No asset has the criticality critical.");
    }

    [Theory]
    [InlineData("high", "critical-assets", true)]
    [InlineData("low", "critical-assets", false)]
    public void An_example_says_what_an_asset_has(string criticality, string rule, bool holds)
    {
        Write("id,criticality\ndb-7,high\ndb-8,critical\ndb-9,low\n");
        var text = ACatalog.Text(
            ("rules:\n", $"assets: assets.csv\nrules:\n{Rule}"),
            ("examples:\n", $$"""
                examples:
                  - { policy: SEC-MFA, risk: medium, durationDays: 30, asset.criticality: {{criticality}}, expect: { rule: {{rule}} } }

                """));

        var reading = CatalogReader.Read("catalog.yaml", text, new FilesBeside(_folder));

        Assert.Equal(holds, reading is CatalogReading.Good);
    }

    [Fact]
    public void An_earlier_version_of_which_only_the_text_is_kept_loads_without_assets() =>
        Assert.IsType<CatalogReading.Good>(CatalogReader.Read("catalog.yaml", Text()));

    [Fact]
    public void A_changed_file_is_seen_and_one_that_stays_is_not()
    {
        Write("id\ndb-7\n");
        var files = new FilesBeside(_folder);
        CatalogReader.Read("catalog.yaml", Text(), files);
        var before = files.HaveChanged;

        Write("id\ndb-8\n");

        Assert.Equal((false, true), (before, files.HaveChanged));
    }

    private PolicyCatalog Good(string csv) => Assert.IsType<CatalogReading.Good>(Read(csv)).Catalog;

    private CatalogReading Read(string csv)
    {
        Write(csv);
        return CatalogReader.Read("catalog.yaml", Text(), new FilesBeside(_folder));
    }

    private void Write(string csv) => File.WriteAllText(Path.Combine(_folder, "assets.csv"), csv);

    private static string Text() =>
        ACatalog.Text(("rules:\n", "assets: assets.csv\nrules:\n" + Rule));
}
