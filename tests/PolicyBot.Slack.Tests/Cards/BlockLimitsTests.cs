using System.Text.Json.Nodes;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;
using PolicyBot.Testing;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

public sealed class BlockLimitsTests
{
    private const string Family = "👨‍👩‍👧‍👦"; // one character for people, eleven UTF-16 code units

    private static readonly Dictionary<string, Func<int, string>> Scripts = new()
    {
        ["Latin"] = length => Fill("Why the policy cannot be met. ", length),
        ["CJK"] = length => Fill("例外の理由", length),
        ["emoji"] = length => Fill(Family, length),
        ["entities"] = length => Fill("&<>", length),
        ["quotes"] = length => Fill("\"\\", length),
        ["one character a line"] = length => Fill("a\n", length),
        ["marks upon marks"] = length => "a" + new string('\u0301', length - 1),
        ["nothing to see"] = length => new string('\u202E', length),
    };

    public static TheoryData<string> Names => [.. SlackViews.All.Keys];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var script in Scripts.Keys)
            {
                foreach (var view in SlackViews.Filled(_ => "").Keys)
                {
                    cases.Add(view, script);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slack_takes_what_is_drawn(string name) => Assert.Empty(BlockNodes.Faults(SlackViews.All[name]));

    [Theory]
    [InlineData("Latin")]
    [InlineData("CJK")]
    public void Slack_takes_a_choice_among_600_policies_with_the_longest_names(string script)
    {
        var catalog = ManyPolicies.Catalog(number => $"{number} {Scripts[script](145)}");
        var id = ExceptionId.Parse("PX-7K2M9QRT");
        var areas = RequestForm.ChoosePolicy(catalog, id);

        Assert.Empty(BlockNodes.Faults(areas));
        Assert.All(
            areas.Fields[0].Choices, area => Assert.Empty(BlockNodes.Faults(RequestForm.ChoosePolicy(catalog, id, area.Value))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Slack_takes_the_longest_texts_and_no_input_or_button_is_lost(string name, string script)
    {
        var view = SlackViews.Filled(Scripts[script])[name];
        var small = JsonNode.Parse(CardText.Draw(SlackViews.Filled(_ => "short")[name]))!;

        var drawn = CardText.Draw(view);

        var json = JsonNode.Parse(drawn)!;
        Assert.Empty(BlockNodes.Faults(view));
        Assert.Equal(Ids(small["modal"]), Ids(json["modal"]));
        Assert.Equal(Values(small["modal"]), Values(json["modal"]));
        Assert.Equal(Values(small["home"]), Values(json["home"]));
        Assert.DoesNotContain('\uFFFD', drawn);
        Assert.Equal(drawn, CardText.Draw(view));
    }

    [Theory]
    [InlineData("Latin")]
    [InlineData("CJK")]
    [InlineData("entities")]
    public void A_dialog_holds_everything_to_the_last_character(string script)
    {
        var view = FilledViews.Approval(Scripts[script]);

        var modal = SlackCards.Modal(view);

        var shown = string.Concat(BlockNodes.Shown(modal)).Replace(" ", "", StringComparison.Ordinal);
        Assert.All(view.Parts.Concat(view.Details), part =>
            Assert.Contains(part.Text.Trim().Replace(" ", "", StringComparison.Ordinal), shown, StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_keeps_long_texts_short_and_says_where_all_of_them_is()
    {
        var message = SlackCards.Message(FilledViews.Approval(Scripts["Latin"]));

        var text = BlockNodes.Shown(message).Where(text => text.EndsWith("… (all of it under Show all)", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, text.Count);
        Assert.All(text, start => Assert.InRange(start.Length, 60, 240));
        Assert.Contains("Show all", BlockNodes.Buttons(message));
        Assert.DoesNotContain("Details", BlockNodes.Buttons(message)); // one of them opens everything
    }

    [Fact]
    public void The_accepted_risk_is_never_shortened()
    {
        var view = SampleViews.Approval() with { Acceptance = Fill("By approving you accept the risk. ", 1_000) };

        Assert.Equal(view.Acceptance.Trim(), (string?)BlockNodes.Block(SlackCards.Message(view), "acceptance")["text"]!["text"]);
    }

    [Fact]
    public void A_character_that_people_see_as_one_is_never_cut_in_two()
    {
        var message = SlackCards.Message(FilledViews.Approval(Scripts["emoji"]));

        var shortened = BlockNodes.Shown(message).Select(text => text.Trim())
            .Where(text => text.StartsWith(Family, StringComparison.Ordinal) && text.Contains('…')).ToList();
        Assert.NotEmpty(shortened);
        Assert.All(shortened, text => Assert.Equal("", text[..text.IndexOf('…')].Replace(Family, "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_that_is_too_long_counts_what_it_leaves_out(bool message)
    {
        var view =
            SampleViews.List() with
            {
                Lines =
                [.. Enumerable.Range(1, 200)
                    .Select(number => new ListLine($"Request {number}", "HIGH", SampleViews.Action(Verbs.Status, "Open")))]
            };

        var drawn = message ? SlackCards.Message(view) : SlackCards.Modal(view);

        var shown = BlockNodes.Buttons(drawn).Count(title => title == "Open");
        Assert.InRange(shown, message ? 20 : 90, message ? 46 : 97);
        Assert.Contains(BlockNodes.Shown(drawn), text => text.StartsWith($"{200 - shown} more do not fit here.", StringComparison.Ordinal));
        Assert.Empty(BlockNodes.Faults(view));
    }

    [Fact]
    public void A_history_of_years_keeps_its_beginning_and_its_end()
    {
        var view = SampleViews.History() with
        {
            Parts = [.. Enumerable.Range(1, 400)
                .Select(number =>
                    new TextPart($"{number}. Sal Ortiz wrote", Fill("Still waiting for the vendor. ", TextLimits.Other), Quoted: true))],
        };

        var modal = SlackCards.Modal(view);

        var shown = BlockNodes.Shown(modal);
        Assert.Contains("1. Sal Ortiz wrote", shown);
        Assert.Contains("400. Sal Ortiz wrote", shown);
        Assert.Empty(BlockNodes.Faults(view));
    }

    [Fact]
    public void A_thousand_policies_can_be_chosen_from()
    {
        var policy = SlackViews.PolicyChoice().Fields[0];
        var view = SlackViews.PolicyChoice() with
        {
            Fields = [
                policy with { Choices =
                    [.. Enumerable.Range(0, 1_000)
                        .Select(number => new FieldChoice($"POL-{number}", $"Area {number % 7}: Policy {number} about something"))] }],
        };

        var modal = SlackCards.Modal(view);

        var groups = BlockNodes.OfType(modal, "static_select").Single()["option_groups"]!.AsArray();
        Assert.Equal(14, groups.Count); // seven areas with more than a hundred each
        Assert.Equal(1_000, groups.Sum(group => group!["options"]!.AsArray().Count));
        Assert.Empty(BlockNodes.Faults(view));
    }

    [Fact]
    public void Where_even_the_policies_names_are_too_much_the_id_can_be_written()
    {
        var policy = SlackViews.PolicyChoice().Fields[0];
        var view = SlackViews.PolicyChoice() with
        {
            Fields = [
                policy with { Choices =
                    [.. Enumerable.Range(0, 1_000)
                        .Select(number => new FieldChoice($"POL-{number}", $"{Scripts["CJK"](150)}: {number} {Scripts["CJK"](150)}"))] }],
        };

        var modal = SlackCards.Modal(view);

        Assert.Equal("plain_text_input", (string?)BlockNodes.Block(modal, "policyId")["element"]!["type"]);
        Assert.Contains("POL-0", (string?)BlockNodes.Block(modal, "policyId")["hint"]!["text"], StringComparison.Ordinal);
        Assert.Empty(BlockNodes.Faults(view));
    }

    private static List<string?> Ids(JsonNode? view) => [.. BlockNodes.OfType(view, "input").Select(input => (string?)input["block_id"])];

    private static List<string> Values(JsonNode? node) =>
        [.. BlockNodes.OfType(node, "button").Select(button => $"{button["action_id"]} {button["value"]}")];

    private static string Fill(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
