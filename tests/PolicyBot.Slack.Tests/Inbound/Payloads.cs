using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Tests.Inbound;

/// <summary>Payloads as Slack builds them, of the recorded ones where there is one.</summary>
internal static class Payloads
{
    public const string Direct = "DBO";

    /// <summary>The message in which a button is pressed.</summary>
    public const string PressedTs = "1790000000.000001";

    /// <summary>What a view shows when something is pressed in it.</summary>
    public const string Hash = "1790000000.abcdef";

    /// <summary>Bo writes to the bot.</summary>
    public static JsonObject Message(string text, string id = "Ev1", string ts = "1790000001.000100") => Event(
        new JsonObject
        {
            ["type"] = "message",
            ["channel_type"] = "im",
            ["channel"] = Direct,
            ["user"] = "UBO",
            ["text"] = text,
            ["ts"] = ts,
            ["team"] = ASlack.Team
        }, id);

    /// <summary>An event in its envelope.</summary>
    public static JsonObject Event(JsonObject inner, string id = "Ev1") => new()
    {
        ["team_id"] = ASlack.Team,
        ["api_app_id"] = "A111",
        ["type"] = "event_callback",
        ["event_id"] = id,
        ["event_time"] = 1790000001,
        ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = ASlack.Team, ["user_id"] = ASlack.BotUser, ["is_bot"] = true }),
        ["event"] = inner,
    };

    /// <summary>Bo presses a button of a message.</summary>
    /// <param name="blocks">What the message shows; null where Slack does not send it along.</param>
    public static JsonObject Press(
        ASlack slack, string verb, string value, JsonArray? blocks = null, string channel = Direct, bool isEphemeral = false)
    {
        var payload = Interaction("block_actions");
        payload["container"] =
            new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = PressedTs,
                ["channel_id"] = channel,
                ["is_ephemeral"] = isEphemeral
            };
        payload["channel"] = new JsonObject { ["id"] = channel };
        payload["response_url"] = slack.ResponseUrl;
        payload["actions"] =
            new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = verb, ["block_id"] = "buttons", ["value"] = value });
        if (blocks is not null)
        {
            payload["message"] = new JsonObject { ["blocks"] = blocks.DeepClone() };
        }

        return payload;
    }

    /// <summary>Bo presses a button inside a view.</summary>
    public static JsonObject PressIn(JsonObject view, string id, string verb, string value, params (string Field, JsonObject State)[] state)
    {
        var payload = Interaction("block_actions");
        payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = id };
        payload["view"] = Shown(view, id, state);
        payload["actions"] =
            new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = verb, ["block_id"] = "buttons", ["value"] = value });
        return payload;
    }

    /// <summary>Bo chooses a policy inside a dialog.</summary>
    /// <param name="second">When, by Slack's clock.</param>
    public static JsonObject Choose(JsonObject view, string id, string policy, string field = "policyId", int second = 1)
    {
        var payload = PressIn(view, id, "value", "", (field, Option(policy)));
        payload["actions"] = new JsonArray(new JsonObject
        {
            ["type"] = "static_select",
            ["action_id"] = "value",
            ["block_id"] = field,
            ["action_ts"] = $"179000000{second}.000100",
            ["selected_option"] = Option(policy)["selected_option"]!.DeepClone(),
        });
        return payload;
    }

    /// <summary>Bo submits a dialog.</summary>
    public static JsonObject Submit(JsonObject view, string id, params (string Field, JsonObject State)[] state)
    {
        var payload = Interaction("view_submission");
        payload["view"] = Shown(view, id, state);
        return payload;
    }

    /// <summary>What stands in a text input.</summary>
    public static JsonObject Text(string? value) => new() { ["type"] = "plain_text_input", ["value"] = value };

    /// <summary>What was chosen.</summary>
    public static JsonObject Option(string value) =>
        new()
        {
            ["type"] = "static_select",
            ["selected_option"] =
            new JsonObject { ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = value }, ["value"] = value }
        };

    /// <summary>A day.</summary>
    public static JsonObject Day(string value) => new() { ["type"] = "datepicker", ["selected_date"] = value };

    public static JsonObject Interaction(string type) => new()
    {
        ["type"] = type,
        ["team"] = new JsonObject { ["id"] = ASlack.Team },
        ["user"] = new JsonObject { ["id"] = "UBO", ["username"] = "bo", ["team_id"] = ASlack.Team },
        ["api_app_id"] = "A111",
        ["token"] = "legacy",
        ["trigger_id"] = ABot.Trigger,
    };

    // Slack sends a view back with its id, its hash and what stands in its inputs.
    private static JsonObject Shown(JsonObject view, string id, (string Field, JsonObject State)[] state)
    {
        var shown = view.DeepClone().AsObject();
        shown["id"] = id;
        shown["hash"] = Hash;
        shown["app_installed_team_id"] = ASlack.Team;
        shown["callback_id"] ??= "";
        shown["state"] = new JsonObject
        {
            ["values"] =
                new JsonObject(
                    state.Select(one => KeyValuePair.Create(one.Field, (JsonNode?)new JsonObject { ["value"] = one.State.DeepClone() }))),
        };
        return shown;
    }
}
