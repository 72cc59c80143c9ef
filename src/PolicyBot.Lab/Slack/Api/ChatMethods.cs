using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Slack.Api;

/// <summary><c>chat.*</c> and the reading of conversations and threads.</summary>
internal sealed class ChatMethods(SlackDirectory directory)
{
    private const int LongestText = 40_000;
    private const int LongestUpdate = 4_000;

    public ApiAnswer Post(ApiCall call)
    {
        if (Where(call.Text("channel"), usersToo: true) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        if (!conversation.BotIsIn)
        {
            return ApiAnswer.Refused("not_in_channel");
        }

        if (MessageParts.Read(call, out var read) is { } refusal)
        {
            return refusal;
        }

        if (read.Text is null && read.Blocks is not { Count: > 0 })
        {
            return ApiAnswer.Refused("no_text");
        }

        var message = new SlackMessage
        {
            Ts = directory.NextTs(),
            ThreadTs = call.Text("thread_ts"),
            Text = Cut(read.Text ?? ""),
            Blocks = SlackDirectory.Kept(read.Blocks ?? []),
            Metadata = read.Metadata,
            At = directory.Now(),
        };
        directory.Post(conversation, message);
        TellApp(conversation, Write(message));
        return ApiAnswer.Done(("channel", conversation.Id), ("ts", message.Ts), ("message", Write(message)));
    }

    public ApiAnswer PostEphemeral(ApiCall call)
    {
        if (Where(call.Text("channel"), usersToo: false) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        if (!conversation.BotIsIn)
        {
            return ApiAnswer.Refused("not_in_channel");
        }

        if (call.Text("user") is not { } user || directory.Account(user) is not { Deleted: false } account
            || (conversation.IsDirect && conversation.UserId != account.Id))
        {
            return ApiAnswer.Refused("user_not_in_channel");
        }

        if (MessageParts.Read(call, out var read) is { } refusal)
        {
            return refusal;
        }

        if (read.Text is null && read.Blocks is not { Count: > 0 })
        {
            return ApiAnswer.Refused("no_text");
        }

        var message =
            new SlackMessage
            {
                Ts = directory.NextTs(),
                ThreadTs = call.Text("thread_ts"),
                Text = Cut(read.Text ?? ""),
                Blocks = SlackDirectory.Kept(read.Blocks ?? []),
                OnlyFor = account.Id,
                At = directory.Now()
            };
        directory.Post(conversation, message);
        return ApiAnswer.Done(("message_ts", message.Ts));
    }

    public ApiAnswer Update(ApiCall call)
    {
        if (Where(call.Text("channel"), usersToo: false) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        if (call.Text("ts") is not { } ts || conversation.Find(ts) is not { Deleted: false, OnlyFor: null } old)
        {
            return ApiAnswer.Refused("message_not_found");
        }

        if (old.AuthorId is not null)
        {
            return ApiAnswer.Refused("cant_update_message");
        }

        if (MessageParts.Read(call, out var read) is { } refusal)
        {
            return refusal;
        }

        if (read.Text is null && read.Blocks is null)
        {
            return ApiAnswer.Refused("no_text");
        }

        if (read.Text?.Length > LongestUpdate)
        {
            return ApiAnswer.Refused("msg_too_long");
        }

        // Blocks and metadata that are left out stay; empty ones remove them.
        var changed = old with
        {
            Text = read.Text ?? old.Text,
            Blocks = read.Blocks is null ? old.Blocks : SlackDirectory.Kept(read.Blocks),
            Metadata = read.Metadata switch { null => old.Metadata, { Count: 0 } => null, var other => other },
            EditedAt = directory.Now(),
            Warnings = old.Warnings.Clear(),
        };
        directory.Change(conversation, ts, _ => changed);
        TellApp(conversation,
            new JsonObject
            {
                ["subtype"] = "message_changed",
                ["hidden"] = true,
                ["message"] = Write(changed),
                ["previous_message"] = Write(old)
            });
        return ApiAnswer.Done(("channel", conversation.Id), ("ts", ts), ("text", changed.Text), ("message", Write(changed)));
    }

    public ApiAnswer Delete(ApiCall call)
    {
        if (Where(call.Text("channel"), usersToo: false) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        if (call.Text("ts") is not { } ts || conversation.Find(ts) is not { Deleted: false, OnlyFor: null } old)
        {
            return ApiAnswer.Refused("message_not_found");
        }

        if (old.AuthorId is not null)
        {
            return ApiAnswer.Refused("cant_delete_message");
        }

        directory.Change(conversation, ts, message => message with { Deleted = true, Text = "", Blocks = [] });
        TellApp(conversation,
            new JsonObject { ["subtype"] = "message_deleted", ["hidden"] = true, ["deleted_ts"] = ts, ["previous_message"] = Write(old) });
        return ApiAnswer.Done(("channel", conversation.Id), ("ts", ts));
    }

    /// <summary>What stands in a conversation; the replies in its threads do not.</summary>
    public ApiAnswer History(ApiCall call) => Read(call, null);

    /// <summary>What stands in a thread, its first message included.</summary>
    public ApiAnswer Replies(ApiCall call) =>
        call.Text("ts") is { Length: > 0 } thread ? Read(call, thread) : ApiAnswer.Refused("thread_not_found");

    private ApiAnswer Read(ApiCall call, string? thread)
    {
        if (Where(call.Text("channel"), usersToo: false) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        var scope = conversation.IsDirect ? "im:history" : "channels:history";
        if (!directory.Options.Scopes.Contains(scope))
        {
            var refusal = ApiAnswer.Refused("missing_scope");
            (refusal.Body["needed"], refusal.Body["provided"]) = (scope, string.Join(',', directory.Options.Scopes));
            return refusal;
        }

        if (!conversation.BotIsIn)
        {
            return ApiAnswer.Refused("not_in_channel");
        }

        var (oldest, latest, inclusive) =
            (Seconds(call.Text("oldest")) ?? 0, Seconds(call.Text("latest")) ?? decimal.MaxValue, call.Flag("inclusive"));
        var limit = Math.Clamp(call.Number("limit") ?? 100, 1, 999);
        var found = conversation.Messages
            .Where(message => thread is null ? message.ThreadTs is null || message.ThreadTs == message.Ts
                : message.ThreadTs == thread || message.Ts == thread)
            .Where(message => message is { Deleted: false, OnlyFor: null } && Seconds(message.Ts) is { } at
                && (inclusive ? at >= oldest && at <= latest : at > oldest && at < latest))
            .Reverse().ToList();
        var messages = found.Take(limit).Select(message =>
        {
            var written = Write(message);
            if (!call.Flag("include_all_metadata"))
            {
                written.Remove("metadata");
            }

            return written;
        });
        return ApiAnswer.Done(("messages", new JsonArray([.. messages])), ("has_more", found.Count > limit), ("pin_count", 0));
    }

    /// <summary>A message as Slack writes it in answers, events and payloads.</summary>
    public JsonObject Write(SlackMessage message)
    {
        var written =
            new JsonObject
            {
                ["type"] = "message",
                ["user"] = message.AuthorId ?? directory.Options.BotUserId,
                ["text"] = message.Text,
                ["ts"] = message.Ts,
                ["team"] = directory.Options.TeamId
            };
        if (message.AuthorId is null)
        {
            (written["bot_id"], written["app_id"]) = (directory.Options.BotId, directory.Options.AppId);
        }

        if (message.Blocks.Count > 0)
        {
            written["blocks"] = message.Blocks.DeepClone();
        }

        if (message.ThreadTs is { } thread)
        {
            written["thread_ts"] = thread;
        }

        if (message.Metadata is { } metadata)
        {
            written["metadata"] = metadata.DeepClone();
        }

        if (message.EditedAt is not null)
        {
            written["edited"] = new JsonObject { ["user"] = directory.Options.BotId, ["ts"] = message.Ts };
        }

        return written;
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];

    private static decimal? Seconds(string? ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>An app subscribed to <c>message.im</c> hears of its own posts and edits too.</summary>
    private void TellApp(SlackConversation conversation, JsonObject message)
    {
        if (!conversation.IsDirect)
        {
            return;
        }

        message["type"] = "message";
        message["channel"] = conversation.Id;
        message["channel_type"] = "im";
        message["ts"] ??= directory.NextTs();
        message["event_ts"] = message.Text("ts");
        directory.Happened(message);
    }

    private SlackConversation? Where(string? id, bool usersToo)
    {
        if (id is null)
        {
            return null;
        }

        // Messages to a deactivated account are lost without an error. Other apps' bots and other workspaces' people cannot be written to.
        return usersToo && directory.Account(id) is { IsBot: false, ForeignTeamId: null } account
            ? directory.Direct(account) : directory.Find(id);
    }
}
