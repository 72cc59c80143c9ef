using System.Globalization;
using System.Text.Json.Nodes;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Policies;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Outbound;

/// <summary>Slack as PolicyBot writes to it: one message with blocks, to one person's direct chat with the bot.</summary>
internal sealed class SlackChannel(
    SlackClient client, SlackInstallation installation, SlackDirectory directory, SentNotices sent, PendingViewResponses answers) : IChannel
{
    /// <summary>The channel's name in accounts and messages.</summary>
    public const string ChannelName = "slack";

    /// <summary>
    /// How long a message waits when the app itself is refused: an administrator can mend that, and nothing is to be lost meanwhile.
    /// </summary>
    public static readonly TimeSpan PauseUntilMended = TimeSpan.FromMinutes(1);

    private const int LongestSummary = 3_000; // with the sentence around it, chat.update takes it

    public string Name => ChannelName;

    public bool CanFindSent => true;

    public DrawnCard Draw(CardView view) => SlackCards.Draw(view);

    public async Task<SendOutcome> SendAsync(KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        if (await WhyNotAsync(recipient, cancellationToken) is { } code)
        {
            return new SendOutcome.Unreachable(code);
        }

        var outcome =
            await PostAsync(
                recipient.Conversation.Length > 0 ? recipient.Conversation : recipient.Account.Id, recipient.Thread, drawn, noticeId,
                cancellationToken);
        // The chat of an earlier installation is not ours any more; the person is.
        return outcome is SendOutcome.Unreachable { Code: "channel_not_found" } && recipient.Conversation.Length > 0
            ? await PostAsync(recipient.Account.Id, "", drawn, noticeId, cancellationToken)
            : outcome;
    }

    public async Task<SendOutcome> SendAgainAsync(
        KnownAccount recipient, DrawnCard drawn, string noticeId, CancellationToken cancellationToken)
    {
        switch (await FindSentAsync(recipient, noticeId, cancellationToken))
        {
            case SendOutcome.Sent found:
                var stands = await UpdateAsync(found.Message, drawn, cancellationToken); // it may show what stood then
                return stands is SendOutcome.Gone ? await SendAsync(recipient, drawn, noticeId, cancellationToken)
                    : SendOutcome.Sent.Found(found.Message, stands);
            case SendOutcome.Gone or SendOutcome.Unreachable: // not there, or the chat is not ours any more
                return await SendAsync(recipient, drawn, noticeId, cancellationToken);
            case var unknown:
                return unknown; // as long as Slack answers at all, nothing is sent twice
        }
    }

    public async Task<SendOutcome> FindSentAsync(KnownAccount recipient, string noticeId, CancellationToken cancellationToken)
    {
        var conversation = recipient.Conversation;
        if (conversation.Length == 0)
        {
            switch (await client.ConversationsOpenAsync(recipient.Account.Id, cancellationToken))
            {
                case SlackReply.Done opened:
                    conversation = opened.Text("channel", "id");
                    break;
                case var other:
                    return Outcome(other, "");
            }
        }

        return await sent.FindAsync(conversation, recipient.Thread, noticeId, cancellationToken) switch
        {
            ({ Length: > 0 } ts, _) => new SendOutcome.Sent(new MessageRef(ChannelName, "", conversation, ts)),
            (_, { } unread) => Outcome(unread, conversation),
            _ => new SendOutcome.Gone("message_not_found"),
        };
    }

    public async Task<SendOutcome> UpdateAsync(MessageRef message, DrawnCard drawn, CancellationToken cancellationToken)
    {
        if (message.Message.Length == 0)
        {
            return new SendOutcome.Sent(message); // Slack named none when it was sent: it can't be replaced
        }

        if (!message.IsEphemeral)
        {
            return await TakeAsync(
                part => client.ChatUpdateAsync(message.Conversation, message.Message, part, cancellationToken),
                drawn,
                message.Conversation,
                refused => refused.IsForGood) switch
            {
                SendOutcome.Sent => new SendOutcome.Sent(message),
                SendOutcome.Never { IsTold: false, Code: var code } => // what stands there is alive
                    new SendOutcome.Later(PauseUntilMended, code, PauseReason.Refused),
                var outcome => outcome,
            };
        }

        if (Part(drawn, "modal") is not { } modal)
        {
            return new SendOutcome.Never("no_modal");
        }

        await answers.ArrivedAsync(message.Message, cancellationToken);
        var reply = await client.ViewsUpdateAsync(message.Message, null, modal, cancellationToken);
        return reply is SlackReply.Done ? new SendOutcome.Sent(message) : Outcome(reply, message.Conversation);
    }

    public async Task RedrawAsync(MessageRef message, Func<Task<DrawnCard?>> drawAsync, CancellationToken cancellationToken)
    {
        if (message.IsEphemeral)
        {
            await answers.ArrivedAsync(message.Message, cancellationToken); // a redrawing that comes sooner is lost under the answer
        }

        if (await drawAsync() is { } drawn)
        {
            await UpdateAsync(message, drawn, cancellationToken);
        }
    }

    /// <summary>A dialog, as a message that stands in no conversation.</summary>
    /// <param name="view">The dialog's id.</param>
    public static MessageRef Dialog(string view) => new(ChannelName, "", "", view);

    public Task<SendOutcome> PostAsync(string place, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) =>
        PostAsync(place, "", drawn, noticeId, cancellationToken);

    public async Task<DirectoryAnswer> LookUpAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(account.Account, cancellationToken))
        {
            return new DirectoryAnswer(DirectoryVerdict.Unknown, "", "", account.Name);
        }

        var user = await directory.OfAsync(account.Account.Id, cancellationToken);
        return new DirectoryAnswer(user.Verdict, user.Mail, "", user.Name.Length > 0 ? user.Name : account.Name) { Locale = user.Locale };
    }

    public async Task<FoundAccount> FindAsync(PersonId person, string? listed, CancellationToken cancellationToken)
    {
        var user = listed is { Length: > 0 }
            ? await directory.OfAsync(listed, cancellationToken)
            : await directory.WithAddressAsync(person.ToString(), cancellationToken);
        if (user.Verdict != DirectoryVerdict.Member)
        {
            return user.Verdict != DirectoryVerdict.Unavailable ? new FoundAccount.NotHere(user.Code)
                : user.Pause is { } pause ? new FoundAccount.Unavailable(user.Code, pause.After, pause.Because)
                : new FoundAccount.Unavailable(user.Code);
        }

        if (listed is not { Length: > 0 } && user.Mail.Length == 0)
        {
            return new FoundAccount.NotHere("email_unconfirmed"); // it may belong to another person
        }

        if (await installation.OfBotAsync(cancellationToken) is not { } bot)
        {
            return new FoundAccount.Unavailable("unavailable");
        }

        var locale = user.Locale.Length > 0 ? user.Locale : (await directory.OfAsync(user.Id, cancellationToken)).Locale;
        return new FoundAccount.Here(new KnownAccount
        {
            Account = new ChannelAccount(ChannelName, bot.TeamId, user.Id),
            Person = person,
            Name = user.Name,
            Locale = locale, // users.lookupByEmail names none
        });
    }

    /// <summary>The sentence that a person gets in place of what Slack refuses, escaped.</summary>
    /// <param name="summary">What it is about, escaped.</param>
    /// <param name="code">Why it does: its own code.</param>
    public static string Instead(string summary, string code) =>
        string.Format(CultureInfo.InvariantCulture, SlackWords.Refused, summary, code).Trim();

    private Task<SendOutcome> PostAsync(
        string place, string thread, DrawnCard drawn, string noticeId, CancellationToken cancellationToken) => TakeAsync(
        part => client.ChatPostMessageAsync(place, part, SentNotices.MetadataOf(noticeId), cancellationToken, thread),
        drawn,
        place,
        refused => refused.IsOfWhatIsShown);

    // What Slack refuses as it is leaves a sentence in its place.
    private static async Task<SendOutcome> TakeAsync(
        Func<JsonObject, Task<SlackReply>> callAsync, DrawnCard drawn, string channel, Func<SlackReply.Refused, bool> isForASentence)
    {
        var message = Part(drawn, "message")!;
        var reply = await callAsync(message);
        if (reply is not SlackReply.Refused { Code: var code } refused || !isForASentence(refused))
        {
            return Outcome(reply, channel);
        }

        using var language = Languages.Use(drawn.Language);
        var text = (string?)message["text"] is { Length: <= LongestSummary } summary ? summary : "";
        var said = await callAsync(new JsonObject { ["text"] = Instead(text, code), ["blocks"] = new JsonArray() });
        return new SendOutcome.Never(code, said is SlackReply.Done);
    }

    private async Task<bool> IsOursAsync(ChannelAccount account, CancellationToken cancellationToken) =>
        account.Tenant.Length == 0 || await installation.OfBotAsync(cancellationToken) is not { } bot || account.Tenant == bot.TeamId;

    private async Task<string?> WhyNotAsync(KnownAccount recipient, CancellationToken cancellationToken)
    {
        if (!await IsOursAsync(recipient.Account, cancellationToken))
        {
            return "other_workspace";
        }

        var user = await directory.RecentlyAsync(recipient.Account.Id, cancellationToken);
        return user.Verdict switch
        {
            DirectoryVerdict.Member or DirectoryVerdict.Unavailable => null,
            // sends no review and no message to a guest, but answers a guest who writes
            DirectoryVerdict.Guest when recipient.Person == default => null,
            _ => user.Code,
        };
    }

    private static JsonObject? Part(DrawnCard drawn, string name) => drawn.Json[name] as JsonObject;

    private static SendOutcome Outcome(SlackReply reply, string channel) => reply switch
    {
        SlackReply.Done done =>
            new SendOutcome.Sent(
                new MessageRef(ChannelName, "", done.Text("channel") is { Length: > 0 } real ? real : channel, done.Text("ts"))),
        SlackReply.Later later => new SendOutcome.Later(later.After, later.Code, later.Because),
        SlackReply.MaybeDone unsure => new SendOutcome.Unsure(SlackErrors.ShortPause, unsure.Code),
        SlackReply.Refused { Fault: SlackFault.Installation or SlackFault.Configuration } mendable =>
            new SendOutcome.Later(PauseUntilMended, mendable.Code),
        SlackReply.Refused { Fault: SlackFault.Unreachable } nobody => new SendOutcome.Unreachable(nobody.Code),
        SlackReply.Refused { Fault: SlackFault.Gone } gone => new SendOutcome.Gone(gone.Code),
        SlackReply.Refused refused => new SendOutcome.Never(refused.Code),
        _ => new SendOutcome.Never("unknown"),
    };
}
