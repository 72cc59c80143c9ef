using System.Globalization;
using System.Text.Json;
using PolicyBot.Application.Interactions;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Views;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Inbound;

/// <summary>Works on what came from Teams and was acknowledged first: typed words, submitted cards, installations.</summary>
internal sealed class TeamsInbox(InteractionRouter desk, TeamsChannel channel, Identification identification, AccountRemoval departures, ShownMessages shown, IPeople people, IEventStore register) : IInbox
{
    /// <summary>How often an answer is handed over before it is left to the sweep: a chat that is written to fast is free again after a second or two.</summary>
    private const int MostTries = 4;

    /// <summary>A pause that is waited for here; a longer one would keep others from being answered.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

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
        if (AccountOf(activity) is not { } account)
        {
            return true; // anonymous: nobody to answer to
        }

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

    /// <summary>The account that an activity proves, with where it was heard; null for an anonymous one.</summary>
    public static KnownAccount? AccountOf(Activity activity) => activity.From is { AadObjectId: { Length: > 0 } objectId } from
        ? new KnownAccount
        {
            Account = new Domain.Policies.ChannelAccount(TeamsChannel.ChannelName, activity.TenantId ?? "", objectId),
            Name = from.Name ?? "",
            MemberId = from.Id ?? "",
            Conversation = activity.IsPersonal ? activity.Conversation?.Id ?? "" : "",
            ServiceUrl = activity.ServiceUrl ?? "",
        }
        : null;

    /// <summary>Where a press came from.</summary>
    public static Sender SenderOf(Activity activity, KnownAccount account) => new(
        account,
        activity.IsPersonal,
        activity is { IsPersonal: true, ReplyToId: { Length: > 0 } card }
            ? new MessageRef(TeamsChannel.ChannelName, activity.ServiceUrl ?? "", activity.Conversation?.Id ?? "", card)
            : null);

    /// <summary>What a card's data says: where it goes, and what stood in the inputs. Whatever is not a plain value counts as blank.</summary>
    public static ButtonAction PressOf(string verb, JsonElement? data)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var (id, revision) = ("", 0);
        foreach (var member in data is { ValueKind: JsonValueKind.Object } filled ? filled.EnumerateObject() : default)
        {
            var text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Number => member.Value.GetRawText(),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => "",
            };
            switch (member.Name)
            {
                case "id":
                    id = text;
                    break;
                case "revision":
                    revision = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                    break;
                case "verb":
                    break;
                default:
                    inputs[member.Name] = text;
                    break;
            }
        }

        return new ButtonAction(verb, id, revision, inputs);
    }

    // Until the directory has said who it is, nobody can be asked to decide by this account: that is tried again, and with it the welcome.
    private async Task<bool> WelcomeAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        var identified = await identification.OfAsync(account, cancellationToken);
        if (identified is not Identified.Known { Actor.Person: var person })
        {
            return identified is not Identified.NotServed { Why: NotServedBecause.DirectoryUnavailable };
        }

        return await people.OnceAsync(
            person,
            "welcome",
            async () =>
            {
                var help = channel.Draw((await desk.WelcomeAsync(new Sender(account, Private: true, null), cancellationToken)).View);
                return await PatientlyAsync(() => channel.SendAsync(account, help, "", cancellationToken), cancellationToken) is not SendOutcome.Later;
            },
            sent => sent,
            otherwise: true,
            cancellationToken);
    }

    private async Task<bool> SayAsync(Activity activity, KnownAccount account, CancellationToken cancellationToken)
    {
        var text = Mentions.TextWithoutRecipient(activity);
        if (!activity.IsPersonal)
        {
            await channel.SayAsync(activity.ServiceUrl ?? "", activity.Conversation?.Id ?? "", TeamsWords.MovedToDirect, cancellationToken);
            // The roster of the group says who it is as well as that of the direct chat would.
            account = await people.ReadAsync(account.Account, cancellationToken) ?? account;
        }

        var answer = await desk.SayAsync(new Sender(account, Private: true, null) { Said = activity.Id ?? "" }, text, cancellationToken);
        return await SendAsync(account, answer, cancellationToken);
    }

    /// <summary>A card sent as a message (Action.Submit): the answer can't be a card, so the message is replaced.</summary>
    private async Task PressAsync(Activity activity, KnownAccount account, JsonElement value, CancellationToken cancellationToken)
    {
        JsonElement? data = value;
        var verb = data.Text("verb") ?? "";
        var sender = SenderOf(activity, account);
        if (!Verbs.All.Contains(verb))
        {
            await SendAsync(account, await desk.SayAsync(sender, "", cancellationToken), cancellationToken);
            return;
        }

        var answer = await desk.PressAsync(sender, PressOf(verb, value), cancellationToken);
        var drawn = channel.Draw(answer.View);
        if (answer.LeavesCardUnchanged || sender.Card is not { } card
            || await PatientlyAsync(() => channel.UpdateAsync(card, drawn, cancellationToken), cancellationToken) is not SendOutcome.Sent)
        {
            await SendAsync(account, answer, cancellationToken); // whatever becomes of it: what was pressed is done and not to be done again
        }
    }

    /// <summary>Sends an answer.</summary>
    /// <returns>False when the channel can't take it now.</returns>
    private async Task<bool> SendAsync(KnownAccount account, Answer answer, CancellationToken cancellationToken)
    {
        var drawn = channel.Draw(answer.View);
        var outcome = await PatientlyAsync(() => channel.SendAsync(account, drawn, "", cancellationToken), cancellationToken);
        if (outcome is SendOutcome.Sent { Message: var message })
        {
            answer.Sent?.Invoke(message);
        }

        if (outcome is SendOutcome.Sent sent && answer.About is { } about
            && await identification.OfAsync(account, cancellationToken) is Identified.Known known
            && await register.ReadHeadAsync(about, cancellationToken) is not null)
        {
            await shown.ShowAsync(known.Actor.Person, sent.Message, about, answer.View, cancellationToken);
        }

        return outcome is not SendOutcome.Later;
    }

    /// <summary>Tries again what the channel can't take now, and once more what may not have arrived: an answer that comes twice is better than none.</summary>
    private static async Task<SendOutcome> PatientlyAsync(Func<Task<SendOutcome>> send, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var outcome = await send();
            TimeSpan? pause = outcome switch
            {
                SendOutcome.Later later when tries < MostTries => later.After,
                SendOutcome.Unsure unsure when tries == 1 => unsure.After,
                _ => null,
            };
            if (pause is not { } wait || wait > LongestPause)
            {
                return outcome;
            }

            await Task.Delay(wait, cancellationToken);
        }
    }
}
