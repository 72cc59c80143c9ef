using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;

namespace PolicyBot.Slack.Outbound;

/// <summary>An account as the workspace's directory knows it.</summary>
/// <param name="Id">The account, <c>U…</c> or <c>W…</c>.</param>
/// <param name="Verdict">Whether it may be served.</param>
/// <param name="Code">Why not: Slack's own code or one of PolicyBot; empty for a member.</param>
/// <param name="Mail">Its address, once it was confirmed; else empty.</param>
/// <param name="Name">The name it shows.</param>
internal sealed record SlackUser(string Id, DirectoryVerdict Verdict, string Code, string Mail, string Name)
{
    /// <summary>The locale of their Slack, such as <c>de-DE</c>; empty where Slack did not say.</summary>
    public string Locale { get; init; } = "";

    /// <summary>What holds the directory up, where it is not available; null where Slack did not say.</summary>
    public SlackReply.Later? Pause { get; init; }
}

/// <summary>
/// The workspace's directory. Slack delivers to accounts that were switched off as if nothing were wrong (slackapi/python-slack-sdk#1156),
/// so each person who is written to is looked up first; that answer is used for a quarter of an hour.
/// </summary>
/// <param name="time">The real time.</param>
internal sealed class SlackDirectory(SlackClient client, SlackInstallation installation, TimeProvider time)
{
    /// <summary>How long an answer is used when a person is written to.</summary>
    public static readonly TimeSpan AnswerHolds = TimeSpan.FromMinutes(15);

    /// <summary>Slack's own voice: a user who is no person, though the directory does not say so.</summary>
    private const string Slackbot = "USLACKBOT";

    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, (SlackUser User, DateTimeOffset Until)> _remembered = new(StringComparer.Ordinal);

    /// <summary>Asks who an account is, now.</summary>
    public async Task<SlackUser> OfAsync(string userId, CancellationToken cancellationToken) =>
        await JudgedAsync(userId, await client.UsersInfoAsync(userId, cancellationToken), cancellationToken);

    /// <summary>Who an account is, as far as was asked within the last quarter of an hour, or else now.</summary>
    public async Task<SlackUser> RecentlyAsync(string userId, CancellationToken cancellationToken) =>
        _remembered.TryGetValue(userId, out var known) && known.Until > time.GetUtcNow()
            ? known.User : await OfAsync(userId, cancellationToken);

    /// <summary>Asks for the account with an address.</summary>
    public async Task<SlackUser> WithAddressAsync(string email, CancellationToken cancellationToken) =>
        await JudgedAsync("", await client.UsersLookupByEmailAsync(email, cancellationToken), cancellationToken);

    /// <summary>Drops the stored answer for an account that changed.</summary>
    public void Forget(string userId) => _remembered.TryRemove(userId, out _);

    /// <summary>Judges an account: one that is no member of this workspace, is switched off or is no person, is not served.</summary>
    /// <param name="user">A user object of Slack's (docs.slack.dev/reference/objects/user-object).</param>
    /// <param name="bot">Who the bot is, and thereby which workspace is ours.</param>
    public static SlackUser Judge(JsonNode? user, SlackIdentity bot)
    {
        var (id, profile) = (user.Member("id").AsText(), user.Member("profile"));
        var name = new[] { profile.Member("real_name"), user.Member("real_name"), user.Member("name") }.Select(SlackNodes.AsText)
            .FirstOrDefault(text => text.Length > 0, "");
        var (verdict, code) =
            id is "" or Slackbot || id == bot.BotUserId || user.Member("is_bot").IsTrue() || user.Member("is_workflow_bot").IsTrue()
                ? (DirectoryVerdict.Unknown, "bot")
            : user.Member("is_stranger").IsTrue() || !IsOurs(user, bot) ? (DirectoryVerdict.Unknown, "other_workspace")
            : user.Member("deleted").IsTrue() ? (DirectoryVerdict.Deactivated, "user_disabled")
            : user.Member("is_restricted").IsTrue() || user.Member("is_ultra_restricted").IsTrue() ? (DirectoryVerdict.Guest, "guest")
            : (DirectoryVerdict.Member, "");
        // An unconfirmed address may belong to another person.
        return new SlackUser(id, verdict, code, user.Member("is_email_confirmed").IsFalse() ? "" : profile.Member("email").AsText(), name)
        {
            Locale = user.Member("locale").AsText(),
        };
    }

    // In an organisation a person may be listed under another of its workspaces, and still be a member of this one.
    private static bool IsOurs(JsonNode? user, SlackIdentity bot) =>
        user.Member("team_id").AsText() == bot.TeamId
        || (bot.EnterpriseId.Length > 0 && user.Member("enterprise_user").Member("enterprise_id").AsText() == bot.EnterpriseId
            && user.Member("enterprise_user").Member("teams").AsTexts().Contains(bot.TeamId));

    private async Task<SlackUser> JudgedAsync(string asked, SlackReply reply, CancellationToken cancellationToken)
    {
        switch (reply)
        {
            case SlackReply.Done done when await installation.OfBotAsync(cancellationToken) is { } bot:
                var user = Judge(done.Body["user"], bot);
                if (_remembered.Count >= MostRemembered)
                {
                    _remembered.Clear(); // it costs a call each, nothing else
                }

                _remembered[user.Id] = (user, time.GetUtcNow() + AnswerHolds);
                return user;
            case SlackReply.Refused { Fault: SlackFault.Unreachable } nobody:
                return new SlackUser(asked, DirectoryVerdict.Unknown, nobody.Code, "", "");
            case SlackReply.Refused refused:
                return new SlackUser(asked, DirectoryVerdict.Unavailable, refused.Code, "", "");
            case SlackReply.Later later:
                return new SlackUser(asked, DirectoryVerdict.Unavailable, later.Code, "", "") { Pause = later };
            default:
                return new SlackUser(asked, DirectoryVerdict.Unavailable, "unavailable", "", "");
        }
    }
}
