using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Outbound;

/// <summary>The methods with their arguments. What is passed in is copied: a view may be sent more than once.</summary>
internal static class SlackCalls
{
    /// <summary>
    /// Posts a message. With a person's id as the channel it opens their direct chat with the bot; the answer names the real one.
    /// </summary>
    /// <param name="message">Its <c>text</c> and <c>blocks</c>.</param>
    /// <param name="metadata">What it can be found by; every member of the workspace can read it. Null for none.</param>
    public static Task<SlackReply> ChatPostMessageAsync(
        this SlackClient client, string channel, JsonObject message, JsonObject? metadata, CancellationToken cancellationToken,
        string thread = "")
    {
        var arguments = Shown(message, channel, thread);
        arguments["unfurl_links"] = false; // that would fetch, and show, a typed link
        arguments["unfurl_media"] = false;
        if (metadata is not null)
        {
            arguments["metadata"] = metadata.DeepClone();
        }

        return client.CallAsync("chat.postMessage", arguments, cancellationToken);
    }

    /// <summary>Replaces text and blocks of a message of our own; its metadata stays.</summary>
    /// <param name="channel">The real channel, never a person's id.</param>
    /// <param name="ts">The message, opaque.</param>
    public static Task<SlackReply> ChatUpdateAsync(
        this SlackClient client, string channel, string ts, JsonObject message, CancellationToken cancellationToken)
    {
        var arguments = Shown(message, channel);
        arguments["ts"] = ts;
        return client.CallAsync("chat.update", arguments, cancellationToken);
    }

    /// <summary>Shows a message to one person of a channel; it can't be replaced.</summary>
    public static Task<SlackReply> ChatPostEphemeralAsync(
        this SlackClient client, string channel, string userId, JsonObject message, CancellationToken cancellationToken,
        string thread = "")
    {
        var arguments = Shown(message, channel, thread);
        arguments["user"] = userId;
        return client.CallAsync("chat.postEphemeral", arguments, cancellationToken);
    }

    /// <summary>Opens a dialog, once, within 3 seconds of the press. The answer's <c>view</c> has <c>id</c> and <c>hash</c>.</summary>
    public static Task<SlackReply> ViewsOpenAsync(
        this SlackClient client, string triggerId, JsonObject view, CancellationToken cancellationToken) =>
        client.CallAsync("views.open", new JsonObject { ["trigger_id"] = triggerId, ["view"] = view.DeepClone() }, cancellationToken);

    /// <summary>Redraws a dialog that is open.</summary>
    /// <param name="hash">
    /// What it showed when it was read, so that nothing newer is overwritten; null to redraw it in any case.
    /// </param>
    public static Task<SlackReply> ViewsUpdateAsync(
        this SlackClient client, string viewId, string? hash, JsonObject view, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["view_id"] = viewId, ["view"] = view.DeepClone() };
        if (hash is { Length: > 0 })
        {
            arguments["hash"] = hash;
        }

        return client.CallAsync("views.update", arguments, cancellationToken);
    }

    /// <summary>Shows a person's App Home.</summary>
    public static Task<SlackReply> ViewsPublishAsync(
        this SlackClient client, string userId, JsonObject view, CancellationToken cancellationToken) =>
        client.CallAsync("views.publish", new JsonObject { ["user_id"] = userId, ["view"] = view.DeepClone() }, cancellationToken);

    /// <summary>Asks who an account is, with the language of their Slack (docs.slack.dev/reference/methods/users.info).</summary>
    public static Task<SlackReply> UsersInfoAsync(this SlackClient client, string userId, CancellationToken cancellationToken) =>
        client.CallAsync("users.info", new JsonObject { ["user"] = userId, ["include_locale"] = true }, cancellationToken);

    /// <summary>Asks for the account with an address.</summary>
    public static Task<SlackReply> UsersLookupByEmailAsync(this SlackClient client, string email, CancellationToken cancellationToken) =>
        client.CallAsync("users.lookupByEmail", new JsonObject { ["email"] = email }, cancellationToken);

    /// <summary>Asks for the direct chat with a person; the same comes back each time.</summary>
    public static Task<SlackReply> ConversationsOpenAsync(this SlackClient client, string userId, CancellationToken cancellationToken) =>
        client.CallAsync("conversations.open", new JsonObject { ["users"] = userId }, cancellationToken);

    /// <summary>Reads the newest messages of a chat, with their metadata.</summary>
    /// <param name="limit">How many at most; 1 to 100.</param>
    public static Task<SlackReply> ConversationsHistoryAsync(
        this SlackClient client, string channel, int limit, CancellationToken cancellationToken) =>
        client.CallAsync(
            "conversations.history", new JsonObject { ["channel"] = channel, ["limit"] = limit, ["include_all_metadata"] = true },
                cancellationToken);

    /// <summary>Reads the messages of a thread, with their metadata.</summary>
    /// <param name="thread">The thread's first message.</param>
    /// <param name="limit">How many at most.</param>
    public static Task<SlackReply> ConversationsRepliesAsync(
        this SlackClient client, string channel, string thread, int limit, CancellationToken cancellationToken) =>
        client.CallAsync(
            "conversations.replies",
            new JsonObject { ["channel"] = channel, ["ts"] = thread, ["limit"] = limit, ["include_all_metadata"] = true },
            cancellationToken);

    /// <summary>Asks whose the token is.</summary>
    public static Task<SlackReply> AuthTestAsync(this SlackClient client, CancellationToken cancellationToken) =>
        client.CallAsync("auth.test", [], cancellationToken);

    /// <summary>Asks for the address of one connection of Socket Mode, with the app-level token.</summary>
    public static Task<SlackReply> AppsConnectionsOpenAsync(this SlackClient client, CancellationToken cancellationToken) =>
        client.CallAsync("apps.connections.open", [], cancellationToken);

    private static JsonObject Shown(JsonObject message, string channel, string thread = "")
    {
        var arguments = message.DeepClone().AsObject();
        arguments["channel"] = channel;
        if (thread.Length > 0)
        {
            arguments["thread_ts"] = thread;
        }

        arguments["parse"] = "none";
        return arguments;
    }
}
