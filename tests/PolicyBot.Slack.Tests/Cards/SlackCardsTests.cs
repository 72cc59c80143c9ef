using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;
using PolicyBot.Testing.Views;

namespace PolicyBot.Slack.Tests.Cards;

public sealed class SlackCardsTests
{
    public static TheoryData<string> Names => [.. SlackViews.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_but_the_home_page_is_a_message_and_a_dialog(string name)
    {
        var drawn = JsonNode.Parse(CardText.Draw(SlackViews.All[name]))!;

        Assert.Equal(["message", "modal", "home"], drawn.AsObject().Select(member => member.Key));
        Assert.Equal(name == "home", drawn["message"] is null);
        Assert.Equal(name == "home", drawn["modal"] is null);
        Assert.Equal(name == "home", drawn["home"] is not null);
    }

    [Theory]
    [InlineData("approval", "HIGH: MFA off on svc-build, Sal Ortiz, until 15 Feb (PX-7K2M9QRT). Next: Approve, Reject, Request changes.")]
    [InlineData("ping", "PX-7K2M9QRT ends in 14 days: MFA off on svc-build. Next: Renew, Close: fixed, Let it end.")]
    [InlineData("status", "PX-7K2M9QRT is approved until 15 Feb: MFA off on svc-build.")]
    [InlineData("help", "I did not understand that. This is what I can do.")]
    public void The_sentence_for_notifications_says_what_it_is_about_and_what_to_do(string name, string sentence) =>
        Assert.Equal(sentence, (string?)SlackCards.Message(SlackViews.All[name])["text"]);

    [Fact]
    public void An_approval_asks_for_one_of_three_decisions_below_the_sentence_of_what_is_accepted()
    {
        var blocks = SlackCards.Message(SampleViews.Approval())["blocks"]!.AsArray();

        Assert.Equal("PX-7K2M9QRT · HIGH risk: the account can change what ships to customers · SEC-MFA", (string?)blocks[0]!["text"]!["text"]);
        Assert.Equal("acceptance", (string?)blocks[^2]!["block_id"]);
        Assert.Equal(["Approve", "Reject", "Request changes", "Details"], BlockNodes.Buttons(blocks[^1]));
        Assert.Equal(["review.approve", "review.reject", "review.changes", "show.details"],
            BlockNodes.OfType(blocks[^1], "button").Select(button => (string?)button["action_id"]));
        Assert.Equal(["primary", "danger", null, null], BlockNodes.OfType(blocks[^1], "button").Select(button => (string?)button["style"]));
        Assert.All(BlockNodes.OfType(blocks[^1], "button"), button => Assert.Equal("PX-7K2M9QRT|2", (string?)button["value"]));
        Assert.Equal("Approve PX-7K2M9QRT", (string?)BlockNodes.OfType(blocks[^1], "button")[0]["accessibility_label"]);
    }

    [Fact]
    public void The_dialog_of_a_decision_is_made_from_the_message_alone()
    {
        var message = JsonDocument.Parse(SlackCards.Message(SampleViews.Approval()).ToJsonString()).RootElement;

        var acceptance = SlackCards.AcceptanceIn(message);
        var modal = SlackCards.Modal(DecisionForm.Render(Verbs.Approve, SampleViews.Id, 2, acceptance));

        Assert.Equal(SampleViews.Approval().Acceptance, acceptance);
        Assert.Equal(("review.approve", "PX-7K2M9QRT|2", "Approve"),
            ((string?)modal["callback_id"], (string?)modal["private_metadata"], (string?)modal["submit"]!["text"]));
        Assert.Contains(acceptance, BlockNodes.Shown(modal));
        Assert.False((bool)BlockNodes.Block(modal, "comment")["optional"]!);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"blocks":"none"}""")]
    [InlineData("""{"blocks":[1,{"block_id":7},{"block_id":"acceptance"},{"block_id":"acceptance","text":"x"},{"block_id":"acceptance","text":{"text":null}}]}""")]
    public void A_message_without_the_sentence_accepts_nothing(string message) =>
        Assert.Equal("", SlackCards.AcceptanceIn(JsonDocument.Parse(message).RootElement));

    [Theory]
    [InlineData("form", "request.preview", "PX-7K2M9QRT|2", "Preview", "Cancel")]
    [InlineData("policy-choice", "request.next", "PX-7K2M9QRT|2", "Next", "Cancel")]
    [InlineData("preview", "request.submit", "PX-7K2M9QRT|2", "Submit", "Cancel")]
    [InlineData("approval", null, "PX-7K2M9QRT|2", null, "Close")]
    [InlineData("status", null, "PX-7K2M9QRT|2", null, "Close")]
    [InlineData("plain", null, "|0", null, "Close")]
    public void A_dialog_carries_what_it_submits_and_what_it_is_about(string name, string? verb, string about, string? submit, string close)
    {
        var modal = SlackCards.Modal(SlackViews.All[name]);

        Assert.Equal((verb, about), ((string?)modal["callback_id"], (string?)modal["private_metadata"]));
        Assert.Equal((submit, close), ((string?)modal["submit"]?["text"], (string?)modal["close"]!["text"]));
    }

    [Theory]
    [InlineData("form", "Discard")]
    [InlineData("preview", "Answer 2 questions", "Edit", "Discard")]
    [InlineData("approval", "Approve", "Reject", "Request changes")]
    [InlineData("status", "History", "Withdraw")]
    public void The_other_buttons_stand_inside_a_dialog(string name, params string[] buttons) =>
        Assert.Equal(buttons, BlockNodes.Buttons(SlackCards.Modal(SlackViews.All[name])));

    [Theory]
    [InlineData("form", "request.edit", "PX-7K2M9QRT|2")]
    [InlineData("policy-choice", "request.new", "|0")]
    [InlineData("decision", "review.approve", "PX-7K2M9QRT|2")]
    public void In_a_conversation_a_form_is_one_button_that_opens_it(string name, string verb, string about)
    {
        var button = BlockNodes.OfType(SlackCards.Message(SlackViews.All[name]), "button").Single();

        Assert.Equal((verb, about), ((string?)button["action_id"], (string?)button["value"]));
    }

    [Theory]
    [InlineData(Verbs.Comment, "request.askComment")]
    [InlineData(Verbs.Withdraw, "request.askWithdraw")]
    [InlineData(Verbs.Close, "grant.askClose")]
    [InlineData(Verbs.Revoke, "grant.askRevoke")]
    public void A_form_for_a_reason_is_opened_again_by_what_led_to_it(string verb, string opens)
    {
        var form =
            SlackViews.Decision() with
            {
                Actions =
                [SampleViews.Action(verb, "Do it", ActionLook.Destructive),
                SampleViews.Action(Verbs.Status, "Back", ignoresInputs: true)]
            };

        Assert.Equal([opens], BlockNodes.OfType(SlackCards.Message(form), "button").Select(button => (string?)button["action_id"]));
    }

    [Fact]
    public void A_short_heading_is_the_dialogs_title_and_is_not_said_twice()
    {
        var modal = SlackCards.Modal(SampleViews.List() with { Heading = "My requests" });

        Assert.Equal("My requests", (string?)modal["title"]!["text"]);
        Assert.Single(BlockNodes.Shown(modal), text => text == "My requests");
    }

    [Fact]
    public void A_long_heading_leaves_the_title_to_the_exceptions_number()
    {
        var modal = SlackCards.Modal(SampleViews.Form());

        Assert.Equal("Exception PX-7K2M9QRT", (string?)modal["title"]!["text"]);
        Assert.Equal("Exception to: Multi-factor authentication", (string?)BlockNodes.OfType(modal, "header")[0]["text"]!["text"]);
    }

    [Fact]
    public void Faults_and_news_stand_above_everything_else()
    {
        var view = SampleViews.List() with { Fault = "That was decided meanwhile.", Done = "Approved PX-1A2B3C4D. 11 left." };

        var message = SlackCards.Message(view);

        Assert.Equal(["That was decided meanwhile.", "Approved PX-1A2B3C4D. 11 left."],
            BlockNodes.Shown(message["blocks"]![0]).Where(text => text.Trim().Length > 0));
        Assert.StartsWith("That was decided meanwhile. Approved PX-1A2B3C4D. 11 left.", (string?)message["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_line_of_a_list_has_its_own_button_and_says_which()
    {
        var sections = BlockNodes.OfType(SlackCards.Message(SampleViews.List()), "section");

        Assert.Equal(["PX-7K2M9QRT · MFA off on svc-build\nHIGH · Sal Ortiz · until 15 Feb 2027"],
            sections.Take(1).Select(section => (string?)section["text"]!["text"]));
        Assert.Equal(["Open PX-7K2M9QRT", "Open PX-7K2M9QRT", null],
            sections.Select(section => (string?)section["accessory"]?["accessibility_label"]));
        Assert.Equal(3, sections.Count);
    }

    [Fact]
    public void Two_buttons_that_do_the_same_stand_in_two_rows()
    {
        var rows = BlockNodes.OfType(SlackCards.Message(SampleViews.Preview()), "actions");

        Assert.Equal(["Submit, Answer 2 questions", "Edit, Discard"], rows.Select(row => string.Join(", ", BlockNodes.Buttons(row))));
    }

    [Fact]
    public void A_status_without_a_dialog_of_its_own_says_everything_at_once()
    {
        var view = SampleViews.Status() with { Whole = null };

        var message = SlackCards.Message(view);

        Assert.DoesNotContain("Details", BlockNodes.Buttons(message));
        Assert.Contains(" Ana Lopez, 20 Nov 2026 10:12", BlockNodes.Shown(message));
    }

    [Fact]
    public void While_one_waits_there_is_a_dialog_already()
    {
        var loading = SlackCards.Loading();
        var plain = SlackCards.Plain("The register does not answer <just> now.");

        Assert.Empty(BlockKitRules.FaultsOfView(loading));
        Assert.Empty(BlockKitRules.FaultsOfView(plain));
        Assert.Contains("One moment, please …", BlockNodes.Shown(loading));
        Assert.Contains("The register does not answer <just> now.", BlockNodes.Shown(plain));
    }
}
