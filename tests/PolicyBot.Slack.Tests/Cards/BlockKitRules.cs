using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>
/// What Slack would refuse in a message or a view, read from its documentation and not from our own limits: names closed, lengths, counts,
/// what is unique, what must fit what (docs.slack.dev/reference/block-kit, surfaces/modals). Lengths count UTF-16 code units once
/// <c>&amp;</c>, <c>&lt;</c>, <c>&gt;</c> are escaped.
/// </summary>
internal sealed class BlockKitRules
{
    private static readonly Dictionary<string, (string[] Needed, string[] Allowed)> Members = new()
    {
        ["modal"] =
            (["title", "blocks"],
            ["submit", "close", "private_metadata", "callback_id", "clear_on_close", "notify_on_close", "external_id"]),
        ["home"] = (["blocks"], ["private_metadata", "callback_id", "external_id"]),
        ["section"] = (["text"], ["block_id", "accessory", "expand"]),
        ["header"] = (["text"], ["block_id"]),
        ["divider"] = ([], ["block_id"]),
        ["actions"] = (["elements"], ["block_id"]),
        ["input"] = (["label", "element"], ["block_id", "hint", "optional", "dispatch_action"]),
        ["rich_text"] = (["elements"], ["block_id"]),
        ["rich_text_section"] = (["elements"], []),
        ["rich_text_quote"] = (["elements"], ["border"]),
        ["text"] = (["text"], ["style"]),
        ["emoji"] = (["name"], ["unicode", "style"]),
        ["plain_text"] = (["text"], ["emoji"]),
        ["button"] = (["text", "action_id"], ["value", "style", "accessibility_label", "confirm", "url"]),
        ["static_select"] = (["action_id"], ["options", "option_groups", "initial_option", "placeholder", "confirm", "focus_on_load"]),
        ["multi_static_select"] = (["action_id"], ["options", "initial_options", "placeholder", "max_selected_items"]),
        ["multi_external_select"] = (["action_id"], ["initial_options", "placeholder", "min_query_length", "max_selected_items"]),
        ["radio_buttons"] = (["action_id", "options"], ["initial_option", "confirm", "focus_on_load"]),
        ["datepicker"] = (["action_id"], ["initial_date", "placeholder", "confirm", "focus_on_load"]),
        ["plain_text_input"] =
            (["action_id"],
            ["initial_value", "multiline", "min_length", "max_length", "placeholder", "dispatch_action_config", "focus_on_load"]),
    };

    private static readonly string[] Blocks = ["section", "header", "divider", "actions", "input", "rich_text"];
    private static readonly string[] Inputs =
        ["static_select", "multi_static_select", "multi_external_select", "radio_buttons", "datepicker", "plain_text_input"];

    private readonly List<string> _faults = [];
    private readonly bool _message;

    private BlockKitRules(bool message) => _message = message;

    /// <summary>What Slack would refuse in a message.</summary>
    public static IReadOnlyList<string> FaultsOfMessage(JsonNode message)
    {
        var rules = new BlockKitRules(message: true);
        rules.Check(
            message.AsObject().Select(member => member.Key).Order().SequenceEqual(["blocks", "text"]), message, "has text and blocks");
        rules.Length(message, "text", 1, 4_000, escaped: true);
        rules.CheckBlocks(message, 50);
        return rules._faults;
    }

    /// <summary>What Slack would refuse in a modal or a home page.</summary>
    public static IReadOnlyList<string> FaultsOfView(JsonNode view)
    {
        var rules = new BlockKitRules(message: false);
        rules.Names(view, "modal", "home");
        rules.Text(view["title"], 24);
        rules.Text(view["submit"], 24);
        rules.Text(view["close"], 24);
        rules.Length(view, "private_metadata", 0, 3_000);
        rules.Length(view, "callback_id", 1, 255);
        rules.CheckBlocks(view, 100);
        rules.Check((string?)view["type"] == "home" || view["submit"] is not null
            || view["blocks"]!.AsArray().All(block => (string?)block!["type"] != "input"), view, "submits its inputs");
        rules.Check(Encoding.UTF8.GetByteCount(view.ToJsonString()) <= 250_000, view, "is at most 250 kB");
        return rules._faults;
    }

    /// <summary>How long Slack may find a text.</summary>
    public static int LengthOf(string text) => text.Sum(character => character switch { '&' => 5, '<' or '>' => 4, _ => 1 });

    private void CheckBlocks(JsonNode surface, int most)
    {
        var blocks = surface["blocks"]!.AsArray();
        Check(blocks.Count >= 1 && blocks.Count <= most, surface, $"has 1 to {most} blocks");
        Unique(blocks, "block_id");
        foreach (var block in blocks)
        {
            CheckBlock(block!);
        }
    }

    private void CheckBlock(JsonNode block)
    {
        Names(block, Blocks);
        Length(block, "block_id", 1, 255);
        switch ((string?)block["type"])
        {
            case "section":
                Text(block["text"], 3_000);
                Check(block["accessory"] is null || (string?)block["accessory"]!["type"] == "button", block, "has a button beside it");
                Element(block["accessory"]);
                break;
            case "header":
                Text(block["text"], 150);
                break;
            case "actions":
                var elements = block["elements"]!.AsArray();
                Check(elements.Count is >= 1 and <= 25, block, "has 1 to 25 elements");
                Unique(elements, "action_id");
                foreach (var element in elements)
                {
                    Element(element);
                }

                break;
            case "input":
                Check(!_message, block, "stands in a view"); // a message may have inputs of late; older clients do not draw them
                Text(block["label"], 2_000);
                Text(block["hint"], 2_000);
                Check(Inputs.Contains((string?)block["element"]!["type"]), block, "holds an input");
                Element(block["element"]);
                break;
            case "rich_text":
                foreach (var element in NotEmpty(block))
                {
                    Names(element, "rich_text_section", "rich_text_quote");
                    foreach (var run in NotEmpty(element))
                    {
                        Names(run, "text", "emoji");
                        Length(run, "text", 1, 3_000);
                    }
                }

                break;
        }
    }

    private void Element(JsonNode? element)
    {
        if (element is null)
        {
            return;
        }

        Names(element, ["button", .. Inputs]);
        Length(element, "action_id", 1, 255);
        Text(element["placeholder"], 150);
        switch ((string?)element["type"])
        {
            case "button":
                Text(element["text"], 75);
                Length(element, "value", 1, 2_000);
                Length(element, "accessibility_label", 1, 75);
                Check((string?)element["style"] is null or "primary" or "danger", element, "is primary or danger");
                break;
            case "radio_buttons":
                Options(element, 10);
                break;
            case "static_select":
                Check((element["options"] is null) != (element["option_groups"] is null), element, "has options or groups");
                if (element["option_groups"] is JsonArray groups)
                {
                    Check(groups.Count is >= 1 and <= 100, element, "has 1 to 100 groups");
                    foreach (var group in groups)
                    {
                        Check(group!.AsObject().All(member => member.Key is "label" or "options"), group, "is a group");
                        Text(group["label"], 75);
                        Options(group, 100);
                    }

                    Chosen(element, groups.SelectMany(group => group!["options"]!.AsArray()));
                }
                else
                {
                    Options(element, 100);
                }

                break;
            case "datepicker":
                Check(element["initial_date"] is null
                    || DateOnly.TryParseExact((string?)element["initial_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture,
                    DateTimeStyles.None, out _), element, "has a day");
                break;
            case "plain_text_input":
                var (least, most) = ((int?)element["min_length"] ?? 0, (int?)element["max_length"] ?? 3_000);
                Check(least is >= 0 and <= 3_000 && most is >= 1 and <= 3_000 && least <= most, element, "has limits within 3,000");
                Check(element["initial_value"] is not { } value
                    || (((string)value!).Length >= Math.Max(1, least) && ((string)value!).Length <= most), element,
                    "starts with what fits");
                break;
        }
    }

    private void Options(JsonNode owner, int most)
    {
        var options = owner["options"]!.AsArray();
        Check(options.Count >= 1 && options.Count <= most, owner, $"has 1 to {most} options");
        foreach (var option in options)
        {
            Check(option!.AsObject().All(member => member.Key is "text" or "value" or "description"), option, "is an option");
            Text(option["text"], 75);
            Text(option["description"], 75);
            Length(option, "value", 1, 75);
        }

        Chosen(owner, options);
    }

    private void Chosen(JsonNode owner, IEnumerable<JsonNode?> options) =>
        Check(owner["initial_option"] is not { } chosen || options.Any(option => JsonNode.DeepEquals(option, chosen)), owner,
            "starts with one of its options");

    private void Text(JsonNode? text, int most)
    {
        if (text is not null)
        {
            Names(text, "plain_text");
            Length(text, "text", 1, most);
        }
    }

    private void Length(JsonNode owner, string member, int least, int most, bool escaped = false)
    {
        if ((string?)owner[member] is { } text)
        {
            var length = escaped ? text.Length : LengthOf(text);
            Check(length >= least && length <= most, owner, $"has {least} to {most} characters in {member}, not {length}");
        }
    }

    private void Names(JsonNode node, params string[] types)
    {
        var type = (string?)node["type"] ?? "";
        if (!types.Contains(type))
        {
            Check(false, node, $"is one of {string.Join(", ", types)}");
            return;
        }

        var (needed, allowed) = Members[type];
        var names = node.AsObject().Select(member => member.Key).ToList();
        Check(needed.All(names.Contains), node, $"has {string.Join(", ", needed)}");
        Check(names.Except(["type", .. needed, .. allowed]).ToList() is [], node, $"has no more than {string.Join(", ", allowed)}");
    }

    private void Unique(JsonArray nodes, string member)
    {
        var ids = nodes.Select(node => (string?)node![member]).OfType<string>().ToList();
        Check(ids.Distinct().Count() == ids.Count, nodes, $"has every {member} once");
    }

    private IEnumerable<JsonNode> NotEmpty(JsonNode owner)
    {
        Check(owner["elements"]!.AsArray().Count > 0, owner, "has elements");
        return owner["elements"]!.AsArray().OfType<JsonNode>();
    }

    private void Check(bool holds, JsonNode where, string rule)
    {
        if (!holds)
        {
            _faults.Add($"{where.GetPath()}: {rule}");
        }
    }
}
