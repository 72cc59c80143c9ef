using System.Text.Json.Nodes;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Tests.Schemas;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class CardSchemaTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_card_is_a_valid_Adaptive_Card(string name)
    {
        var cards = Enum.GetValues<TeamsCardActions>().Select(mode => CardText.Draw(SampleViews.All[name], mode));

        foreach (var card in cards)
        {
            Assert.Empty(CardSchema.Faults(card));
        }
    }

    [Theory]
    [InlineData("a member that nobody knows", "body/0/colour", "\"red\"")]
    [InlineData("an element that nobody knows", "body/0/type", "\"Paragraph\"")]
    [InlineData("a number for a text", "body/0/items/0/inlines/0/text", "5")]
    [InlineData("a colour that there is not", "body/0/style", "\"crimson\"")]
    [InlineData("a text for yes or no", "body/4/isRequired", "\"yes\"")]
    [InlineData("a button without its kind", "body/5/actions/0/type", null)]
    [InlineData("a fallback that is no action", "body/5/actions/0/fallback/type", "\"Action.Nothing\"")]
    [InlineData("no body but a text", "body", "\"hello\"")]
    public void A_broken_card_is_found_out(string fault, string path, string? json)
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!;
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(card, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);

        if (json is null)
        {
            Assert.True(parent.AsObject().Remove(steps[^1]), fault);
        }
        else
        {
            parent[steps[^1]] = JsonNode.Parse(json);
        }

        Assert.NotEmpty(CardSchema.Faults(card.ToJsonString()));
    }
}
