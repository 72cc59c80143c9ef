namespace PolicyBot.Slack.Outbound;

/// <summary>One method of the Web API as PolicyBot uses it.</summary>
/// <param name="Name">Slack's name for it.</param>
/// <param name="Scopes">The scopes that the bot's token needs for it.</param>
internal sealed record SlackMethod(string Name, params IReadOnlyList<string> Scopes)
{
    /// <summary>Whether it takes its arguments as a form: sent as JSON they would go unseen.</summary>
    public bool IsForm { get; init; }

    /// <summary>Whether doing it twice is doing it once.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether it only reads, while a person waits.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it is a new message of its channel.</summary>
    public bool IsMessage { get; init; }

    /// <summary>Whether it takes the app-level token, not the bot's.</summary>
    public bool OfApp { get; init; }

    /// <summary>A refusal that is an answer like any other, and no failure of the call; empty for none.</summary>
    public string Answer { get; init; } = "";
}

/// <summary>
/// Every method that is called (docs.slack.dev/reference/methods): what is not here is not called, and the manifest asks for the scopes of
/// these alone.
/// </summary>
internal static class SlackMethods
{
    public static readonly SlackMethod AuthTest = new("auth.test") { IsForm = true, IsRead = true };
    public static readonly SlackMethod ChatPostMessage = new("chat.postMessage", "chat:write") { IsRepeatable = false, IsMessage = true };
    public static readonly SlackMethod ChatPostEphemeral =
        new("chat.postEphemeral", "chat:write") { IsRepeatable = false, IsMessage = true };
    public static readonly SlackMethod ChatUpdate = new("chat.update", "chat:write");
    public static readonly SlackMethod ViewsOpen = new("views.open") { IsRepeatable = false }; // a trigger works once
    public static readonly SlackMethod ViewsUpdate = new("views.update");
    public static readonly SlackMethod ViewsPublish = new("views.publish");
    public static readonly SlackMethod UsersInfo = new("users.info", "users:read", "users:read.email") { IsForm = true, IsRead = true };
    public static readonly SlackMethod UsersLookupByEmail =
        new("users.lookupByEmail", "users:read.email") { IsForm = true, IsRead = true, Answer = "users_not_found" };
    public static readonly SlackMethod ConversationsOpen = new("conversations.open", "im:write") { IsRead = true };
    public static readonly SlackMethod ConversationsHistory = new("conversations.history", "im:history") { IsForm = true, IsRead = true };
    public static readonly SlackMethod ConversationsReplies = new("conversations.replies", "im:history") { IsForm = true, IsRead = true };
    public static readonly SlackMethod AppsConnectionsOpen = new("apps.connections.open") { IsForm = true, IsRead = true, OfApp = true };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, SlackMethod> All { get; } = new[]
    {
        AuthTest, ChatPostMessage, ChatPostEphemeral, ChatUpdate, ViewsOpen, ViewsUpdate, ViewsPublish, UsersInfo, UsersLookupByEmail,
            ConversationsOpen,
        ConversationsHistory, ConversationsReplies, AppsConnectionsOpen,
    }.ToDictionary(method => method.Name, StringComparer.Ordinal);
}
