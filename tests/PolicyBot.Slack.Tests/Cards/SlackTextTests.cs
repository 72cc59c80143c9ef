using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Tests.Cards;

public sealed class SlackTextTests
{
    [Theory]
    [InlineData("MFA off on svc-build")]
    [InlineData("Ana's \"plan\" & more; 5 € + 3 % <b> *so*")]
    [InlineData("例外 👨‍👩‍👧‍👦 עברית")]
    [InlineData("a\nb\n\nc")]
    public void Harmless_text_stays_as_it_is(string text) => Assert.Equal(text, SlackText.Plain(text));

    [Theory]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("a\n\n \n\nb", "a\n\nb")]
    [InlineData("a\tb\u0000\u0007\u001b[31mc", "a b[31mc")]
    [InlineData("\u202Egpj.exe\u202C \u2066x\u2069", "gpj.exe x")]
    public void What_no_text_needs_is_taken_away(string typed, string shown) => Assert.Equal(shown, SlackText.Plain(typed));

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("&lt;", "&amp;lt;")]
    public void Three_characters_are_escaped_once(string text, string escaped)
    {
        Assert.Equal(escaped, SlackText.Escaped(text));
        Assert.Equal(escaped.Length, SlackText.Cost(text));
    }

    [Fact]
    public void A_cut_falls_between_characters_as_people_see_them()
    {
        Assert.Equal("ab…", SlackText.Short("ab👨‍👩‍👧‍👦cd", 13));
        Assert.Equal("ab👨‍👩‍👧‍👦…", SlackText.Short("ab👨‍👩‍👧‍👦cd", 14));
        Assert.Equal("ab👨‍👩‍👧‍👦cd", SlackText.Short("ab👨‍👩‍👧‍👦cd", 15));
    }

    [Fact]
    public void A_cut_falls_between_words_where_that_costs_little()
    {
        Assert.Equal("The vendor has no…", SlackText.Short("The vendor has no support", 22));
        Assert.Equal("Donaudampfschifffahrts…", SlackText.Short("Donaudampfschifffahrtsgesellschaft", 23));
    }

    [Theory]
    [InlineData("one two three four", 9)]
    [InlineData("onetwothreefour", 6)]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 12)]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301b", 5)]
    public void Pieces_hold_everything_in_order(string text, int limit)
    {
        var pieces = SlackText.Pieces(text, limit).ToList();

        Assert.All(pieces, piece => Assert.InRange(SlackText.Cost(piece), 1, limit));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(pieces).Replace(" ", "", StringComparison.Ordinal));
    }
}
