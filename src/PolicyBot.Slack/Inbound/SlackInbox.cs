using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Works on events that were acknowledged first: typed words, mentions, the home page opened, an account changed, the app taken away.
/// </summary>
internal sealed partial class SlackInbox(
    SlackAccessFilter gate, TypedMessages messages, HomeVisits visits, SlackHealth health, AccountRemoval departures,
    ILogger<SlackInbox> logger) : IInbox
{
    public string Channel => SlackChannel.ChannelName;

    public Task<bool> WorkAsync(string payload, CancellationToken cancellationToken) =>
        WorkAsync(JsonSerializer.Deserialize(payload, SlackEventJson.Default.SlackEvent)!, again: true, cancellationToken);

    /// <summary>Works on it.</summary>
    /// <param name="again">Whether it was worked on before, so that an answer may be there already.</param>
    /// <returns>False when the answer could not be handed over and it should be worked on again.</returns>
    public async Task<bool> WorkAsync(SlackEvent happened, bool again, CancellationToken cancellationToken)
    {
        switch (await gate.AdmitAsync(happened, cancellationToken))
        {
            case Admission.Admitted { Bot: var bot }:
                return await WorkAsync(happened, bot, again, cancellationToken);
            case Admission.Unknown when happened.Type is not (SlackEventTypes.Uninstalled or SlackEventTypes.TokensRevoked):
                return false;
            default:
                return true;
        }
    }

    private async Task<bool> WorkAsync(SlackEvent happened, SlackIdentity bot, bool again, CancellationToken cancellationToken)
    {
        switch (happened.Type)
        {
            case SlackEventTypes.Uninstalled:
            case SlackEventTypes.TokensRevoked when happened.RevokedBots.Contains(bot.BotUserId):
                TakenAway(happened.Type);
                health.Refused(happened.Type); // its watch tells administrators, and asks whether it works again
                return true;
            case SlackEventTypes.Message or SlackEventTypes.Mention when happened.User != bot.BotUserId:
                return await messages.AnswerAsync(happened, bot, again, cancellationToken);
            case SlackEventTypes.UserChange or SlackEventTypes.TeamJoin:
                return await departures.ChangedAsync(happened.AccountIn(bot, "").Account, cancellationToken);
            case SlackEventTypes.HomeOpened:
                return await visits.AnswerAsync(happened, bot, cancellationToken);
            default:
                return true;
        }
    }

    [LoggerMessage(EventId = 706, Level = LogLevel.Error, Message = "Slack access ended ({What}): the app was removed from the workspace.")]
    private partial void TakenAway(string what);
}
