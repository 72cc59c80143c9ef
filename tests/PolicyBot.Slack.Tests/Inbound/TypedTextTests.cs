using PolicyBot.Slack.Inbound;

namespace PolicyBot.Slack.Tests.Inbound;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("help", "help")]
    [InlineData("<@UBOT> my requests", "my requests")]
    [InlineData("hey <@UBOT|policybot>, help", "hey , help")]
    [InlineData("ask <@U2|ana> or <@U3>", "ask @ana or (somebody)")]
    [InlineData("ask <@U4> in <#C1>", "ask @Bo Chen in (a channel)")]
    [InlineData("ask <@U012AB3CD>", "ask (somebody)")]
    [InlineData("in <#C1|general>", "in #general")]
    [InlineData("<!here> and <!subteam^S1|@leads>", "@here and @leads")]
    [InlineData("<https://intra.example/a?b=1&amp;c=2>", "https://intra.example/a?b=1&c=2")]
    [InlineData("<https://intra.example/a|the page>", "the page (https://intra.example/a)")]
    [InlineData("<http://intra.example|intra.example>", "http://intra.example")]
    [InlineData("<mailto:ana@contoso.example|ana@contoso.example>", "ana@contoso.example")]
    [InlineData("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("< and <>", "< and <>")]
    [InlineData("", "")]
    public void What_somebody_typed_is_read_as_they_see_it(string text, string seen) => Assert.Equal(
        seen, TypedText.Plain(text, "UBOT", new Dictionary<string, string> { ["U4"] = "Bo Chen", ["U012AB3CD"] = "U012AB3CD" }));
}
