using System.Text.Json;
using PolicyBot.Application.Channels;

namespace PolicyBot.Slack.Inbound;

/// <summary>How long the texts of a payload may be that are stored, used as keys, or sent back.</summary>
internal static class SlackLimits
{
    /// <summary>What people write, and what is drawn: it is shortened or refused where it is read. All other texts are ids.</summary>
    private static readonly HashSet<string> Written = new(StringComparer.Ordinal)
    {
        "text", "blocks", "attachments", "files", "value", "values", "title", "description", "profile", "challenge", "url",
    };

    private static readonly HashSet<string> Carried = new(StringComparer.Ordinal)
    {
        "private_metadata", "response_url", "url_private", "permalink",
    };

    /// <summary>The name of the first text that is too long; null for none.</summary>
    public static string? FindTooLong(JsonElement payload) => FindTooLong("", payload);

    private static string? FindTooLong(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Where(member => !Written.Contains(member.Name))
            .Select(member => FindTooLong(member.Name, member.Value)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select(item => FindTooLong(name, item)).FirstOrDefault(found => found is not null),
        JsonValueKind.String => InboundLimits.FindTooLong(
            (name, value.GetString(), Carried.Contains(name) ? InboundLimits.Carried : InboundLimits.Id)),
        _ => null,
    };
}
