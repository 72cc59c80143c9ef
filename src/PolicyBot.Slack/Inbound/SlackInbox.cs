using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;

namespace PolicyBot.Slack.Inbound;

/// <summary>Works on events that were acknowledged first: typed words, mentions, the home page opened, an account changed, the app taken away.</summary>
internal sealed partial class SlackInbox(
    SlackAccessFilter gate, InteractionRouter desk, SlackChannel channel, SlackClient client, SlackHome home, SlackHealth health, Identification identification, AccountRemoval departures, AfterAnswer after,
    IEventStore register, IPeople people, ICatalog catalog, ILogger<SlackInbox> logger) : IInbox
{
    /// <summary>How often an answer is handed over before it is left to the sweep: a chat that is written to fast is free again after a second or two.</summary>
    private const int MostTries = 4;

    /// <summary>A pause that is waited for here; a longer one would keep others from being answered.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

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
                health.Refused(happened.Type); // whoever watches it tells administrators, and asks whether it works again
                return true;
            case SlackEventTypes.Message or SlackEventTypes.Mention when happened.User != bot.BotUserId:
                return await SayAsync(happened, bot, again, cancellationToken);
            case SlackEventTypes.UserChange or SlackEventTypes.TeamJoin:
                return await departures.ChangedAsync(AccountOf(happened, bot, "").Account, cancellationToken);
            case SlackEventTypes.HomeOpened:
                await ShowHomeAsync(happened, bot, cancellationToken);
                return await WelcomeAsync(happened, bot, cancellationToken);
            default:
                return true;
        }
    }

    private async Task<bool> SayAsync(SlackEvent happened, SlackIdentity bot, bool again, CancellationToken cancellationToken)
    {
        var isDirect = happened.Type == SlackEventTypes.Message;
        if (!isDirect && !again)
        {
            // In the channel nothing is shown but that, and that to nobody else; where it can't be shown the direct message comes all the same.
            await client.ChatPostEphemeralAsync(happened.Channel, happened.User, SlackCards.Message(ListView.Sentence(SlackWords.MovedToDirect)), cancellationToken);
        }

        var account = AccountOf(happened, bot, isDirect ? happened.Channel : "");
        var answer = await desk.SayAsync(new Sender(account, Private: true, null) { Said = happened.Key }, TypedText.Plain(happened.Text, bot.BotUserId), cancellationToken);
        var outcome = await SendAsync(account, channel.Draw(answer.View), $"answer|{happened.Key}", again, cancellationToken);
        if (outcome is SendOutcome.Sent { Message: { Message.Length: > 0 } message })
        {
            answer.Sent?.Invoke(message);
        }

        if (outcome is SendOutcome.Sent { Message.Message.Length: > 0 } sent && answer.About is { } about
            && await identification.OfAsync(account, cancellationToken) is Identified.Known known
            && await register.ReadHeadAsync(about, cancellationToken) is not null)
        {
            await after.ShownAsync(known.Actor.Person, sent.Message, about, answer.View, cancellationToken);
        }

        return outcome is not (SendOutcome.Later or SendOutcome.Unsure);
    }

    private async Task ShowHomeAsync(SlackEvent happened, SlackIdentity bot, CancellationToken cancellationToken)
    {
        var account = AccountOf(happened, bot, happened.Channel);
        var answer = await desk.HomeAsync(new Sender(account, Private: true, null), cancellationToken);
        await home.ShowAsync(
            account,
            home.Draw(answer.View as HomeView ?? new HomeView { Summary = answer.View.Summary, Heading = answer.View.Summary, Sections = [] }),
            cancellationToken); // whoever does not see it opens it again
    }

    // Slack greets nobody, and most need no greeting; but an administrator is to hear once who of the catalog can't be reached.
    private async Task<bool> WelcomeAsync(SlackEvent happened, SlackIdentity bot, CancellationToken cancellationToken)
    {
        const string Welcome = "welcome";
        var account = AccountOf(happened, bot, happened.Channel);
        if (await identification.OfAsync(account, cancellationToken) is not Identified.Known { Actor.Person: var person }
            || !Access.CanLookAfterInstallation(Subject.From(catalog.Current, person)))
        {
            return true;
        }

        return await people.OnceAsync(
            person,
            Welcome,
            async () =>
            {
                var answer = await desk.WelcomeAsync(new Sender(account, Private: true, null), cancellationToken);
                return await SendAsync(account, channel.Draw(answer.View), $"{Welcome}|{happened.Key}", again: false, cancellationToken) is not SendOutcome.Later;
            },
            sent => sent,
            otherwise: true,
            cancellationToken);
    }

    private static KnownAccount AccountOf(SlackEvent happened, SlackIdentity bot, string conversation) =>
        new() { Account = new ChannelAccount(SlackChannel.ChannelName, bot.TeamId, happened.User), Conversation = conversation };

    /// <summary>Tries again what the channel can't take now; what may have arrived is looked for first, from then on.</summary>
    private async Task<SendOutcome> SendAsync(KnownAccount account, DrawnCard drawn, string id, bool again, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = again
                ? await channel.SendAgainAsync(account, drawn, id, cancellationToken)
                : await channel.SendAsync(account, drawn, id, cancellationToken);
            var wait = outcome switch { SendOutcome.Later later => later.After, SendOutcome.Unsure unsure => unsure.After, _ => (TimeSpan?)null };
            if (wait is not { } pause || pause > LongestPause || tries == MostTries)
            {
                return outcome;
            }

            again = again || outcome is SendOutcome.Unsure;
            await Task.Delay(pause, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 706, Level = LogLevel.Error, Message = "Slack says {What}: the app was taken from the workspace.")]
    private partial void TakenAway(string what);
}
