using System.Text.Json.Nodes;
using PolicyBot.Lab.Slack.BlockKit;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary>Text, blocks and metadata that a call brings, checked as Slack checks them.</summary>
internal static class MessageParts
{
    private const int LongestMetadata = 8 * 1024;

    /// <returns>The refusal; null when all parts are right.</returns>
    public static ApiAnswer? Read(ApiCall call, out (string? Text, JsonArray? Blocks, JsonObject? Metadata) read)
    {
        read = (call.Text("text"), null, null);
        if (!call.TryJson("blocks", out var blocks) || blocks is not (null or JsonArray))
        {
            return ApiAnswer.Refused("invalid_blocks_format");
        }

        read.Blocks = blocks as JsonArray;
        if (read.Blocks is not null && BlockKitRules.OfMessage(read.Blocks) is { Count: > 0 } complaints)
        {
            return ApiAnswer.Refused("invalid_blocks", complaints);
        }

        if (!call.TryJson("metadata", out var metadata) || metadata is not (null or JsonObject))
        {
            return ApiAnswer.Refused("invalid_metadata_format");
        }

        read.Metadata = metadata as JsonObject;
        if (read.Metadata is { Count: > 0 } given)
        {
            if (given.Text("event_type") is not { Length: > 0 } || given["event_payload"] is not JsonObject)
            {
                return ApiAnswer.Refused("invalid_metadata_schema");
            }

            if (given.ToJsonString(Wire.Relaxed).Length > LongestMetadata)
            {
                return ApiAnswer.Refused("metadata_too_large");
            }
        }

        return null;
    }
}
