using System.Text.Json.Nodes;
using PolicyBot.Teams.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class TeamsCardsTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_card_can_be_read_aloud_and_by_old_clients(string name)
    {
        var view = SampleViews.All[name];

        var card = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!;

        Assert.Equal(("1.5", "en", "Full"), ((string?)card["version"], (string?)card["lang"], (string?)card["msteams"]!["width"]));
        Assert.Equal(view.Summary, (string?)card["speak"]);
        Assert.NotEmpty((string)card["fallbackText"]!);
        Assert.Single(CardNodes.OfType(card, "TextBlock"), block => (string?)block["style"] == "heading");
        Assert.All(CardNodes.OfType(card, "TextBlock"), block => Assert.True((bool)block["wrap"]!));
    }

    [Fact]
    public async Task The_vendors_renderer_has_nothing_to_complain_of()
    {
        foreach (var view in SampleViews.All.Values)
        {
            var drawn = await RenderedCard.DrawAsync(CardText.Draw(view, TeamsCardActions.Execute));

            Assert.Empty(drawn.Problems);
        }
    }

    [Fact]
    public void An_old_client_is_told_how_to_ask_for_the_same()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!;

        Assert.EndsWith("write: status PX-7K2M9QRT", (string?)card["fallbackText"], StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_and_news_stand_above_everything_else()
    {
        var view = SampleViews.List() with { Fault = "That was decided meanwhile.", Done = "Approved PX-1A2B3C4D. 11 left." };

        var body = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!["body"]!.AsArray();

        Assert.Equal(("attention", "good"), ((string?)body[0]!["style"], (string?)body[1]!["style"]));
        Assert.Contains(view.Fault, body[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(view.Done, body[1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Emoji_and_CJK_are_written_as_they_are_and_a_typed_escape_stays_what_was_typed()
    {
        const string title = @"例外 👍 \ud83d\udc4d";
        var view = SampleViews.Approval() with { Parts = [new("What", title)] };

        var drawn = CardText.Draw(view, TeamsCardActions.Execute);

        Assert.Contains("例外 👍", drawn, StringComparison.Ordinal);
        Assert.Contains(CardNodes.OfType(JsonNode.Parse(drawn)!, "TextRun"), run => (string?)run["text"] == title);
    }
}
