using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.BlockKit;

/// <summary>
/// Says what Slack would refuse in the blocks of a message or in a view, by the limits of Slack's reference of Block Kit (docs.slack.dev:
/// reference/block-kit, reference/views). Lengths are UTF-16 code units.
/// </summary>
internal sealed class BlockKitRules
{
    private const int MostInMessage = 50;
    private const int MostInView = 100;
    private const int LongestMarkdown = 12_000;

    private readonly Complaints _complaints = new();
    private readonly ElementRules _elements;
    private readonly bool _inView;
    private readonly HashSet<string> _blockIds = [];
    private int _markdown;

    private BlockKitRules(bool inView)
    {
        _inView = inView;
        _elements = new ElementRules(_complaints);
    }

    /// <summary>What is wrong with a message's blocks; empty: nothing.</summary>
    public static IReadOnlyList<string> OfMessage(JsonArray blocks)
    {
        var rules = new BlockKitRules(inView: false);
        rules.Blocks(blocks, "/blocks", MostInMessage);
        return rules._complaints.All;
    }

    /// <summary>What is wrong with a modal or home view; empty: nothing.</summary>
    public static IReadOnlyList<string> OfView(JsonObject view)
    {
        var rules = new BlockKitRules(inView: true);
        rules.View(view);
        return rules._complaints.All;
    }

    private void View(JsonObject view)
    {
        const string Pointer = "/view";
        switch (view.Text("type"))
        {
            case "modal":
                _complaints.Members(
                    view, Pointer, ["title", "blocks"],
                    ["submit", "close", "private_metadata", "callback_id", "external_id", "clear_on_close", "notify_on_close"]);
                foreach (var name in new[] { "title", "submit", "close" })
                {
                    _complaints.Words(view, name, Pointer, 24);
                }

                if (view["submit"] is null && view["blocks"] is JsonArray all && all.Any(block => block.Text("type") == "input"))
                {
                    _complaints.Add(Pointer, "missing required field: submit");
                }

                break;
            case "home":
                _complaints.Members(view, Pointer, ["blocks"], ["private_metadata", "callback_id", "external_id"]);
                break;
            default:
                _complaints.Add($"{Pointer}/type", "must be one of: modal, home");
                return;
        }

        _complaints.Length(view, "private_metadata", Pointer, 3000);
        _complaints.Length(view, "callback_id", Pointer, 255);
        _complaints.Length(view, "external_id", Pointer, 255);
        _complaints.Flags(view, Pointer, "clear_on_close", "notify_on_close");
        if (view["blocks"] is JsonArray blocks)
        {
            Blocks(blocks, $"{Pointer}/blocks", MostInView);
        }
        else if (view["blocks"] is not null)
        {
            _complaints.Add($"{Pointer}/blocks", "must be an array");
        }
    }

    private void Blocks(JsonArray blocks, string pointer, int most)
    {
        if (blocks.Count > most)
        {
            _complaints.Add(pointer, $"no more than {most} items allowed");
        }

        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index] is JsonObject block)
            {
                Block(block, $"{pointer}/{index}");
            }
            else
            {
                _complaints.Add($"{pointer}/{index}", "must be an object");
            }
        }
    }

    private void Block(JsonObject block, string pointer)
    {
        _complaints.Length(block, "block_id", pointer, 255, shortest: 1);
        if (block.Text("block_id") is { } id && !_blockIds.Add(id))
        {
            _complaints.Add($"{pointer}/block_id", $"`block_id` already exists: {id}");
        }

        switch (block.Text("type"))
        {
            case "section":
                Section(block, pointer);
                break;
            case "header":
                _complaints.Members(block, pointer, ["text"], ["block_id"]);
                _complaints.Words(block, "text", pointer, 150);
                break;
            case "divider":
                _complaints.Members(block, pointer, [], ["block_id"]);
                break;
            case "context":
                Context(block, pointer);
                break;
            case "actions":
                _complaints.Members(block, pointer, ["elements"], ["block_id"]);
                _elements.Of(_complaints.Items(block, "elements", pointer, 25), $"{pointer}/elements", ElementRules.InActions);
                break;
            case "input":
                Input(block, pointer);
                break;
            case "image":
                _complaints.Members(block, pointer, ["image_url", "alt_text"], ["block_id", "title"]);
                _complaints.Length(block, "image_url", pointer, 3000, shortest: 1);
                _complaints.Length(block, "alt_text", pointer, 2000, shortest: 1);
                _complaints.Words(block, "title", pointer, 2000);
                break;
            case "rich_text":
                _complaints.Members(block, pointer, ["elements"], ["block_id"]);
                RichTextRules.Check(
                    _complaints, _complaints.Items(block, "elements", pointer, int.MaxValue, least: 0), $"{pointer}/elements");
                break;
            case "markdown" when !_inView:
                _complaints.Members(block, pointer, ["text"], ["block_id"]);
                _markdown += block.Text("text")?.Length ?? 0;
                if (_markdown > LongestMarkdown)
                {
                    _complaints.Add($"{pointer}/text", $"must be less than {LongestMarkdown + 1} characters");
                }

                break;
            default:
                _complaints.Add(pointer, $"unsupported type: {block.Text("type") ?? "none"}");
                break;
        }
    }

    private void Section(JsonObject block, string pointer)
    {
        _complaints.Members(block, pointer, [], ["block_id", "text", "fields", "accessory", "expand"]);
        _complaints.Flags(block, pointer, "expand");
        if (block["text"] is null && block["fields"] is null)
        {
            _complaints.Add(pointer, "missing required field: text");
        }

        _complaints.Words(block, "text", pointer, 3000, plainOnly: false);
        foreach (var (index, field) in (_complaints.Items(block, "fields", pointer, 10) ?? []).Index())
        {
            _complaints.Words(field, $"{pointer}/fields/{index}", 2000, plainOnly: false);
        }

        if (block["accessory"] is { } accessory)
        {
            _elements.Of(new JsonArray(accessory.DeepClone()), pointer, ElementRules.InSection, only: "accessory");
        }
    }

    private void Context(JsonObject block, string pointer)
    {
        _complaints.Members(block, pointer, ["elements"], ["block_id"]);
        foreach (var (index, element) in (_complaints.Items(block, "elements", pointer, 10) ?? []).Index())
        {
            var at = $"{pointer}/elements/{index}";
            if (element is JsonObject image && image.Text("type") == "image")
            {
                _elements.Image(image, at);
            }
            else
            {
                _complaints.Words(element, at, 3000, plainOnly: false);
            }
        }
    }

    private void Input(JsonObject block, string pointer)
    {
        _complaints.Members(block, pointer, ["label", "element"], ["block_id", "hint", "optional", "dispatch_action"]);
        _complaints.Words(block, "label", pointer, 2000);
        _complaints.Words(block, "hint", pointer, 2000);
        _complaints.Flags(block, pointer, "optional", "dispatch_action");
        if (block["element"] is { } element)
        {
            _elements.Of(new JsonArray(element.DeepClone()), pointer, ElementRules.InInput, only: "element");
        }
    }
}
