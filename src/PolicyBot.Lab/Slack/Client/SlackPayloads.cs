using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Slack.Client;

/// <summary>What Slack sends to the app: docs.slack.dev apis/events-api, reference/interaction-payloads.</summary>
internal sealed class SlackPayloads(SlackDirectory directory, SlackViews views, Func<SlackMessage, JsonObject> write)
{
    private const string RetiredToken = "verification-token";

    private SlackWorkspaceOptions Options => directory.Options;

    /// <summary>One event in its envelope.</summary>
    /// <param name="inner">The event.</param>
    /// <param name="teamId">The sender's workspace; null: ours.</param>
    public JsonObject Event(JsonObject inner, string? teamId = null) => new()
    {
        ["token"] = RetiredToken,
        ["team_id"] = teamId ?? Options.TeamId,
        ["context_team_id"] = Options.TeamId,
        ["context_enterprise_id"] = null,
        ["api_app_id"] = Options.AppId,
        ["event"] = inner,
        ["type"] = "event_callback",
        ["event_id"] = SlackDirectory.NewId("Ev"),
        ["event_time"] = directory.Now().ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject
        {
            ["enterprise_id"] = null,
            ["team_id"] = Options.TeamId,
            ["user_id"] = Options.BotUserId,
            ["is_bot"] = true,
            ["is_enterprise_install"] = false,
        }),
        ["is_ext_shared_channel"] = teamId is not null,
        ["event_context"] = "4-" + SlackDirectory.Secret(),
    };

    /// <summary>A typed message, in direct messages or, naming the bot, in a channel.</summary>
    public JsonObject Message(SlackAccount account, SlackConversation conversation, string text, string ts)
    {
        var message = new JsonObject
        {
            ["type"] = conversation.IsDirect ? "message" : "app_mention",
            ["user"] = account.Id,
            ["text"] = text,
            ["ts"] = ts,
            ["client_msg_id"] = new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).ToString(),
            ["team"] = account.ForeignTeamId ?? Options.TeamId,
            ["channel"] = conversation.Id,
            ["event_ts"] = ts,
        };
        if (conversation.IsDirect)
        {
            message["channel_type"] = "im";
        }

        if (account.IsBot)
        {
            (message["bot_id"], message["app_id"]) = ("B0" + account.Id[2..], "A0" + account.Id[2..]);
        }

        if (account.ForeignTeamId is { } foreign)
        {
            (message["user_team"], message["source_team"]) = (foreign, foreign);
        }

        return Event(message, account.ForeignTeamId);
    }

    public JsonObject HomeOpened(SlackAccount account, string tab)
    {
        var opened = new JsonObject
        {
            ["type"] = "app_home_opened",
            ["user"] = account.Id,
            ["channel"] = account.DirectId,
            ["tab"] = tab,
            ["event_ts"] = directory.NextTs(),
        };
        if (views.Home(account.Id) is { } home)
        {
            opened["view"] = views.Write(home, withState: true);
        }

        return Event(opened, account.ForeignTeamId);
    }

    public JsonObject BlockActions(
        SlackAccount account, SlackSurface surface, SlackConversation? conversation, JsonObject action, string trigger, string? responseUrl)
    {
        var payload = Interaction("block_actions", account);
        payload["trigger_id"] = trigger;
        payload["enterprise"] = null;
        payload["is_enterprise_install"] = false;
        payload["state"] = new JsonObject { ["values"] = new JsonObject() };
        payload["actions"] = new JsonArray(action);
        switch (surface)
        {
            case SlackMessage message:
                payload["container"] = new JsonObject
                {
                    ["type"] = "message",
                    ["message_ts"] = message.Ts,
                    ["channel_id"] = conversation!.Id,
                    ["is_ephemeral"] = message.OnlyFor is not null,
                };
                payload["channel"] = new JsonObject { ["id"] = conversation.Id, ["name"] = conversation.Name ?? "directmessage" };
                payload["response_url"] = responseUrl;
                if (message.OnlyFor is null)
                {
                    payload["message"] = write(message);
                }

                break;
            case SlackView view:
                payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
                payload["view"] = views.Write(view, withState: true);
                payload.Remove("state");
                break;
        }

        return payload;
    }

    /// <summary>What is asked of the app while a person types into a list of its own in a view.</summary>
    public JsonObject BlockSuggestion(SlackAccount account, SlackView view, BlockPart part, string typed)
    {
        var payload = Interaction("block_suggestion", account);
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view.Id };
        payload["action_id"] = part.ActionId;
        payload["block_id"] = part.BlockId;
        payload["value"] = typed;
        payload["view"] = views.Write(view, withState: true);
        return payload;
    }

    /// <summary>The entry in <c>actions</c>.</summary>
    public JsonObject Action(BlockPart part, JsonObject? state)
    {
        var action =
            new JsonObject
            {
                ["type"] = part.Type,
                ["action_id"] = part.ActionId,
                ["block_id"] = part.BlockId,
                ["action_ts"] = directory.NextTs()
            };
        foreach (var name in part.IsButton ? new[] { "text", "value", "style" } : [])
        {
            if (part.Element[name] is { } member)
            {
                action[name] = member.DeepClone();
            }
        }

        foreach (var (name, value) in state ?? [])
        {
            action[name] = value?.DeepClone();
        }

        return action;
    }

    public JsonObject ViewSubmission(SlackAccount account, SlackView view, string trigger)
    {
        var payload = Interaction("view_submission", account);
        payload["trigger_id"] = trigger;
        payload["view"] = views.Write(view, withState: true);
        payload["response_urls"] = new JsonArray();
        payload["is_enterprise_install"] = false;
        payload["enterprise"] = null;
        return payload;
    }

    public JsonObject ViewClosed(SlackAccount account, SlackView view, bool all)
    {
        var payload = Interaction("view_closed", account);
        payload["view"] = views.Write(view, withState: false);
        payload["is_cleared"] = all;
        payload["is_enterprise_install"] = false;
        payload["enterprise"] = null;
        return payload;
    }

    public JsonObject Shortcut(SlackAccount account, string trigger)
    {
        var payload = Interaction("shortcut", account);
        payload.Remove("api_app_id");
        payload["action_ts"] = directory.NextTs();
        payload["is_enterprise_install"] = false;
        payload["enterprise"] = null;
        payload["callback_id"] = Options.Shortcut;
        payload["trigger_id"] = trigger;
        return payload;
    }

    public IReadOnlyList<KeyValuePair<string, string>> Command(
        SlackAccount account, SlackConversation conversation, string text, string trigger, string responseUrl) =>
    [
        new("token", RetiredToken),
        new("team_id", account.ForeignTeamId ?? Options.TeamId),
        new("team_domain", Options.TeamDomain),
        new("channel_id", conversation.Id),
        new("channel_name", conversation.Name ?? "directmessage"),
        new("user_id", account.Id),
        new("user_name", account.Handle),
        new("command", Options.Command),
        new("text", text),
        new("api_app_id", Options.AppId),
        new("is_enterprise_install", "false"),
        new("response_url", responseUrl),
        new("trigger_id", trigger),
    ];

    /// <summary><c>user_change</c>: the whole user object.</summary>
    public JsonObject UserChanged(JsonObject user)
    {
        var inner =
            new JsonObject
            {
                ["type"] = "user_change",
                ["user"] = user,
                ["cache_ts"] = directory.Now().ToUnixTimeSeconds(),
                ["event_ts"] = directory.NextTs()
            };
        return Event(inner);
    }

    /// <summary><c>team_join</c>: the whole user object of a new member.</summary>
    public JsonObject TeamJoined(JsonObject user) => Event(new JsonObject
    {
        ["type"] = "team_join",
        ["user"] = user,
        ["cache_ts"] = directory.Now().ToUnixTimeSeconds(),
        ["event_ts"] = directory.NextTs(),
    });

    private JsonObject Interaction(string type, SlackAccount account)
    {
        var team = account.ForeignTeamId ?? Options.TeamId;
        return new JsonObject
        {
            ["type"] = type,
            ["team"] =
                new JsonObject
                {
                    ["id"] = team,
                    ["domain"] = account.ForeignTeamId is null ? Options.TeamDomain : team.ToLower(CultureInfo.InvariantCulture)
                },
            ["user"] = new JsonObject { ["id"] = account.Id, ["username"] = account.Handle, ["name"] = account.Handle, ["team_id"] = team },
            ["api_app_id"] = Options.AppId,
            ["token"] = RetiredToken,
        };
    }
}
