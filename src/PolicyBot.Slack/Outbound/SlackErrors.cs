using System.Text.Json.Nodes;

namespace PolicyBot.Slack.Outbound;

/// <summary>Slack's error codes, translated where the reply is read (docs.slack.dev/reference/methods, "Errors" of each method).</summary>
internal static class SlackErrors
{
    /// <summary>How long to wait where Slack does not say.</summary>
    public static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan WhileMoving = TimeSpan.FromMinutes(1);

    // "It's possible some aspect of the operation succeeded before the error was raised."
    private static readonly HashSet<string> Midway = ["internal_error", "fatal_error"];

    private static readonly HashSet<string> Transient =
        ["ratelimited", "rate_limited", "service_unavailable", "request_timeout", "team_added_to_org", "update_failed", "accesslimited"];

    private static readonly Dictionary<SlackFault, string[]> Codes = new()
    {
        [SlackFault.Installation] =
        [
            "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "team_access_not_granted",
                "org_login_required",
            "ekm_access_denied", "user_removed_from_team", "team_disabled",
        ],
        [SlackFault.Configuration] =
        [
            "missing_scope", "not_allowed_token_type", "no_permission", "access_denied", "two_factor_setup_required", "deprecated_endpoint",
            "method_deprecated", "messages_tab_disabled", "not_enabled", "enterprise_is_restricted", "forbidden_team",
        ],
        [SlackFault.Malformed] =
        [
            "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text",
                "invalid_json",
            "json_not_object", "invalid_form_data", "invalid_charset", "missing_post_type", "missing_argument", "view_too_large",
                "metadata_too_large",
            "invalid_metadata_format", "invalid_metadata_schema", "markdown_text_conflict", "block_mismatch", "duplicate_external_id",
        ],
        [SlackFault.Trigger] = ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged"],
        [SlackFault.Gone] = ["message_not_found", "cant_update_message", "edit_window_closed", "is_inactive"],
        [SlackFault.Outdated] = ["hash_conflict"],
        [SlackFault.Unreachable] =
        [
            "user_not_found", "users_not_found", "user_not_visible", "user_disabled", "user_not_in_channel", "channel_not_found",
                "not_in_channel",
            "is_archived", "cannot_dm_bot", "team_not_found", "invalid_user_combination", "posting_to_channel_denied",
        ],
    };

    private static readonly Dictionary<string, SlackFault> Faults =
        Codes.SelectMany(pair => pair.Value.Select(code => (code, pair.Key)))
            .ToDictionary(pair => pair.code, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>What an answered failure means for one call.</summary>
    /// <param name="body">The answer, with <c>ok</c> false.</param>
    /// <param name="isServerError">Whether the status was 5xx.</param>
    public static SlackReply Read(SlackMethod method, JsonObject body, bool isServerError)
    {
        var code = body["error"].AsText() is { Length: > 0 } given ? given : "unknown_error";
        if (Transient.Contains(code))
        {
            return new SlackReply.Later(code == "team_added_to_org" ? WhileMoving : ShortPause, code);
        }

        var known = Faults.TryGetValue(code, out var fault);
        if (Midway.Contains(code) || (isServerError && !known))
        {
            return Lost(method.IsRepeatable, code);
        }

        IReadOnlyList<string> messages =
        [
            .. body["response_metadata"].Member("messages").AsTexts(),
            .. body["needed"].AsText() is { Length: > 0 } needed ? [$"needed: {needed}"] : Array.Empty<string>(),
        ];
        return new SlackReply.Refused(code, messages, FaultOf(method, code, fault, messages));
    }

    /// <summary>A call whose answer never came: repeat it, or let the caller decide, who knows the effect of a second one.</summary>
    public static SlackReply Lost(bool repeatable, string code) =>
        repeatable ? new SlackReply.Later(ShortPause, code) : new SlackReply.MaybeDone(code);

    private static SlackFault FaultOf(SlackMethod method, string code, SlackFault known, IReadOnlyList<string> messages) => code switch
    {
        "not_found" when method == SlackMethods.ViewsUpdate => SlackFault.Gone,
        "channel_not_found" or "is_archived" when method == SlackMethods.ChatUpdate => SlackFault.Gone,
        // Seen instead of a code of its own (slackapi/bolt-python#434).
        "invalid_arguments" when messages.Any(message => message.Contains("trigger_id", StringComparison.Ordinal)) => SlackFault.Trigger,
        _ when code.StartsWith("restricted_action", StringComparison.Ordinal) => SlackFault.Unreachable,
        _ => known,
    };
}
