using System.Text.Json;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>Works on what came from Teams and was acknowledged first: typed words, submitted cards, installations.</summary>
internal sealed class TeamsInbox(
    InteractionRouter desk, TeamsChannel channel, Identification identification, WelcomeMessage welcome, AnswerDelivery delivery,
    AccountRemoval departures, IPeople people) : IInbox
{
    public string Channel => TeamsChannel.ChannelName;

    public Task<bool> WorkAsync(string payload, CancellationToken cancellationToken)
    {
        var activity = JsonSerializer.Deserialize(payload, TeamsJson.Lenient.Activity)!;
        return WorkAsync(activity, cancellationToken);
    }

    /// <summary>Works on it.</summary>
    /// <returns>False when the answer could not be handed over and it should be worked on again.</returns>
    public async Task<bool> WorkAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (TeamsParser.AccountFrom(activity) is not { } account)
        {
            await ExplainAsync(activity, cancellationToken);
            return true;
        }

        using var language = Languages.Use(desk.LanguageOf(account));
        switch (activity.Type)
        {
            case ActivityTypes.InstallationUpdate when activity.Action is "remove" or "remove-upgrade":
                await departures.LeftAsync(account.Account, "removed", cancellationToken);
                break;
            case ActivityTypes.InstallationUpdate when activity.IsPersonal:
                return await WelcomeAsync(account, cancellationToken);
            case ActivityTypes.Message when activity.Value is { ValueKind: JsonValueKind.Object } value:
                await PressAsync(activity, account, value, cancellationToken);
                break;
            case ActivityTypes.Message:
                return await SayAsync(activity, account, cancellationToken);
        }

        return true;
    }

    // Teams does not say who wrote it: the person in front of it must not take that for silence.
    private async Task ExplainAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (activity is { Type: ActivityTypes.Message, From.Id.Length: > 0, Conversation.Id.Length: > 0 })
        {
            using var language = Languages.Use(Languages.FromLocale(activity.Locale ?? ""));
            await channel.SayAsync(activity.ServiceUrl ?? "", activity.Conversation.Id, TeamsWords.Anonymous, cancellationToken);
        }
    }

    // Until the directory has said whose account it is, no review can go to it. So the look-up is retried, and with it the welcome.
    private async Task<bool> WelcomeAsync(KnownAccount account, CancellationToken cancellationToken) =>
        await identification.OfAsync(account, cancellationToken) switch
        {
            Identified.Known { Actor.Person: var person } => await welcome.SendOnceAsync(channel, account, person, "", cancellationToken),
            var identified => identified is not Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable },
        };

    private async Task<bool> SayAsync(Activity activity, KnownAccount account, CancellationToken cancellationToken)
    {
        var text = Mentions.TextWithoutRecipient(activity);
        if (!activity.IsPersonal)
        {
            // The roster of the group says who it is as well as that of the direct chat would.
            account = await people.ReadAsync(account.Account, cancellationToken) ?? account;
            using var language = Languages.Use(desk.LanguageOf(account));
            await channel.SayAsync(activity.ServiceUrl ?? "", activity.Conversation?.Id ?? "", TeamsWords.MovedToDirect, cancellationToken);
        }

        var answer = await desk.SayAsync(new Sender(account, Private: true, null) { Said = activity.Id ?? "" }, text, cancellationToken);
        return await SendAsync(account, answer, cancellationToken);
    }

    /// <summary>A card sent as a message (Action.Submit): the answer can't be a card, so the message is replaced.</summary>
    private async Task PressAsync(Activity activity, KnownAccount account, JsonElement value, CancellationToken cancellationToken)
    {
        JsonElement? data = value;
        var verb = data.Text("verb") ?? "";
        var sender = TeamsParser.SenderFrom(activity, account);
        if (!Verbs.All.Contains(verb))
        {
            await SendAsync(account, await desk.SayAsync(sender, "", cancellationToken), cancellationToken);
            return;
        }

        var answer = await desk.PressAsync(sender, TeamsParser.ActionFrom(verb, value), cancellationToken);
        var drawn = channel.Draw(answer.View);
        if (answer.LeavesCardUnchanged || sender.Card is not { } card
            || await channel.UpdatePatientlyAsync(card, drawn, cancellationToken) is { IsSeen: false })
        {
            // its outcome is ignored: the press is done and must not be repeated
            await SendAsync(account, answer, drawn, cancellationToken);
        }
    }

    /// <summary>Sends an answer.</summary>
    /// <returns>False when the channel can't take it now.</returns>
    private async Task<bool> SendAsync(KnownAccount account, Answer answer, DrawnCard drawn, CancellationToken cancellationToken) =>
        await delivery.SendAsync(channel, account, answer, drawn, "", again: false, cancellationToken) is not SendOutcome.Later;

    private Task<bool> SendAsync(KnownAccount account, Answer answer, CancellationToken cancellationToken) =>
        SendAsync(account, answer, channel.Draw(answer.View), cancellationToken);
}
