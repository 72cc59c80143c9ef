using Azure.Data.Tables;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What a table gives back of what it was given.</summary>
public abstract class ValueTests<TService>(TService service) : IClassFixture<TService>
    where TService : TestService
{
    [Theory]
    [MemberData(nameof(TestValues.Values), MemberType = typeof(TestValues))]
    public async Task A_value_comes_back_as_it_was_and_of_its_type(string what, object value)
    {
        var table = await service.NewTableAsync();

        await table.PutAsync(new TableEntity("p", "single") { ["V"] = value }, default);
        await table.TrySubmitAsync([new(TableTransactionActionType.Add, new TableEntity("p", "batch") { ["V"] = value })], default);
        var rows = await table.QueryAsync("PartitionKey eq 'p'", null, null, default);

        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.True(value.GetType() == row["V"]?.GetType(), what));
        Assert.All(rows, row => Assert.Equal(value, row["V"]));
    }

    [Fact]
    public async Task A_time_with_an_offset_comes_back_as_the_same_instant_in_utc()
    {
        var table = await service.NewTableAsync();
        var time = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(2));

        await table.PutAsync(new TableEntity("p", "r") { ["V"] = time }, default);
        var read = (await table.ReadAsync("p", "r", default))!.GetDateTimeOffset("V");

        Assert.Equal(time, read);
        Assert.Equal(TimeSpan.Zero, read!.Value.Offset);
    }

    [Fact]
    public async Task The_longest_texts_and_bytes_come_back()
    {
        var table = await service.NewTableAsync();
        var ascii = new string('x', EntityLimits.StringUnits);
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", EntityLimits.StringUnits / 2));
        var bytes = Enumerable.Range(0, EntityLimits.BinaryBytes).Select(index => (byte)index).ToArray();

        await table.PutAsync(new TableEntity("p", "r") { ["A"] = ascii, ["E"] = emoji, ["B"] = bytes }, default);
        var row = await table.ReadAsync("p", "r", default);

        Assert.Equal(ascii, row!.GetString("A"));
        Assert.Equal(emoji, row.GetString("E"));
        Assert.Equal(bytes, row.GetBinary("B"));
    }

    [Theory]
    [MemberData(nameof(TestValues.Keys), MemberType = typeof(TestValues))]
    public async Task A_key_means_the_same_in_every_operation(string key)
    {
        var table = await service.NewTableAsync();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");

        await table.TryInsertAsync(new TableEntity(key, key) { ["A"] = 1 }, default);
        var read = await table.ReadAsync(key, key, default);
        await table.TryReplaceAsync(new TableEntity(key, key) { ["A"] = 2 }, read!.ETag, default);
        var found = Assert.Single(await table.QueryAsync(filter, null, null, default));
        var last = new TableEntity(key, key) { ["A"] = 3 };
        await table.TrySubmitAsync([new(TableTransactionActionType.UpdateReplace, last, found.ETag)], default);
        var replaced = await table.ReadAsync(key, key, default);
        await table.RemoveAsync(key, key, default);

        Assert.Equal((key, key), (read.PartitionKey, read.RowKey));
        Assert.Equal((1, 2, 3), (read.GetInt32("A"), found.GetInt32("A"), replaced!.GetInt32("A")));
        Assert.Null(await table.ReadAsync(key, key, default));
    }
}

public sealed class ValueTestsOnAzurite(AzuriteService service) : ValueTests<AzuriteService>(service);

public sealed class ValueTestsInMemory(InMemoryService service) : ValueTests<InMemoryService>(service);

public static class TestValues
{
    public static TheoryData<string, object> Values => new()
    {
        { "empty text", "" },
        { "text", "plain" },
        { "text that looks like a number", "00042" },
        { "controls", "a\0b\tc\r\nd\u2028e\u2029f\uFFFE\uFFFF" },
        { "batch syntax", "}}{{ POST http://x HTTP/1.1\r\n--changeset_x--\r\nboundary=" },
        { "quotes", "\"'\\<>&" },
        { "right to left", "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u202Eabc" },
        { "emoji", "\U0001F468\u200D\U0001F469\u200D\U0001F467\U0001F3FD" },
        { "composed", "\u00E9" },
        { "decomposed", "e\u0301" },
        { "true", true },
        { "false", false },
        { "smallest int", int.MinValue },
        { "largest int", int.MaxValue },
        { "smallest long", long.MinValue },
        { "largest long", long.MaxValue },
        { "long that fits an int", 5L },
        { "time", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567) },
        { "earliest time", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "latest time", DateTimeOffset.MaxValue },
        { "guid", new Guid("c9da6455-213d-42c9-9a79-3e9149a57833") },
        { "no bytes", Array.Empty<byte>() },
        { "bytes", new byte[] { 0, 1, 254, 255 } },
    };

    public static TheoryData<string> Keys =>
    [
        "", " ", " leading", "trailing ", "it's", "''", "\"quoted\"", "a|b", "&=+,;:@~{}()<>[]", ".", "..", "\u00C4\u00D6\u00DC",
        "\u6F22\u5B57", "\U0001F600", "\u2028", "e\u0301", "\u00E9", "e|0000000042", "$batch", "*", "100%", "%27",
    ];
}
