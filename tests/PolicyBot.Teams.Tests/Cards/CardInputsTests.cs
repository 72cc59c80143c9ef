using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Tests.Schemas;
using PolicyBot.Testing.Views;

namespace PolicyBot.Teams.Tests.Cards;

public sealed class CardInputsTests
{
    public static TheoryData<string> Names => [.. SampleViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_are_unique_over_the_whole_card(string name)
    {
        var ids = CardNodes.Walk(JsonNode.Parse(CardText.Draw(SampleViews.All[name], TeamsCardActions.Execute)))
            .Where(node => node.ContainsKey("type") && node.ContainsKey("id"))
            .Select(node => (string?)node["id"])
            .ToList();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_has_a_label_and_says_what_is_wrong(string name)
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.All[name], TeamsCardActions.Execute))!;

        Assert.All(CardNodes.OfType(card, "Input."), input =>
        {
            Assert.NotEmpty((string)input["label"]!);
            Assert.NotEmpty((string)input["errorMessage"]!);
        });
    }

    [Theory]
    [InlineData("ten chars!", true)]
    [InlineData("  ten chars!\n ", true)]
    [InlineData("nine char", false)]
    [InlineData("   nine char   ", false)]
    [InlineData("                    ", false)]
    [InlineData("first line\nsecond line", true)]
    public void A_comment_needs_ten_characters_once_trimmed(string comment, bool enough)
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.Approval(), TeamsCardActions.Execute))!;

        var regex = (string)CardNodes.OfType(card, "Input.Text").Single()["regex"]!;

        Assert.Equal(@"^\s*\S[\s\S]{8,}\S\s*$", regex);
        Assert.Equal(enough, Regex.IsMatch(comment, regex, RegexOptions.ECMAScript));
    }

    [Fact]
    public void A_refused_form_says_what_is_wrong_above_and_at_the_field_and_keeps_the_answers()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.RefusedForm(), TeamsCardActions.Execute))!;

        var body = card["body"]!.AsArray();
        var field = body.IndexOf(body.Single(element => (string?)element!["id"] == "justification"));

        Assert.Equal("attention", (string?)body[0]!["style"]);
        Assert.Contains("Two answers need another look", body[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Ana decides on this policy", body[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("in at least 40 characters", body[field + 1]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("attention", (string?)body[field + 1]!["inlines"]![0]!["color"]);
        Assert.Equal("The vendor has no support yet.", (string?)body[field]!["value"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void More_is_open_only_when_something_in_it_is_wrong(bool wrong)
    {
        var view = wrong ? SampleViews.RefusedForm() : SampleViews.Form();

        var card = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!;

        Assert.Equal(wrong, (bool)CardNodes.Walk(card).Single(node => (string?)node["id"] == "policybot.more")["isVisible"]!);
    }

    [Fact]
    public void An_input_that_nobody_sees_holds_no_button_back()
    {
        var form = SampleViews.Form();
        var view = form with { More = [.. form.More.Select(field => field with { Required = true })] };

        var card = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!;

        Assert.All(CardNodes.OfType(CardNodes.Walk(card).Single(node => (string?)node["id"] == "policybot.more"), "Input."), input =>
            Assert.Null(input["isRequired"]));
    }

    [Fact]
    public void What_does_not_fit_its_kind_is_left_out_of_the_input()
    {
        var form = SampleViews.Form();
        var view =
            form with
            {
                Fields =
                [form.Fields[4] with { Value = "soon" }, form.Fields[5] with { Value = "robot" }, form.More[2] with { Value = "many" }],
                More = []
            };

        var card = JsonNode.Parse(CardText.Draw(view, TeamsCardActions.Execute))!;

        Assert.All(CardNodes.OfType(card, "Input."), input => Assert.Null(input["value"]));
    }

    [Fact]
    public void A_day_has_its_limits_and_a_choice_its_answers()
    {
        var card = JsonNode.Parse(CardText.Draw(SampleViews.RefusedForm(), TeamsCardActions.Execute))!;

        var day = CardNodes.OfType(card, "Input.Date").Single();
        var choice = CardNodes.OfType(card, "Input.ChoiceSet").Single();

        Assert.Equal(("2026-11-21", "2027-02-18", "2027-02-15"), ((string?)day["min"], (string?)day["max"], (string?)day["value"]));
        Assert.Equal(("compact", "service"), ((string?)choice["style"], (string?)choice["value"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("assets")]
    public void Several_answers_are_found_in_a_list_or_looked_up_while_they_are_typed(string? lookup)
    {
        var drawn = CardText.Draw(SampleViews.Form() with { Fields = [SampleViews.Several(lookup)], More = [] }, TeamsCardActions.Execute);

        var choice = CardNodes.OfType(JsonNode.Parse(drawn)!, "Input.ChoiceSet").Single();

        Assert.Equal(("filtered", true, "db-7"), ((string?)choice["style"], (bool)choice["isMultiSelect"]!, (string?)choice["value"]));
        Assert.Equal(lookup, (string?)choice["choices.data"]?["dataset"]);
        Assert.Equal(lookup is null ? null : "Data.Query", (string?)choice["choices.data"]?["type"]);
        Assert.Empty(CardSchema.Faults(drawn));
    }
}
