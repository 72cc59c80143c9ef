using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;

namespace PolicyBot.Tables.Tests.Storage;

public sealed class LongTextTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(EntityLimits.StringUnits, 1)]
    [InlineData(EntityLimits.StringUnits + 1, 2)]
    [InlineData(EntityLimits.StringUnits * 2, 2)]
    [InlineData(400_000, 13)]
    public async Task A_text_of_any_length_comes_back(int length, int chunks)
    {
        var table = await azurite.NewTableAsync();
        var text = new string('x', length);
        var row = new TableEntity("p", "r");

        LongText.Write(row, "Text", text);
        await table.PutAsync(row, default);
        var read = (await table.ReadAsync("p", "r", default))!;

        Assert.Equal(text, LongText.Read(read, "Text"));
        Assert.Equal(chunks, read.Keys.Count(name => name.StartsWith("Text", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task An_emoji_is_never_cut_in_half(string before)
    {
        var table = await azurite.NewTableAsync();
        var text = before + string.Concat(Enumerable.Repeat("\U0001F600", 40_000));
        var row = new TableEntity("p", "r");

        LongText.Write(row, "Text", text);
        await table.PutAsync(row, default);
        var read = (await table.ReadAsync("p", "r", default))!;

        Assert.Equal(text, LongText.Read(read, "Text"));
        Assert.Equal(3, read.Keys.Count(name => name.StartsWith("Text", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_shorter_text_leaves_nothing_of_a_longer_one()
    {
        var row = new TableEntity("p", "r");
        LongText.Write(row, "Text", new string('x', 100_000));

        LongText.Write(row, "Text", "short");

        Assert.Equal("short", LongText.Read(row, "Text"));
        Assert.Equal(["PartitionKey", "RowKey", "Text"], row.Keys.Order());
    }

    [Fact]
    public void No_text_is_not_an_empty_text()
    {
        var row = new TableEntity("p", "r");

        Assert.Null(LongText.Read(row, "Text"));
    }
}
