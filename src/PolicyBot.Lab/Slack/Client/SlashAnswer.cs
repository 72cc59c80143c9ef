using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>
/// The answer to a slash command, which may be a message itself (docs.slack.dev interactivity/implementing-slash-commands).
/// </summary>
internal static class SlashAnswer
{
    /// <summary>The message to show, <c>OnlyFor</c> set when it is for one person; null: the answer was empty.</summary>
    public static SlackMessage? Read(AppAnswer answer)
    {
        if (answer.Body.Length == 0)
        {
            return null;
        }

        var empty = new SlackMessage { Ts = "", At = default, OnlyFor = "" };
        if (answer.ContentType != "application/json" || Wire.TryParseObject(answer.Body) is not { } body)
        {
            return empty with { Text = answer.Body };
        }

        var blocks = body["blocks"] as JsonArray ?? [];
        return BlockKitRules.OfMessage(blocks).Count > 0 || (blocks.Count == 0 && string.IsNullOrEmpty(body.Text("text")))
            ? null
            : empty with
            {
                Text = body.Text("text") ?? "",
                Blocks = SlackDirectory.Kept(blocks),
                OnlyFor = body.Text("response_type") == "in_channel" ? null : ""
            };
    }
}
