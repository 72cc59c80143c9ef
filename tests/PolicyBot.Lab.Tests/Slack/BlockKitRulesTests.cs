using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using static PolicyBot.Lab.Tests.Slack.WorkspaceFixture;

namespace PolicyBot.Lab.Tests.Slack;

public sealed class BlockKitRulesTests
{
    [Fact]
    public void An_approval_prompt_and_its_modal_are_taken_as_they_are()
    {
        var prompt = new JsonArray(
            new JsonObject { ["type"] = "header", ["text"] = Plain(new string('h', 150)) },
            new JsonObject
            {
                ["type"] = "section",
                ["fields"] =
                    new JsonArray(Plain("Policy"), new JsonObject { ["type"] = "mrkdwn", ["text"] = "*SEC-MFA*", ["verbatim"] = true })
            },
            new JsonObject
            {
                ["type"] = "rich_text",
                ["elements"] = new JsonArray(new JsonObject
                {
                    ["type"] = "rich_text_quote",
                    ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "The vendor has no support yet." }),
                }),
            },
            new JsonObject { ["type"] = "divider" },
            new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(Plain("PX-1, revision 3")) },
            Buttons("Approve", "Reject", "Request changes"));

        var complaints = BlockKitRules.OfMessage(prompt)
            .Concat(BlockKitRules.OfView(Modal(Section("You accept the risk."), Input("comment"), Input("expiresOn", Date("2027-02-15")))));

        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("title", 24, 25)]
    [InlineData("submit", 24, 25)]
    public void A_modals_title_and_buttons_have_24_characters(string name, int fits, int tooLong)
    {
        var (good, bad) = (Modal(Input("comment")), Modal(Input("comment")));
        good[name] = Plain(new string('x', fits));
        bad[name] = Plain(new string('x', tooLong));

        Assert.Empty(BlockKitRules.OfView(good));
        Assert.Equal([$"must be less than 25 characters [json-pointer:/view/{name}/text]"], BlockKitRules.OfView(bad));
    }

    [Fact]
    public void A_modal_with_an_input_needs_something_to_submit()
    {
        var modal = Modal(Input("comment"));
        modal.Remove("submit");

        Assert.Equal(["missing required field: submit [json-pointer:/view]"], BlockKitRules.OfView(modal));
    }

    [Theory]
    [InlineData("""{"type":"section"}""", "missing required field: text", "")]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "must be more than 0 characters", "/text/text")]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"a"}}""", "must be `plain_text`", "/text/type")]
    [InlineData("""{"type":"divider","text":"a"}""", "invalid additional property: text", "")]
    [InlineData("""{"type":"sections"}""", "unsupported type: sections", "")]
    [InlineData("""{"type":"actions","elements":[]}""", "no fewer than 1 items allowed", "/elements")]
    [InlineData("""{"type":"actions","elements":[{"type":"plain_text_input"}]}""", "unsupported type: plain_text_input", "/elements/0")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"a"},"style":"default"}]}""",
        "must be one of: primary, danger", "/elements/0/style")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"plain_text_input","max_length":3001}}""",
        "must be between 1 and 3000", "/element/max_length")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"datepicker","initial_date":"15.2.2027"}}""",
        "must have the form yyyy-MM-dd", "/element/initial_date")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"a"},"element":{"type":"static_select","options":[{"text":{"type":"plain_text","text":"a"},"value":"a"}],"initial_option":{"text":{"type":"plain_text","text":"b"},"value":"b"}}}""", "must be one of the provided options", "/element/initial_option")]
    [InlineData("""{"type":"context","elements":[{"type":"button"}]}""", "must be one of: `mrkdwn`, `plain_text`", "/elements/0/type")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}""",
        "must be more than 0 characters", "/elements/0/elements/0/text")]
    public void What_Slack_refuses_is_refused_with_the_place_it_is_at(string block, string words, string place)
    {
        var complaints = BlockKitRules.OfMessage(new JsonArray(JsonNode.Parse(block)));

        Assert.Equal([$"{words} [json-pointer:/blocks/0{place}]"], complaints);
    }

    [Theory]
    [InlineData(3000, 75, 75, 0)]
    [InlineData(3001, 75, 75, 1)]
    [InlineData(3000, 76, 75, 1)]
    [InlineData(3000, 75, 76, 1)]
    public void Lengths_are_held_to_the_character(int section, int button, int option, int complaints)
    {
        var select = new JsonObject
        {
            ["type"] = "static_select",
            ["action_id"] = "a",
            ["options"] = new JsonArray(new JsonObject { ["text"] = Plain(new string('o', option)), ["value"] = "v" }),
        };

        Assert.Equal(complaints,
            BlockKitRules.OfMessage(
                new JsonArray(Section(new string('s', section)), Buttons(new string('b', button)), Input("policyId", select))).Count);
    }

    [Fact]
    public void A_message_has_50_blocks_and_a_view_100()
    {
        static JsonNode[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => Section("a"))];

        Assert.Empty(BlockKitRules.OfMessage(new JsonArray(Some(50))));
        Assert.Equal(["no more than 50 items allowed [json-pointer:/blocks]"], BlockKitRules.OfMessage(new JsonArray(Some(51))));
        Assert.Empty(BlockKitRules.OfView(Modal(Some(100))));
        Assert.Equal(["no more than 100 items allowed [json-pointer:/view/blocks]"], BlockKitRules.OfView(Modal(Some(101))));
    }

    [Fact]
    public void Ids_are_unique_where_they_must_be()
    {
        var twice = Buttons("Approve", "Reject");
        twice["elements"]![1]!["action_id"] = "verb0";

        var complaints = BlockKitRules.OfMessage(new JsonArray(Buttons("Approve"), twice));

        Assert.Equal(2, complaints.Count);
        Assert.Contains(complaints, complaint => complaint.EndsWith("[json-pointer:/blocks/1/block_id]", StringComparison.Ordinal));
        Assert.Contains(complaints, complaint =>
            complaint.EndsWith("[json-pointer:/blocks/1/elements/1/action_id]", StringComparison.Ordinal));
    }

    [Fact]
    public void An_App_Home_has_neither_title_nor_submit()
    {
        var home = new JsonObject { ["type"] = "home", ["title"] = Plain("Home"), ["blocks"] = new JsonArray(Section("a")) };

        Assert.Equal(["invalid additional property: title [json-pointer:/view]"], BlockKitRules.OfView(home));
    }

    private static JsonObject Date(string initial) =>
        new() { ["type"] = "datepicker", ["action_id"] = "value", ["initial_date"] = initial };
}
