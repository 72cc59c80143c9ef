using Microsoft.Extensions.Logging;

namespace PolicyBot.Slack.Outbound;

/// <summary>Who the bot is in the workspace that its token belongs to.</summary>
/// <param name="TeamId">The workspace that is served, <c>T…</c>.</param>
/// <param name="EnterpriseId">The organisation it belongs to, <c>E…</c>; empty for none.</param>
/// <param name="BotUserId">The bot as a user, <c>U…</c>: what mentions of it name.</param>
/// <param name="BotId">The bot, <c>B…</c>: what its own messages name.</param>
/// <param name="AppId">The app, <c>A…</c>; empty where Slack did not say.</param>
internal sealed record SlackIdentity(string TeamId, string EnterpriseId, string BotUserId, string BotId, string AppId);

/// <summary>The app as it is installed: asked for once with <c>auth.test</c>, and kept.</summary>
internal sealed partial class SlackInstallation(SlackClient client, SlackOptions options, ILogger<SlackInstallation> logger)
{
    private volatile SlackIdentity? _identity;

    /// <summary>Who the bot is, as far as Slack has said so; null before.</summary>
    public SlackIdentity? Known => _identity;

    /// <summary>Who the bot is; null while Slack does not say (it is down, or refuses the token).</summary>
    public async Task<SlackIdentity?> OfBotAsync(CancellationToken cancellationToken)
    {
        if (_identity is null && await client.AuthTestAsync(cancellationToken) is SlackReply.Done done && Faults(done).Count == 0)
        {
            _identity = IdentityOf(done);
        }

        return _identity;
    }

    /// <summary>Asks Slack whose the token is before anything is served.</summary>
    /// <returns>What keeps it from serving, a line each; empty also while Slack is down, which does not stop a start.</returns>
    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken cancellationToken)
    {
        switch (await client.AuthTestAsync(cancellationToken))
        {
            case SlackReply.Done done:
                var faults = Faults(done);
                _identity = faults.Count == 0 ? IdentityOf(done) : null;
                return faults;
            case SlackReply.Refused refused:
                return [$"Slack:BotToken is refused ({refused.Code}): take the one that the app's page shows under OAuth & Permissions."];
            case SlackReply.Later later:
                NotAsked(later.Code);
                return [];
            case SlackReply.MaybeDone unsure:
                NotAsked(unsure.Code);
                return [];
            default:
                return [];
        }
    }

    /// <summary>What keeps the token from serving, a line each.</summary>
    /// <param name="done">What <c>auth.test</c> answered.</param>
    public List<string> Faults(SlackReply.Done done)
    {
        var identity = IdentityOf(done);
        List<string> faults = [];
        if (done.Body["is_enterprise_install"].IsTrue())
        {
            faults.Add("Slack:BotToken is one for a whole organisation; install the app in one workspace and take the token of that.");
        }
        else if (options.TeamId.Length > 0 && options.TeamId != identity.TeamId)
        {
            faults.Add($"Slack:TeamId is {options.TeamId}, but Slack:BotToken belongs to {identity.TeamId}.");
        }

        if (done.Scopes.Count > 0 && SlackScopes.Needed.Except(done.Scopes).ToList() is { Count: > 0 } missing)
        {
            faults.Add(
                $"Slack: the app lacks {string.Join(", ", missing)}; " +
                "add what manifests/slack/manifest.yaml asks for and install it again.");
        }

        return faults;
    }

    private static SlackIdentity IdentityOf(SlackReply.Done done) =>
        new(done.Text("team_id"), done.Text("enterprise_id"), done.Text("user_id"), done.Text("bot_id"), done.Text("app_id"));

    [LoggerMessage(EventId = 715, Level = LogLevel.Warning,
        Message = "Slack did not say whose the token is ({Code}); it is asked again once it is needed.")]
    private partial void NotAsked(string code);
}
