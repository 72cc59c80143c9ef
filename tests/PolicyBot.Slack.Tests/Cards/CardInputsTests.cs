using System.Text.Json.Nodes;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

public sealed class CardInputsTests
{
    [Fact]
    public void A_form_asks_everything_there_is_under_the_fields_own_ids()
    {
        var form = SampleViews.Form();

        var inputs = BlockNodes.OfType(SlackCards.Modal(form), "input");

        Assert.Equal(form.Fields.Concat(form.More).Select(field => field.Id), inputs.Select(input => (string?)input["block_id"]));
        Assert.All(inputs, input => Assert.Equal("value", (string?)input["element"]!["action_id"]));
        Assert.Equal(form.Fields.Concat(form.More).Select(field => !field.Required), inputs.Select(input => (bool)input["optional"]!));
    }

    [Theory]
    [InlineData("title", "plain_text_input")]
    [InlineData("justification", "plain_text_input")]
    [InlineData("expiresOn", "datepicker")]
    [InlineData("field.accountType", "radio_buttons")]
    [InlineData("field.accounts", "plain_text_input")]
    [InlineData("confidential", "radio_buttons")]
    [InlineData("policyId", "static_select")]
    public void Each_kind_of_answer_has_its_input(string id, string type) =>
        Assert.Equal(type, (string?)Input(SlackViews.PolicyChanged(), id)["element"]!["type"]);

    [Theory]
    [InlineData(null, "multi_static_select")]
    [InlineData("assets", "multi_external_select")]
    public void Several_answers_are_chosen_from_a_list_or_looked_up_while_they_are_typed(string? lookup, string type)
    {
        var form = SampleViews.Form() with { More = [SampleViews.Several(lookup)] };

        var element = Input(form, "assetsPicked")["element"]!;

        Assert.Equal(type, (string?)element["type"]);
        Assert.Equal(["db-7"], element["initial_options"]!.AsArray().Select(option => (string?)option!["value"]));
        Assert.Equal(lookup is null, element["options"] is not null);
        Assert.Equal(lookup is null ? "value" : "lookup:assets", (string?)element["action_id"]);
        Assert.Empty(BlockKitRules.FaultsOfView(SlackCards.Modal(form)));
    }

    [Fact]
    public void What_is_optional_stands_below_a_heading_that_says_so()
    {
        var blocks = SlackCards.Modal(SampleViews.Form())["blocks"]!.AsArray();

        var heading = blocks.IndexOf(blocks.Single(block => BlockNodes.Shown(block) is ["More (optional)"]));

        Assert.Equal("divider", (string?)blocks[heading - 1]!["type"]);
        Assert.Equal("impactIfDenied", (string?)blocks[heading + 1]!["block_id"]);
    }

    [Fact]
    public void The_policy_can_be_changed_while_the_form_is_filled_in()
    {
        var policy = Input(SlackViews.PolicyChanged(), "policyId");

        Assert.True((bool)policy["dispatch_action"]!);
        Assert.Equal("SEC-MFA", (string?)policy["element"]!["initial_option"]!["value"]);
    }

    [Fact]
    public void Policies_stand_under_their_areas_and_long_names_go_on_below()
    {
        var groups = Input(SlackViews.PolicyChoice(), "policyId")["element"]!["option_groups"]!.AsArray();

        Assert.Equal(["Security", "Procurement"], groups.Select(group => (string?)group!["label"]!["text"]));
        var option = groups[0]!["options"]![1]!;
        Assert.Equal("Encryption in transit for every service that staff, customers or…", (string?)option["text"]!["text"]);
        Assert.Equal("…suppliers can reach", (string?)option["description"]!["text"]);
    }

    [Fact]
    public void A_choice_that_need_not_be_made_can_be_taken_back()
    {
        var form = SampleViews.Form();

        var choice = Input(form with { Fields = [form.Fields[5] with { Required = false }] }, "field.accountType");

        Assert.Equal("static_select", (string?)choice["element"]!["type"]);
    }

    [Fact]
    public void More_than_a_hundred_answers_are_grouped_by_where_they_begin_and_end()
    {
        var form = SampleViews.Form();
        var many =
            form.Fields[
                5] with
            { Choices = [.. Enumerable.Range(1, 150).Select(number => new FieldChoice($"v{number}", $"Team {number}"))] };

        var groups = Input(form with { Fields = [many] }, "field.accountType")["element"]!["option_groups"]!.AsArray();

        Assert.Equal(["Team 1 – Team 100", "Team 101 – Team 150"], groups.Select(group => (string?)group!["label"]!["text"]));
    }

    [Theory]
    [InlineData(null, false, "false")]
    [InlineData(null, true, null)]
    [InlineData("true", false, "true")]
    public void A_yes_or_no_that_must_be_answered_is_not_answered_beforehand(string? value, bool required, string? chosen)
    {
        var form = SampleViews.Form();

        var toggle = Input(form with { More = [form.More[3] with { Value = value, Required = required }] }, "confidential");

        Assert.Equal(["true", "false"], toggle["element"]!["options"]!.AsArray().Select(option => (string?)option!["value"]));
        Assert.Equal(chosen, (string?)toggle["element"]!["initial_option"]?["value"]);
    }

    [Theory]
    [InlineData("justification", 40, 3_000)]
    [InlineData("title", null, 150)]
    [InlineData("field.accounts", null, 3_000)]
    public void A_text_has_its_limits(string id, int? least, int most)
    {
        var element = Input(SampleViews.Form(), id)["element"]!;

        Assert.Equal((least, most), ((int?)element["min_length"], (int?)element["max_length"]));
    }

    [Fact]
    public void An_answer_that_is_too_short_or_too_long_can_still_be_shown_and_mended()
    {
        var form = SampleViews.Form();
        var view = form with
        {
            Fields = [form.Fields[0] with { Value = new string('a', 400) }, form.Fields[1] with { Value = "short" },
                form.Fields[2] with { Value = new string('b', 5_000) }],
        };

        var modal = SlackCards.Modal(view);

        Assert.Equal((400, 3_000), Lengths(modal, "title"));
        Assert.Null(BlockNodes.Block(modal, "justification")["element"]!["min_length"]);
        Assert.Equal((3_000, 3_000), Lengths(modal, "scope"));
        Assert.Contains("3000 of 5000", (string?)BlockNodes.Block(modal, "scope")["hint"]!["text"], StringComparison.Ordinal);
        Assert.Empty(BlockNodes.Faults(view));
    }

    [Fact]
    public void What_does_not_fit_its_kind_is_left_out_of_the_input()
    {
        var form = SampleViews.Form();
        var view = form with { Fields = [form.Fields[4] with { Value = "soon" }, form.Fields[5] with { Value = "robot" }], More = [] };

        var modal = SlackCards.Modal(view);

        Assert.DoesNotContain(BlockNodes.Walk(modal), node => node.ContainsKey("initial_date") || node.ContainsKey("initial_option"));
    }

    [Fact]
    public void A_refused_form_says_what_is_wrong_above_and_at_the_field_and_keeps_the_answers()
    {
        var modal = SlackCards.Modal(SampleViews.RefusedForm());

        var top = BlockNodes.Shown(modal["blocks"]![0]);
        Assert.Contains("Two answers need another look. Nothing was sent yet.", top);
        Assert.Contains(" Ana decides on this policy; name somebody else.", top);
        Assert.Equal("Say why, in at least 40 characters (30 now).", (string?)BlockNodes.Block(modal, "justification")["hint"]!["text"]);
        Assert.Equal("The vendor has no support yet.", (string?)BlockNodes.Block(modal, "justification")["element"]!["initial_value"]);
    }

    [Fact]
    public void A_day_that_Slack_cannot_bound_says_its_bounds()
    {
        var day = Input(SampleViews.RefusedForm(), "expiresOn");

        Assert.Equal("2027-02-15", (string?)day["element"]!["initial_date"]);
        Assert.Equal("Choose a day between 21 Nov 2026 and 18 Feb 2027.", (string?)day["hint"]!["text"]);
    }

    [Fact]
    public void A_choice_whose_values_Slack_would_refuse_is_written_instead()
    {
        var form = SampleViews.Form();
        var view = form with { Fields = [form.Fields[5] with { Choices = [new(new string('x', 80), "Long")] }] };

        Assert.Equal("plain_text_input", (string?)Input(view, "field.accountType")["element"]!["type"]);
        Assert.Empty(BlockNodes.Faults(view));
    }

    private static JsonObject Input(FormView view, string id) => BlockNodes.Block(SlackCards.Modal(view), id);

    private static (int Value, int Most) Lengths(JsonNode modal, string id)
    {
        var element = BlockNodes.Block(modal, id)["element"]!;
        return (((string)element["initial_value"]!).Length, (int)element["max_length"]!);
    }
}
