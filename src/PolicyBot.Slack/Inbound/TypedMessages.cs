using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;
using PolicyBot.Slack.Outbound;
using PolicyBot.Slack.Protocol;

namespace PolicyBot.Slack.Inbound;

/// <summary>Answers typed words in the direct chat, wherever they were typed.</summary>
internal sealed class TypedMessages(
    InteractionRouter desk, SlackChannel channel, SlackClient client, SlackDirectory directory, AnswerDelivery delivery)
{
    /// <summary>Answers one message.</summary>
    /// <param name="again">Whether it was worked on before, so that an answer may be there already.</param>
    /// <returns>False when the answer could not be handed over.</returns>
    public async Task<bool> AnswerAsync(SlackEvent happened, SlackIdentity bot, bool again, CancellationToken cancellationToken)
    {
        var isDirect = happened.Type == SlackEventTypes.Message;
        if (!isDirect && !again)
        {
            using var language = Languages.Use(desk.LanguageOf(happened.AccountIn(bot, "")));
            // The channel shows only this sentence, and only to this person. The direct message goes out even where the sentence can't be
            // shown.
            await client.ChatPostEphemeralAsync(
                happened.Channel, happened.User, SlackCards.Message(ListView.Sentence(SlackWords.MovedToDirect)), cancellationToken,
                happened.ThreadTs);
        }

        var account = happened.AccountIn(bot, isDirect ? happened.Channel : "");
        string words;
        using (Languages.Use(desk.LanguageOf(account)))
        {
            words = await TypedText.PlainAsync(happened.Text, bot.BotUserId, directory, cancellationToken);
        }

        var answer = await desk.SayAsync(new Sender(account, Private: true, null) { Said = happened.Key }, words, cancellationToken);
        var outcome =
            await delivery.SendAsync(
                channel, account, answer, channel.Draw(answer.View), $"answer|{happened.Key}", again, cancellationToken);
        return outcome is not (SendOutcome.Later or SendOutcome.Unsure);
    }
}
