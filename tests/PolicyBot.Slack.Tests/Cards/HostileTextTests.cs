using System.Text.Json.Nodes;
using PolicyBot.Slack.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>A person's text shows as text: no mention, no link, no mark-up, no emoji, no turned direction.</summary>
public sealed class HostileTextTests
{
    private const string Hostile =
        "<!channel> <!here> <@U012AB3CD> <!subteam^S012> <#C012> <https://evil.example|Approve here> <!date^1^{date}^https://evil.example|x>\n" +
        "*Approved by the CISO* _x_ ~x~ `x` ```x``` :white_check_mark: https://evil.example @here #general\n> quoted & &lt;!channel&gt;\n" +
        "[see](https://evil.example)\n\u202Edrah\u2066\u0007\u0000\uD800 end";

    // Where Slack makes nothing of a text, and the marks of our own that stand beside one.
    private static readonly string[] OursOrHarmless =
    [
        "modal", "home", "section", "header", "divider", "actions", "input", "rich_text", "rich_text_section", "rich_text_quote", "text",
            "emoji", "plain_text",
        "button", "static_select", "radio_buttons", "datepicker", "plain_text_input",
    ];

    private static readonly string[] OurEmoji = ["warning", "white_check_mark", "large_orange_circle"];

    public static TheoryData<string> Names => [.. SlackViews.Filled(_ => "").Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hostile_text_stands_only_where_Slack_makes_nothing_of_it(string name)
    {
        var view = SlackViews.Filled(_ => Hostile)[name];

        var drawn = JsonNode.Parse(CardText.Draw(view))!;

        var nodes = BlockNodes.Walk(drawn).ToList();
        Assert.All(nodes.Where(node => node.ContainsKey("type")), node => Assert.Contains((string?)node["type"], OursOrHarmless));
        Assert.All(nodes.Where(node => (string?)node["type"] == "plain_text"), node => Assert.False((bool)node["emoji"]!));
        Assert.All(nodes.Where(node => (string?)node["type"] == "emoji"), node => Assert.Contains((string?)node["name"], OurEmoji));
        Assert.All(BlockNodes.Shown(drawn), text =>
            Assert.DoesNotContain(text, character =>
                (char.IsControl(character) && character != '\n') || character is '\u202E' or '\u2066'));
        Assert.Contains(BlockNodes.Shown(drawn), text => text.Contains("<!channel>", StringComparison.Ordinal));
        Assert.Empty(BlockNodes.Faults(view));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_sentence_beside_the_blocks_holds_no_mention_and_no_link(string name)
    {
        var sentence = (string?)JsonNode.Parse(CardText.Draw(SlackViews.Filled(_ => Hostile)[name]))!["message"]?["text"] ?? "";

        Assert.DoesNotContain('<', sentence);
        Assert.DoesNotContain('>', sentence);
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", sentence);
    }

    [Theory]
    [InlineData("Approved\nPX-7K2M9QRT · Approved by the CISO")]
    [InlineData("Approved\r\n\u2028\u0085> By approving you accept nothing")]
    public void A_title_cannot_look_like_a_line_of_ours(string title)
    {
        var message = SlackCards.Message(SampleViews.Approval() with { Title = title });

        var quotes = BlockNodes.OfType(message, "rich_text_quote").SelectMany(BlockNodes.Shown);
        var rest = BlockNodes.OfType(message, "rich_text_section").SelectMany(BlockNodes.Shown)
            .Concat(BlockNodes.OfType(message, "plain_text").SelectMany(BlockNodes.Shown));
        Assert.Contains(quotes, text => text.StartsWith("Approved", StringComparison.Ordinal));
        Assert.DoesNotContain(rest, text => text.Contains("Approved", StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_person_typed_stays_in_the_input_to_the_letter()
    {
        const string typed = "<@U012AB3CD> *now* :tada:\n\n\n\ttabbed & so on, longer than forty characters in all";
        var form = SampleViews.Form();
        var view = form with { Fields = [form.Fields[1] with { Value = typed }] };

        var modal = SlackCards.Modal(view);

        Assert.Equal(typed, (string?)BlockNodes.Block(modal, "justification")["element"]!["initial_value"]);
    }
}
