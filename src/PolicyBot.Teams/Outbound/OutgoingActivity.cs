using System.Text.Json.Nodes;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>Makes the messages that the bot sends.</summary>
internal static class OutgoingActivity
{
    /// <summary>
    /// One card and nothing else: text beside a card would become a second message, and then no id comes back (MicrosoftDocs/msteams-docs
    /// <c>conversation-messages.md</c>).
    /// </summary>
    /// <param name="appId">The bot's app id.</param>
    /// <param name="summary">The sentence of the notification and of the chat list.</param>
    /// <param name="alert">Whether it also goes to the activity feed.</param>
    public static Activity Card(string appId, JsonObject card, string summary, bool alert = false) => new()
    {
        Type = ActivityTypes.Message,
        From = new ChannelAccount { Id = $"28:{appId}" },
        Summary = summary,
        Attachments = [new Attachment { ContentType = Attachment.AdaptiveCardType, Content = card }],
        ChannelData = alert ? TeamsChannelData.Alert : null,
    };

    /// <summary>Text that is shown as it stands, without Markdown.</summary>
    public static Activity PlainText(string appId, string text) => new()
    {
        Type = ActivityTypes.Message,
        From = new ChannelAccount { Id = $"28:{appId}" },
        Text = text,
        TextFormat = "plain",
    };
}
