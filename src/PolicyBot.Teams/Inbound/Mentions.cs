using System.Text.Json;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>Takes the bot's mention out of what was typed.</summary>
internal static class Mentions
{
    /// <summary>
    /// The text without the mentions of the recipient, trimmed, with no-break spaces as spaces; empty when nothing else was said.
    /// </summary>
    /// <remarks>
    /// Goes by the mention entities and cuts exactly their text, never by a name: names are chosen by users and can repeat
    /// (Microsoft Teams documentation, "Channel and group chat conversations with a bot").
    /// </remarks>
    public static string TextWithoutRecipient(Activity activity)
    {
        var text = activity.Text ?? "";
        if (activity.Recipient?.Id is { Length: > 0 } bot)
        {
            var mentions = (activity.Entities ?? []).Select(Read).Where(mention => mention.Text is { Length: > 0 }).ToArray();
            var ofOthers = mentions.Where(mention => mention.Id != bot).Select(mention => mention.Text).ToHashSet();
            foreach (var own in mentions.Where(mention => mention.Id == bot))
            {
                // Another account with the bot's name is mentioned too: then one entity stands for one place in the text.
                text = ofOthers.Contains(own.Text) ? CutFirst(text, own.Text!) : text.Replace(own.Text!, "", StringComparison.Ordinal);
            }
        }

        return text.Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();
    }

    private static (string? Id, string? Text) Read(JsonElement entity)
    {
        JsonElement? raw = entity;
        return raw.Text("type") == "mention" ? (raw.Member("mentioned").Text("id"), raw.Text("text")) : default;
    }

    private static string CutFirst(string text, string part)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        return at < 0 ? text : text.Remove(at, part.Length);
    }
}
