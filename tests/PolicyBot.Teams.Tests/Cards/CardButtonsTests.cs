using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Inbound;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class CardButtonsTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_Execute_has_a_Submit_with_the_same_routing_as_fallback(string name)
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.All[name], TeamsCardActions.Execute))!;

        Assert.All(CardNodes.OfType(card, "Action.Execute"), execute =>
        {
            Assert.Equal("Action.Submit", (string?)execute["fallback"]!["type"]);
            Assert.Equal((string?)execute["title"], (string?)execute["fallback"]!["title"]);
            Assert.Equal((string?)execute["verb"], (string?)execute["data"]!["verb"]);
            Assert.True(JsonNode.DeepEquals(execute["data"], execute["fallback"]!["data"]));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_submit_mode_no_Execute_is_left_and_the_client_says_nothing_of_its_own(string name)
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.All[name], TeamsCardActions.Submit))!;

        Assert.Empty(CardNodes.OfType(card, "Action.Execute"));
        Assert.All(CardNodes.OfType(card, "Action.Submit"), submit => Assert.True((bool)submit["msTeams"]!["feedback"]!["hide"]!));
    }

    [Fact]
    public void A_button_carries_what_it_does_and_what_it_is_about()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!;

        var approve = CardNodes.OfType(card, "Action.Execute")[0];

        Assert.Equal("""{"verb":"review.approve","id":"PX-7K2M9QRT","revision":2}""", approve["data"]!.ToJsonString());
        Assert.Equal("Approve PX-7K2M9QRT", (string?)approve["tooltip"]);
    }

    [Theory]
    [InlineData("comment", "7777777777")]
    [InlineData("conditions", """["x"]""")]
    [InlineData("field.seats", "5")]
    [InlineData("confidential", "true")]
    public void What_is_no_text_is_named_and_never_counts(string field, string value)
    {
        var data = JsonSerializer.SerializeToElement(
            JsonNode.Parse($$"""{"verb":"review.approve","id":"PX-7K2M9QRT","revision":2,"title":null,"{{field}}":{{value}}}"""));

        var press = TeamsParser.ActionFrom(Verbs.Approve, data);

        Assert.Equal(field, TeamsParser.FindNoText(data));
        Assert.Equal(("PX-7K2M9QRT", 2, ""), (press.Id, press.Revision, press.Inputs[field]));
    }

    [Theory]
    [InlineData(TeamsCardActions.Execute)]
    [InlineData(TeamsCardActions.Submit)]
    public void What_a_button_answers_comes_back_among_the_inputs(TeamsCardActions actions)
    {
        var view =
            SampleViews.List() with
            {
                Actions =
                [new CardAction { Verb = Verbs.TalkAnswer, Title = "service", Id = ExceptionId.Parse("PX-7K2M9QRT"),
                Value = "field.accountType=service" }]
            };
        var button =
            CardNodes.OfType(JsonNode.Parse(CardText.Draw(view, actions))!,
            actions == TeamsCardActions.Execute ? "Action.Execute" : "Action.Submit")[^1];

        var press = TeamsParser.ActionFrom(Verbs.TalkAnswer, JsonSerializer.SerializeToElement(button["data"]));

        Assert.Equal(("PX-7K2M9QRT", "field.accountType=service"), (press.Id, Assert.Single(press.Inputs).Value));
        Assert.Equal(CardAction.ValueInput, press.Inputs.Single().Key);
    }

    [Fact]
    public void An_approval_card_has_exactly_the_three_decisions_and_all_else_only_opens_and_closes()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!;

        var actions = CardNodes.OfType(card, "Action.");

        Assert.Equal(["Approve", "Reject", "Request changes"], actions.Where(action => Type(action) == "Action.Execute").Select(Title));
        Assert.Equal(["Show all", "Details", "Conditions"], actions.Where(action => Type(action) == "Action.ToggleVisibility").Select(Title));
        Assert.Equal(3, actions.Count(action => Type(action) == "Action.Submit")); // the fallbacks
    }

    [Fact]
    public void The_approval_cards_first_screen_comes_before_all_that_is_hidden()
    {
        var body = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!["body"]!.AsArray();

        var comment = body.IndexOf(body.Single(element => (string?)element!["id"] == "comment"));
        var hidden = body.Index().Where(element => element.Item!["isVisible"] is { } visible && !(bool)visible)
            .Select(element => (string?)element.Item!["id"]);

        Assert.Equal("Action.Execute", (string?)body[comment + 1]!["actions"]![0]!["type"]);
        Assert.Equal(["policybot.all", "policybot.details", "policybot.more"], hidden); // the first takes the place of the beginnings
    }

    [Fact]
    public void A_long_reason_leaves_comment_and_buttons_in_reach_and_unfolds_where_it_stands()
    {
        var view = SampleViews.LongApproval();
        var reason = view.Parts[3].Text;

        var body = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!["body"]!.AsArray();

        var comment = body.IndexOf(body.Single(element => (string?)element!["id"] == "comment"));
        var first = Runs(body.Take(comment).Where(element => (bool?)element!["isVisible"] != false));
        var whole = Runs(body.Where(element => (string?)element!["id"] == "policybot.all"));
        Assert.Contains(first, text => text.StartsWith("The vendor has no support", StringComparison.Ordinal));
        Assert.Contains(first, text => text.EndsWith('…'));
        Assert.InRange(first.Sum(text => text.Length), 1, 1000);
        Assert.Equal(reason.Count(character => character == '\n'),
            whole.Count(text => text.StartsWith("The vendor has no support", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(TeamsCardActions.Execute)]
    [InlineData(TeamsCardActions.Submit)]
    public async Task A_button_that_ignores_inputs_works_while_required_ones_are_blank(TeamsCardActions mode)
    {
        var drawn = await RenderedCard.DrawAsync(CardText.Draw(SampleViews.Form(), mode));

        Assert.Equal(["Discard"], drawn.Fired);
    }

    [Fact]
    public void A_button_that_ignores_inputs_is_a_Submit_because_Execute_does_not_on_an_iPhone()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Form(), TeamsCardActions.Execute))!;

        var discard = CardNodes.OfType(card, "Action.").Single(action => Title(action) == "Discard");

        Assert.Equal("Action.Submit", Type(discard));
        Assert.Equal("none", (string?)discard["associatedInputs"]);
    }

    [Fact]
    public async Task No_decision_is_sent_without_its_comment()
    {
        var blank = await RenderedCard.DrawAsync(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute));
        var written = SampleViews.Approval();
        var filled =
            await RenderedCard.DrawAsync(
                CardText.Draw(
                    written with { Comment = written.Comment with { Value = "Fine until the vendor ships" } }, TeamsCardActions.Execute));

        Assert.Empty(blank.Fired);
        Assert.Equal(["Approve", "Reject", "Request changes"], filled.Fired.Distinct());
    }

    [Fact]
    public void No_more_than_six_buttons_stand_side_by_side()
    {
        var view =
            SampleViews.Ping() with
            {
                Actions =
                [.. Enumerable.Range(1, 8).Select(number => SampleViews.Action(Verbs.Status, $"Button {number}"))]
            };

        var actions = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!["actions"]!.AsArray();

        Assert.Equal(["Button 7", "Button 8"],
            actions.Where(action => (string?)action!["mode"] == "secondary").Select(action => Title(action!.AsObject())));
    }

    private static List<string> Runs(IEnumerable<JsonNode?> elements) =>
        [.. elements.SelectMany(element => CardNodes.OfType(element!, "TextRun")).Select(run => (string)run["text"]!)];

    private static string? Type(JsonObject action) => (string?)action["type"];

    private static string? Title(JsonObject action) => (string?)action["title"];
}
