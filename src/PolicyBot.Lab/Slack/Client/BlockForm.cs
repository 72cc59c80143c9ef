using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>One thing in some blocks that can be pressed, chosen or typed into.</summary>
/// <param name="Block">The block it is in.</param>
/// <param name="Element">The element.</param>
internal sealed record BlockPart(JsonObject Block, JsonObject Element)
{
    public string BlockId => Block.Text("block_id")!;

    public string ActionId => Element.Text("action_id")!;

    public string Type => Element.Text("type")!;

    public bool IsButton => Type == "button";

    /// <summary>
    /// Whether it stands in an <c>input</c> block: those are sent with a submission and checked by the client. They report changes only
    /// when asked to.
    /// </summary>
    public bool IsInput => Block.Text("type") == "input";

    public bool HasState => Type is not ("button" or "overflow");

    public bool Dispatches => !IsInput || Block["dispatch_action"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    public bool IsOptional => Block["optional"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    /// <summary>What stands on it: a button's text, an input's label.</summary>
    public string Title => (IsInput ? Block["label"] : Element["text"]).Text("text") ?? "";
}

/// <summary>Reads blocks as a person sees them.</summary>
internal static class BlockForm
{
    public static IReadOnlyList<BlockPart> Of(JsonArray blocks) =>
    [
        .. from block in blocks.OfType<JsonObject>()
           from element in Elements(block)
           select new BlockPart(block, element),
    ];

    /// <summary>All texts, one a line.</summary>
    public static string Words(JsonNode? node) => string.Join('\n', Texts(node));

    private static IEnumerable<JsonObject> Elements(JsonObject block)
    {
        var elements = block.Text("type") switch
        {
            "actions" => block["elements"] as JsonArray ?? [],
            "section" => new[] { block["accessory"] },
            "input" => new[] { block["element"] },
            _ => Enumerable.Empty<JsonNode?>(),
        };
        return elements.OfType<JsonObject>().Where(element => element.Text("type") != "image");
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray items => items.SelectMany(Texts),
        JsonObject { } item when item.Text("type") is "rich_text_section" or "rich_text_quote" or "rich_text_preformatted" =>
            [string.Concat(Texts(item["elements"]))],
        JsonObject { } item when item.Text("text") is { } text => [text],
        JsonObject { } item =>
            item.Where(member => member.Key is not ("confirm" or "initial_option")).SelectMany(member => Texts(member.Value)),
        _ => [],
    };
}
