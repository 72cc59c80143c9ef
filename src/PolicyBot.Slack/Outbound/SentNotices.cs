using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Outbound;

/// <summary>
/// Finds a message that may or may not have arrived: Slack has no idempotency key, but keeps metadata beside a message. Every member of the
/// workspace can read that, so it holds a hash and nothing else.
/// </summary>
internal sealed class SentNotices(SlackClient client, SlackInstallation installation)
{
    private const string EventType = "policybot_notice";
    private const int Newest = 200; // the most that Slack recommends for one page; a message is looked for within a day

    /// <summary>What goes out beside the message; null for one that has no id.</summary>
    public static JsonObject? MetadataOf(string noticeId) => noticeId.Length == 0
        ? null
        : new JsonObject { ["event_type"] = EventType, ["event_payload"] = new JsonObject { ["id"] = HashOf(noticeId) } };

    /// <summary>Looks for it among the newest messages of a direct chat.</summary>
    /// <param name="channel">The direct chat, <c>D…</c>.</param>
    /// <param name="thread">The thread it would stand in, where the chat itself does not list it; empty for none.</param>
    /// <returns>The message's <c>ts</c>, empty when it is not there; or why that can't be known.</returns>
    public async Task<(string Ts, SlackReply? Unknown)> FindAsync(
        string channel, string thread, string noticeId, CancellationToken cancellationToken)
    {
        var reply = thread.Length == 0
            ? await client.ConversationsHistoryAsync(channel, Newest, cancellationToken)
            : await client.ConversationsRepliesAsync(channel, thread, Newest, cancellationToken);
        if (reply is not SlackReply.Done done)
        {
            return ("", reply);
        }

        var (id, bot) = (HashOf(noticeId), await installation.OfBotAsync(cancellationToken));
        var found = (done.Body["messages"] as JsonArray ?? []).FirstOrDefault(message =>
            message.Member("metadata").Member("event_type").AsText() == EventType
            && message.Member("metadata").Member("event_payload").Member("id").AsText() == id
            && (bot is null || message.Member("bot_id").AsText() == bot.BotId)); // others may write metadata too
        return (found.Member("ts").AsText(), null);
    }

    private static string HashOf(string noticeId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(noticeId)))[..32];
}
