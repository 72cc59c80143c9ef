using Azure;
using Azure.Data.Tables;
using PolicyBot.Tables.Storage;
using PolicyBot.Testing;
using static Azure.Data.Tables.TableTransactionActionType;

namespace PolicyBot.Tables.Tests.Storage;

/// <summary>What is refused before anything is sent: the client or the emulator would take it, the service would not.</summary>
public sealed class TransactionLimitsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IDisposable
{
    private readonly Faults network = new();

    public void Dispose() => network.Dispose();

    public static TheoryData<string, TableTransactionAction[]> Refused => new()
    {
        { "1 to 100 actions", [] },
        { "1 to 100 actions", Inserts(101, "") },
        { "of one partition", [Insert("p", "1"), Insert("q", "2")] },
        { "twice", [Insert("p", "1"), Insert("p", "2"), Insert("p", "1")] },
        { "character that keys cannot have", [Insert("p", "a/b")] },
        { "half a surrogate pair", [Insert("p", "1", "a\uD83Db")] },
        { "needs the ETag", [new(UpdateMerge, new TableEntity("p", "r"))] },
        { "needs the ETag", [new(UpdateReplace, new TableEntity("p", "r"))] },
        { "needs the ETag", [new(Delete, new TableEntity("p", "r"))] },
        { "TableEntity", [new(Add, new Poco { PartitionKey = "p", RowKey = "r" })] },
        { "smaller than 4 MiB", Inserts(100, new string('\u00E9', 19_000)) }, // six bytes each
        { "smaller than 4 MiB", Inserts(25, new string('"', 30_000)) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_service_would_refuse_is_not_sent(string why, TableTransactionAction[] actions)
    {
        var table = await azurite.NewTableAsync(network.Options());

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => table.TrySubmitAsync(actions, default));

        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(network.Requests);
    }

    [Fact]
    public async Task A_row_that_the_service_would_refuse_is_not_sent()
    {
        var table = await azurite.NewTableAsync(network.Options());
        var row = new TableEntity("p", "r") { ["A"] = "a\uD83Db" };
        Func<Task>[] calls =
        [
            () => table.TryInsertAsync(row, default),
            () => table.TryReplaceAsync(row, ETag.All, default),
            () => table.PutAsync(row, default),
            () => table.ReadAsync("p", "a/b", default),
            () => table.RemoveAsync("p", "a#b", default),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<ArgumentException>(call);
        }

        Assert.Empty(network.Requests);
    }

    [Theory]
    [InlineData("x", 30_000)]
    [InlineData("\u00E9", 6_000)]
    [InlineData("\U0001F600", 6_000)]
    [InlineData("\"\\<>&'+`\u007F\n\0\u2028", 600)]
    public async Task What_is_counted_is_no_less_than_what_is_sent_and_not_much_more(string text, int times)
    {
        var table = await azurite.NewTableAsync(network.Options());
        var key = string.Concat(Enumerable.Repeat("\u6F22", 40));
        var large = string.Concat(Enumerable.Repeat(text, times));
        var bytes = Enumerable.Repeat((byte)0xFB, 3_000).ToArray();
        var time = DateTimeOffset.MaxValue;
        TableTransactionAction[] actions =
        [
            Insert(key, key + "1", large),
            new(UpsertReplace, new TableEntity(key, key + "2") { ["\u00C4"] = large, ["L"] = long.MaxValue, ["T"] = time }),
            new(UpsertReplace, new TableEntity(key, key + "3") { ["B"] = bytes, ["G"] = Guid.Empty, ["F"] = true }),
        ];

        await table.TrySubmitAsync(actions, default);

        var counted = TransactionLimits.SentBytes(actions);
        Assert.InRange(network.Requests[^1].Body.Length, counted * 8 / 10, counted);
    }

    private static TableTransactionAction Insert(string partition, string row, string text = "") =>
        new(Add, new TableEntity(partition, row) { ["Text"] = text });

    private static TableTransactionAction[] Inserts(int count, string text) =>
        [.. Enumerable.Range(0, count).Select(number => Insert("p", $"{number}", text))];

    private sealed class Poco : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }
    }
}
