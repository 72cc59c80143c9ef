using PolicyBot.Application.Views;

namespace PolicyBot.Application.Tests.Views;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("例外 👨‍👩‍👧‍👦 עברית\n\n<b> *so* &", "例外 👨‍👩‍👧‍👦 עברית\n\n<b> *so* &")]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("a\tb\u0000\u0007\u001b[31mc", "a b[31mc")]
    [InlineData("\u202Egpj.exe\u202C \u2066x\u2069", "gpj.exe x")]
    public void What_no_text_needs_is_taken_away(string typed, string shown) => Assert.Equal(shown, ShownText.Clean(typed));

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("half \uFFFD pair", ShownText.Clean("half \uD83D pair"));

    [Fact]
    public void A_cut_falls_between_characters_as_people_see_them()
    {
        Assert.Equal("ab", ShownText.Cut("ab👨‍👩‍👧‍👦", 12, piece => piece.Length));
        Assert.Equal("ab👨‍👩‍👧‍👦", ShownText.Cut("ab👨‍👩‍👧‍👦", 13, piece => piece.Length));
        Assert.Equal("", ShownText.Cut("abc", 0, piece => piece.Length));
    }
}
