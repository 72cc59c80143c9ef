using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Channels;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Takes events: each is stored before it is acknowledged, and processed after. A redelivery is recognised by its content, never by its
/// headers.
/// </summary>
internal sealed partial class SlackEvents(
    SlackAccessFilter gate,
    SlackInbox inbox,
    SlackInstallation installation,
    SlackDirectory directory,
    Identification identification,
    InboundIntake intake,
    ILogger<SlackEvents> logger)
{
    /// <summary>Takes one.</summary>
    /// <returns>False when it could not be kept: Slack is to deliver it again.</returns>
    public async Task<bool> TakeAsync(JsonElement envelope)
    {
        if (envelope.Text("type") == "app_rate_limited")
        {
            RateLimited();
            return true;
        }

        if (SlackParser.EventFrom(envelope) is not { } happened)
        {
            return true; // unknown kinds will come, and mean nothing to us
        }

        if (gate.IsForeign(happened))
        {
            return true; // acknowledged, so that Slack does not send it again; nothing of it is kept
        }

        try
        {
            if (happened.Type is not (SlackEventTypes.UserChange or SlackEventTypes.TeamJoin) || await IsKnownAsync(happened))
            {
                await TakeAsync(happened);
            }

            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    // Slack reports each new status line of each member. For an account that is neither known nor listed, nothing is stored that could be
    // outdated.
    private async Task<bool> IsKnownAsync(SlackEvent happened)
    {
        directory.Forget(happened.User);
        var team = (await installation.OfBotAsync(CancellationToken.None))?.TeamId ?? happened.Team;
        return await identification.KnowsAsync(new ChannelAccount(SlackChannel.ChannelName, team, happened.User), CancellationToken.None);
    }

    private Task TakeAsync(SlackEvent happened) => intake.TakeAsync(
        inbox.Channel,
        happened.Key,
        JsonSerializer.Serialize(happened, SlackEventJson.Default.SlackEvent),
        cancellationToken => inbox.WorkAsync(happened, again: false, cancellationToken));

    [LoggerMessage(EventId = 703, Level = LogLevel.Warning,
        Message = "Slack events delayed by Slack: more than its limit of 30,000 came within an hour.")]
    private partial void RateLimited();
}
