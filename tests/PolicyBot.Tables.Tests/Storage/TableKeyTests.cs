using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables.Tests.Storage;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("ana@contoso.example", "ana@contoso.example")]
    [InlineData("a/b\\c#d?e|f~g%h'i j", "a~002fb~005cc~0023d~003fe~007cf~007eg~0025h~0027i~0020j")]
    [InlineData("ü😀", "~00fc~d83d~de00")]
    [InlineData("", "")]
    public void Only_plain_characters_stand_for_themselves(string text, string key)
    {
        Assert.Equal(key, TableKey.Join(text));
    }

    [Fact]
    public void Parts_are_told_apart()
    {
        Assert.Equal("a|b", TableKey.Join("a", "b"));
        Assert.NotEqual(TableKey.Join("a", "b|c"), TableKey.Join("a|b", "c"));
    }

    [Fact]
    public void A_long_text_keeps_its_beginning_and_differs_from_its_neighbours()
    {
        var text = new string('a', 300);

        var key = TableKey.Join(text);

        Assert.StartsWith("aaaaaaaa", key, StringComparison.Ordinal);
        Assert.True(key.Length <= TableKey.LongestPart);
        Assert.NotEqual(key, TableKey.Join(text + "a"));
        Assert.NotEqual(key, TableKey.Join(key));
    }

    [Fact]
    public void Three_of_the_longest_parts_are_a_key_that_the_service_takes()
    {
        var part = string.Concat(Enumerable.Repeat("ü/", 300));

        EntityLimits.CheckKey($"{TableKey.Sortable(long.MaxValue)}|{TableKey.Join(part, part, part)}", "RowKey");
    }

    [Fact]
    public void Instants_sort_as_they_follow_each_other()
    {
        var noon = new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] instants = [DateTimeOffset.MinValue, noon, noon.AddTicks(1), DateTimeOffset.MaxValue];
        string[] keys = [.. instants.Select(TableKey.Sortable)];

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(TableKey.Sortable(noon), TableKey.Sortable(noon.ToOffset(TimeSpan.FromHours(9))));
    }

    [Theory]
    [InlineData("PX-00000001", 2)]
    [InlineData("PX-ZZZZZZZZ", 5)]
    public void A_shard_is_the_same_for_every_version_of_the_program(string subject, int shard)
    {
        Assert.Equal(shard, TableKey.ShardOf(subject, 8));
    }
}
