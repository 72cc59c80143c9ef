using PolicyBot.Domain.Policies;

namespace PolicyBot.Domain.Tests.Policies;

/// <summary>What counts as written: what a reader sees.</summary>
public sealed class SeenTextTests
{
    [Theory]
    [InlineData(0x00AD)]
    [InlineData(0x034F)]
    [InlineData(0x061C)]
    [InlineData(0x115F)]
    [InlineData(0x1160)]
    [InlineData(0x17B4)]
    [InlineData(0x180B)]
    [InlineData(0x180E)]
    [InlineData(0x200B)]
    [InlineData(0x200D)]
    [InlineData(0x202E)]
    [InlineData(0x2060)]
    [InlineData(0x2066)]
    [InlineData(0x2800)]
    [InlineData(0x3000)]
    [InlineData(0x3164)]
    [InlineData(0xFE0F)]
    [InlineData(0xFEFF)]
    [InlineData(0xFFA0)]
    [InlineData(0xFFF9)]
    [InlineData(0xE0041)]
    [InlineData(0xE0100)]
    [InlineData(0x00A0)]
    [InlineData(0x0007)]
    public void What_leaves_nothing_on_the_page_counts_for_nothing(int character)
    {
        var unseen = char.ConvertFromUtf32(character);
        var many = string.Concat(Enumerable.Repeat(unseen, 40));

        Assert.Equal(0, SeenText.Count(many));
        Assert.Equal("", SeenText.Trim(many));
        Assert.Equal(2, SeenText.Count($"{many}ok{many}"));
    }

    [Theory]
    [InlineData("aaaaaaaaaa", 3)]
    [InlineData("aAaAaAaAaA", 3)]
    [InlineData("a a a a a a a a a a", 3)]
    [InlineData("..........", 1)]
    [InlineData("??!!..--??!!", 1)]
    [InlineData("1111111111", 3)]
    [InlineData("👍👍👍👍👍👍", 1)]
    [InlineData("a", 1)]
    [InlineData("", 0)]
    public void Equal_letters_and_signs_alone_say_nothing(string text, int counted) => Assert.Equal(counted, SeenText.Count(text));

    [Theory]
    [InlineData("Looks good", 10)]
    [InlineData("  Looks   good\n\n", 10)]
    [InlineData("Prüfen wir", 10)]
    [InlineData("例外は三月末まで必要です", 12)]
    [InlineData("C++", 3)]
    [InlineData("Passt so 👍", 11)]
    [InlineData("Pleaaaaaase", 8)]
    public void Words_count_with_one_blank_between_them(string text, int counted) => Assert.Equal(counted, SeenText.Count(text));
}
