using System.Text.Json.Nodes;
using PolicyBot.Slack.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>The rules see what is wrong: each change to a good form is refused.</summary>
public sealed class BlockKitRulesTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "/title/text", "\"Twenty-five characters ...\"" },
        { "/submit", "null" },
        { "/private_metadata", $"\"{new string('x', 3_001)}\"" },
        { "/colour", "1" },
        { "/blocks/0/text/text", $"\"{new string('x', 151)}\"" },
        { "/blocks/0/text/type", "\"mrkdwn\"" },
        { "/blocks/1/elements/0/elements/0/text", "\"\"" },
        { "/blocks/1/elements/0/type", "\"rich_text_table\"" },
        { "/blocks/2/label", "null" },
        { "/blocks/2/block_id", "\"scope\"" },
        { "/blocks/2/element/max_length", "3001" },
        { "/blocks/3/element/initial_value", "\"too short\"" },
        { "/blocks/6/element/initial_date", "\"15 Feb\"" },
        { "/blocks/7/element/options/0/text/text", $"\"{new string('<', 20)}\"" },
        { "/blocks/7/element/initial_option", """{"text":{"type":"plain_text","text":"robot"},"value":"robot"}""" },
        { "/blocks/14/elements/0/style", "\"default\"" },
        { "/blocks/14/elements/0/text/text", $"\"{new string('x', 76)}\"" },
    };

    [Fact]
    public void A_good_form_has_no_fault() => Assert.Empty(BlockKitRules.FaultsOfView(SlackCards.Modal(SampleViews.Form())));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Each_fault_is_found(string path, string value)
    {
        var modal = SlackCards.Modal(SampleViews.Form());
        var steps = path.Split('/')[1..];
        var owner = steps[..^1].Aggregate((JsonNode)modal, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        if (value == "null")
        {
            owner.AsObject().Remove(steps[^1]);
        }
        else
        {
            owner[steps[^1]] = JsonNode.Parse(value);
        }

        Assert.NotEmpty(BlockKitRules.FaultsOfView(modal));
    }
}
