using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Client;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack;

/// <summary>A modal or an App Home as one person sees it at one moment.</summary>
public sealed record SlackView : SlackSurface
{
    /// <summary>The id; the same after an update.</summary>
    public required string Id { get; init; }

    /// <summary>Another one after every update.</summary>
    public required string Hash { get; init; }

    /// <summary>Who sees it.</summary>
    public required string UserId { get; init; }

    /// <summary>The first view of the stack.</summary>
    public required string RootId { get; init; }

    /// <summary>The view beneath; null: none.</summary>
    public string? PreviousId { get; init; }

    /// <summary>The view as the app sent it, without its blocks. Not to be changed.</summary>
    public required JsonObject Json { get; init; }

    /// <summary>What was typed and chosen, by <c>block_id</c> and <c>action_id</c>.</summary>
    public ImmutableDictionary<(string BlockId, string ActionId), JsonObject> Typed { get; init; } = ImmutableDictionary<(string, string),
        JsonObject>.Empty;

    /// <summary>Errors under the inputs, by <c>block_id</c>.</summary>
    public ImmutableDictionary<string, string> Errors { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The client's own words when an answer failed; null: all is well.</summary>
    public string? Trouble { get; init; }

    /// <summary><c>modal</c> or <c>home</c>.</summary>
    public string Type => Json.Text("type")!;

    /// <summary>The title; empty on an App Home.</summary>
    public string Title => Json["title"].Text("text") ?? "";

    /// <summary>What stands on the button that submits; null: there is none.</summary>
    public string? Submit => Json["submit"].Text("text");

    /// <summary>The app's name for it.</summary>
    public string CallbackId => Json.Text("callback_id") ?? "";

    /// <inheritdoc />
    public override string Words => $"{Title}\n{base.Words}";

    /// <summary>What stands in the input of a block now; null: nothing.</summary>
    public string? ValueOf(string blockId) =>
        BlockForm.Of(Blocks).FirstOrDefault(part => part.BlockId == blockId) is { } part ? ElementState.Value(StateOf(part)) : null;

    internal JsonObject StateOf(BlockPart part) =>
        Typed.GetValueOrDefault((part.BlockId, part.ActionId)) ?? ElementState.Initial(part.Element);

    /// <summary><c>state.values</c>.</summary>
    internal JsonObject State()
    {
        var values = new JsonObject();
        foreach (var part in BlockForm.Of(Blocks).Where(part => part.HasState))
        {
            if (values[part.BlockId] is not JsonObject block)
            {
                values[part.BlockId] = block = [];
            }

            block[part.ActionId] = StateOf(part).DeepClone();
        }

        return values;
    }
}
