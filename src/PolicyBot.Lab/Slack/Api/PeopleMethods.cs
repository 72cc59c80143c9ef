using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Slack.Api;

/// <summary><c>auth.test</c>, <c>users.*</c> and <c>conversations.*</c>.</summary>
internal sealed class PeopleMethods(SlackDirectory directory)
{
    public ApiAnswer TestAuth(ApiCall call)
    {
        var options = directory.Options;
        return ApiAnswer.Done(
            ("url", $"https://{options.TeamDomain}.slack.com/"), ("team", "Contoso"), ("user", "policybot"), ("team_id", options.TeamId),
            ("user_id", options.BotUserId), ("bot_id", options.BotId), ("app_id", options.AppId), ("is_enterprise_install", false));
    }

    public ApiAnswer Info(ApiCall call)
    {
        if (call.Text("user") is { } id && id == directory.Options.BotUserId)
        {
            return ApiAnswer.Done(("user", Own()));
        }

        return call.Text("user") is { } wanted && directory.Account(wanted) is { } account
            ? ApiAnswer.Done(("user", Write(account, withLocale: call.Text("include_locale") is "true" or "1")))
            : ApiAnswer.Refused("user_not_found");
    }

    public ApiAnswer LookUpByEmail(ApiCall call) =>
        call.Text("email") is { } email && directory.AccountOf(email) is { ForeignTeamId: null } account
            ? ApiAnswer.Done(("user", Write(account)))
            : ApiAnswer.Refused("users_not_found");

    public ApiAnswer OpenConversation(ApiCall call)
    {
        if (call.Text("channel") is { } channel)
        {
            return directory.Find(channel) is { } known
                ? ApiAnswer.Done(("channel", new JsonObject { ["id"] = known.Id })) : ApiAnswer.Refused("channel_not_found");
        }

        if (call.Text("users")?.Split(',') is not [var user])
        {
            return ApiAnswer.Refused(call.Text("users") is null ? "users_list_not_supplied" : "missing_scope");
        }

        return directory.Account(user) switch
        {
            null => ApiAnswer.Refused("user_not_found"),
            { IsBot: true } => ApiAnswer.Refused("cannot_dm_bot"),
            { Deleted: true } => ApiAnswer.Refused("user_disabled"),
            { ForeignTeamId: not null } => ApiAnswer.Refused("user_not_visible"),
            var account =>
                ApiAnswer.Done(("no_op", true), ("already_open", true), ("channel", new JsonObject { ["id"] = account.DirectId })),
        };
    }

    public ApiAnswer ConversationInfo(ApiCall call)
    {
        if (call.Text("channel") is not { } id || directory.Find(id) is not { } conversation)
        {
            return ApiAnswer.Refused("channel_not_found");
        }

        var channel =
            new JsonObject
            {
                ["id"] = conversation.Id,
                ["is_im"] = conversation.IsDirect,
                ["is_archived"] = false,
                ["is_ext_shared"] = false,
                ["context_team_id"] = directory.Options.TeamId
            };
        if (conversation.UserId is { } user)
        {
            channel["user"] = user;
        }
        else
        {
            (channel["name"], channel["is_channel"], channel["is_private"], channel["is_member"]) =
                (conversation.Name, true, false, conversation.BotIsIn);
        }

        return ApiAnswer.Done(("channel", channel));
    }

    /// <summary>A user object: docs.slack.dev reference/objects/user-object.</summary>
    public JsonObject Write(SlackAccount account, bool withLocale = false)
    {
        var profile =
            new JsonObject
            {
                ["real_name"] = account.Name,
                ["display_name"] = account.Handle,
                ["title"] = account.Title,
                ["team"] = account.ForeignTeamId ?? directory.Options.TeamId
            };
        if (account is { Email.Length: > 0, ForeignTeamId: null } && directory.Options.Scopes.Contains("users:read.email"))
        {
            profile["email"] = account.Email;
        }

        var user = new JsonObject
        {
            ["id"] = account.Id,
            ["team_id"] = account.ForeignTeamId ?? directory.Options.TeamId,
            ["name"] = account.Handle,
            ["deleted"] = account.Deleted,
            ["real_name"] = account.Name,
            ["profile"] = profile,
            ["is_bot"] = account.IsBot,
            ["is_app_user"] = false,
            ["updated"] = directory.Now().ToUnixTimeSeconds(),
        };
        if (!account.Deleted)
        {
            (user["tz"], user["tz_offset"]) = ("Europe/Berlin", 3600);
            (user["is_admin"], user["is_owner"], user["is_restricted"], user["is_ultra_restricted"]) =
                (false, false, account.IsRestricted, account.IsUltraRestricted);
            user["is_email_confirmed"] = account.IsEmailConfirmed;
        }

        if (withLocale && account is { Deleted: false, IsBot: false, ForeignTeamId: null })
        {
            user["locale"] = account.Locale; // only where it is asked for (docs.slack.dev/reference/methods/users.info)
        }

        if (account.ForeignTeamId is not null)
        {
            user["is_stranger"] = true;
        }

        return user;
    }

    private JsonObject Own() => new()
    {
        ["id"] = directory.Options.BotUserId,
        ["team_id"] = directory.Options.TeamId,
        ["name"] = "policybot",
        ["deleted"] = false,
        ["is_bot"] = true,
        ["profile"] =
            new JsonObject { ["bot_id"] = directory.Options.BotId, ["api_app_id"] = directory.Options.AppId, ["real_name"] = "PolicyBot" },
    };
}
