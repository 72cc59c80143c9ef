using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class TeamsTextTests
{
    [Theory]
    [InlineData("MFA off on svc-build")]
    [InlineData("PX-7K2M9QRT: ends Mon 15 Feb 2027, 87 days (high)")]
    [InlineData("Ana's \"plan\" & more; 5 € + 3 %")]
    [InlineData("例外 👨‍👩‍👧‍👦 עברית")]
    public void Harmless_text_stays_as_it_is(string text)
    {
        Assert.Equal(text, TeamsText.Plain(text));
        Assert.Equal(text, TeamsText.Escaped(text));
    }

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("a\tb\u0000\u0007\u001b[31mc\u0085", "a b[31mc\n")]
    [InlineData("\u202Egpj.exe\u202C \u2066x\u2069", "gpj.exe x")]
    [InlineData("<at>Ana</at>", "<\u200Bat>Ana<\u200B/at>")]
    [InlineData("<\u0000at>Ana", "<\u200Bat>Ana")]
    [InlineData("{{{DATE(x)}}}", "{\u200B{\u200B{DATE(x)}}}")]
    [InlineData("${title}", "$\u200B{title}")]
    public void What_a_client_would_act_on_is_broken(string typed, string shown) => Assert.Equal(shown, TeamsText.Plain(typed));

    [Theory]
    [InlineData("**b** _i_ ~~s~~ `c`", @"\*\*b\*\* \_i\_ \~\~s\~\~ \`c\`")]
    [InlineData("# head", @"\# head")]
    [InlineData("1. one", @"1\. one")]
    [InlineData("- one", @"\- one")]
    [InlineData(@"back\slash", @"back\\slash")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("https://evil.example", "https:\u200B//evil.\u200Bexample")]
    public void Markdown_is_escaped_where_it_would_run(string typed, string shown) => Assert.Equal(shown, TeamsText.Escaped(typed));
}
