using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.Client;

namespace PolicyBot.Lab.Slack;

/// <summary>What blocks are shown on: a message, a modal or the App Home. Blocks are not to be changed.</summary>
public abstract record SlackSurface
{
    /// <summary>The blocks as they stand there, each with a <c>block_id</c>.</summary>
    public JsonArray Blocks { get; init; } = [];

    /// <summary>What stands on its buttons, from top to bottom.</summary>
    public IReadOnlyList<string> Buttons => [.. BlockForm.Of(Blocks).Where(part => part.IsButton).Select(part => part.Title)];

    /// <summary>The <c>block_id</c>s of its inputs.</summary>
    public IReadOnlyList<string> Inputs => [.. BlockForm.Of(Blocks).Where(part => part.IsInput).Select(part => part.BlockId)];

    /// <summary>All the words on it, one text a line.</summary>
    public virtual string Words => BlockForm.Words(Blocks);
}
