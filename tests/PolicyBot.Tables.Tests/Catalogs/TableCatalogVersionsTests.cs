using PolicyBot.Tables.Catalogs;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Catalogs;

public sealed class TableCatalogVersionsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Hash = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";
    private static readonly DateTimeOffset Noon = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_catalog_that_never_served_is_not_there()
    {
        var catalogs = new TableCatalogVersions(await azurite.NewStoreAsync());

        Assert.Null(await catalogs.ReadAsync(Hash, default));
    }

    [Fact]
    public async Task Every_catalog_that_served_is_kept_under_its_hash()
    {
        var catalogs = new TableCatalogVersions(await azurite.NewStoreAsync());
        await catalogs.KeepAsync(Hash, "version: 1\r\n# für alle 😀\n", Noon, default);
        await catalogs.KeepAsync(Hash, "version: 1\r\n# für alle 😀\n", Noon.AddDays(1), default);
        await catalogs.KeepAsync("another", "", Noon, default);

        Assert.Equal("version: 1\r\n# für alle 😀\n", await catalogs.ReadAsync(Hash, default));
        Assert.Equal("", await catalogs.ReadAsync("another", default));
    }

    [Theory]
    [InlineData(TableCatalogVersions.UnitsPerRow)]
    [InlineData(TableCatalogVersions.UnitsPerRow + 1)]
    [InlineData((2 * TableCatalogVersions.UnitsPerRow) + 17)]
    public async Task A_catalog_too_long_for_a_row_is_kept_in_several(int units)
    {
        var catalogs = new TableCatalogVersions(await azurite.NewStoreAsync());
        var text = string.Concat("x", string.Concat(Enumerable.Repeat("😀", units / 2)), "y"); // a pair stands on every boundary

        await catalogs.KeepAsync(Hash, text, Noon, default);

        Assert.Equal(text, await catalogs.ReadAsync(Hash, default));
    }

    [Fact]
    public async Task A_catalog_whose_keeping_was_broken_off_is_not_there_and_is_kept_the_next_time()
    {
        var tables = await azurite.NewStoreAsync();
        var catalogs = new TableCatalogVersions(tables);
        await catalogs.KeepAsync(Hash, "version: 1", Noon, default);
        await tables.Catalogs.RemoveAsync(Hash, "head", default);

        var broken = await catalogs.ReadAsync(Hash, default);
        await catalogs.KeepAsync(Hash, "version: 1", Noon, default);

        Assert.Null(broken);
        Assert.Equal("version: 1", await catalogs.ReadAsync(Hash, default));
    }
}
