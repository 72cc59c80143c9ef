using Azure.Data.Tables;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests.Storage;

public sealed class EntityLimitsTests
{
    public static TheoryData<string, Action<TableEntity>> TooMuch => new()
    {
        { "string", row => row["V"] = new string('x', EntityLimits.StringUnits + 1) },
        { "emoji", row => row["V"] = string.Concat(Enumerable.Repeat("\U0001F600", (EntityLimits.StringUnits / 2) + 1)) },
        { "binary", row => row["V"] = new byte[EntityLimits.BinaryBytes + 1] },
        { "half a surrogate pair", row => row["V"] = "a\uD83Db" },
        { "time before 1601", row => row["V"] = new DateTimeOffset(1600, 12, 31, 23, 59, 59, TimeSpan.Zero) },
        { "unknown type", row => row["V"] = 1m },
        { "double, of which a filter may make a whole number", row => row["V"] = 7.0 },
        { "time without a zone", row => row["V"] = new DateTime(2027, 1, 15) },
        { "properties", row => Enumerable.Range(0, 253).ToList().ForEach(number => row[$"P{number}"] = 1) },
        { "name with a dash", row => row["a-b"] = 1 },
        { "name that starts with a digit", row => row["1a"] = 1 },
        { "annotation", row => row["V@odata.type"] = "Edm.Int64" },
        { "name with a line end", row => row["V\n"] = 1 },
        { "long name", row => row[new string('n', 256)] = 1 },
        { "no partition key", row => row.Remove("PartitionKey") },
        { "no row key", row => row.Remove("RowKey") },
        { "slash in a key", row => row.RowKey = "a/b" },
        { "backslash in a key", row => row.RowKey = @"a\b" },
        { "hash in a key", row => row.RowKey = "a#b" },
        { "question mark in a key", row => row.PartitionKey = "a?b" },
        { "tab in a key", row => row.RowKey = "a\tb" },
        { "delete in a key", row => row.RowKey = "a\u007Fb" },
        { "last control in a key", row => row.RowKey = "a\u009Fb" },
        { "half a surrogate pair in a key", row => row.RowKey = "\uDE00" },
        { "long key", row => row.RowKey = new string('k', EntityLimits.KeyUnits + 1) },
        { "size", row => Enumerable.Range(0, 16).ToList().ForEach(number => row[$"P{number}"] = new string('x', 32_768)) },
    };

    public static TheoryData<string, Action<TableEntity>> JustEnough => new()
    {
        { "string", row => row["V"] = new string('x', EntityLimits.StringUnits) },
        { "binary", row => row["V"] = new byte[EntityLimits.BinaryBytes] },
        { "time in 1601", row => row["V"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero) },
        { "properties", row => Enumerable.Range(0, 252).ToList().ForEach(number => row[$"P{number}"] = 1) },
        { "nulls do not count", row => Enumerable.Range(0, 300).ToList().ForEach(number => row[$"P{number}"] = null) },
        { "name", row => row["_\u00C4" + new string('n', 253)] = 1 },
        { "empty key", row => row.RowKey = "" },
        { "key", row => row.RowKey = new string('k', EntityLimits.KeyUnits) },
        { "key with what is not forbidden", row => row.RowKey = " '\"%|&=+;:@~{}()<>[]\u00A0" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public void What_the_service_would_refuse_is_refused(string what, Action<TableEntity> change)
    {
        var row = new TableEntity("p", "r");
        change(row);

        var refusal = Record.Exception(() => EntityLimits.Check(row));

        Assert.True(refusal is ArgumentException, what);
        Assert.DoesNotContain("xxx", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(JustEnough))]
    public void What_the_service_takes_is_taken(string what, Action<TableEntity> change)
    {
        var row = new TableEntity("p", "r");
        change(row);

        var refusal = Record.Exception(() => EntityLimits.Check(row));

        Assert.True(refusal is null, what);
    }

    [Fact]
    public void The_size_of_a_row_is_that_of_the_documented_formula()
    {
        var (time, guid) = (DateTimeOffset.MaxValue, Guid.Empty);
        var row = new TableEntity("pp", "r") { ["B"] = new byte[1], ["I"] = 1, ["L"] = 1L, ["T"] = time, ["G"] = guid, ["F"] = true };
        var fixedPart = 4 + (2 * 3) + (6 * (8 + 2)) + (1 + 4) + 4 + 8 + 8 + 16 + 1;
        for (var number = 0; number < 15; number++)
        {
            row[$"S{number:D2}"] = new string('x', EntityLimits.StringUnits);
            fixedPart += 8 + (2 * 3) + (2 * EntityLimits.StringUnits) + 4;
        }

        var room = EntityLimits.EntityBytes - 1 - fixedPart - 8 - (2 * 4) - 4;
        row["Last"] = new string('x', room / 2);
        EntityLimits.Check(row);
        row["Last"] = new string('x', (room / 2) + 1);

        Assert.Throws<ArgumentException>(() => EntityLimits.Check(row));
    }
}
