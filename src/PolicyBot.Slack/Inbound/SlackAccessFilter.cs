using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>Whether something comes from a person of the workspace that is served.</summary>
internal abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>It does.</summary>
    /// <param name="Bot">Who the bot is there.</param>
    public sealed record Admitted(SlackIdentity Bot) : Admission;

    /// <summary>It does not: nothing is done.</summary>
    public sealed record Refused : Admission;

    /// <summary>Slack does not say whose our token is.</summary>
    public sealed record Unknown : Admission;
}

/// <summary>
/// Holds what came against the installation. A signature proves Slack and our app, not whose workspace: in shared channels people of other
/// companies see our buttons too. Who acts is told by their own team, never by that of the envelope alone, which may be either's.
/// </summary>
internal sealed partial class SlackAccessFilter(SlackInstallation installation, AckDeadline answers, ILogger<SlackAccessFilter> logger)
{
    /// <summary>Whether an event is from the served workspace.</summary>
    public async Task<Admission> AdmitAsync(SlackEvent happened, CancellationToken cancellationToken) => Judge(
        await installation.OfBotAsync(cancellationToken),
        happened.Type,
        bot => FaultIn(bot, happened.AppId, happened.Installation, happened.Team));

    /// <summary>
    /// Whether an event is known to come from elsewhere, before it is kept. As long as Slack has not said whose our token is, it is kept,
    /// and judged when it is worked on.
    /// </summary>
    public bool IsForeign(SlackEvent happened) => Judge(
        installation.Known,
        happened.Type,
        bot => FaultIn(bot, happened.AppId, happened.Installation, happened.Team)) is Admission.Refused;

    /// <summary>
    /// Whether an interaction is from the served workspace. It has to be answered in time, so the check of the bot's own identity is not
    /// waited for long.
    /// </summary>
    public async Task<Admission> AdmitAsync(JsonElement interaction, CancellationToken cancellationToken)
    {
        var team = interaction.Text("user", "team_id") is { Length: > 0 } own ? own : interaction.Text("team", "id");
        return Judge(
            await OfBotInTimeAsync(cancellationToken),
            interaction.Text("type"),
            bot => FaultIn(bot, interaction.Text("api_app_id"), interaction.Text("view", "app_installed_team_id"), team));
    }

    /// <summary>Whether a slash command is from the served workspace, as for interactions.</summary>
    public async Task<Admission> AdmitAsync(SlackCommand typed, CancellationToken cancellationToken) => Judge(
        await OfBotInTimeAsync(cancellationToken),
        "command",
        bot => FaultIn(bot, typed.AppId, "", typed.TeamId.Length > 0 ? typed.TeamId : typed.EnterpriseId));

    private async Task<SlackIdentity?> OfBotInTimeAsync(CancellationToken cancellationToken)
    {
        var (asking, isSaid) = await answers.TryAsync(installation.OfBotAsync, AckDeadline.WhoWithin);
        if (isSaid)
        {
            return await asking.WaitAsync(cancellationToken);
        }

        answers.LetGoOn(asking); // the next one finds it known
        return null;
    }

    private Admission Judge(SlackIdentity? known, string what, Func<SlackIdentity, string?> faultIn)
    {
        if (known is not { } bot)
        {
            return new Admission.Unknown();
        }

        if (faultIn(bot) is not { } fault)
        {
            return new Admission.Admitted(bot);
        }

        SlackTelemetry.Refusals.Add(1, new KeyValuePair<string, object?>("reason", fault));
        NotOurs(what, fault);
        return new Admission.Refused();
    }

    /// <returns>What does not fit, or null. A request without a workspace is refused.</returns>
    private static string? FaultIn(SlackIdentity bot, string app, string installedIn, string team) =>
        app.Length > 0 && bot.AppId.Length > 0 && app != bot.AppId ? "OtherApp"
        : installedIn.Length > 0 && installedIn != bot.TeamId ? "OtherInstallation"
        : team.Length > 0 && (team == bot.TeamId || team == bot.EnterpriseId) ? null
        : "ForeignTeam";

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "Slack {What} not served: {Fault}.")]
    private partial void NotOurs(string what, string fault);
}
