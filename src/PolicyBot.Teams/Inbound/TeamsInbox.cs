using System.Globalization;
using System.Text.Json;
using PolicyBot.Core.Channels;
using PolicyBot.Core.Conversation;
using PolicyBot.Core.People;
using PolicyBot.Core.Settling;
using PolicyBot.Core.Views;
using PolicyBot.Teams.Outbound;

namespace PolicyBot.Teams.Inbound;

/// <summary>Works on what came from Teams and was acknowledged first: typed words, submitted cards, installations.</summary>
internal sealed class TeamsInbox(FrontDesk desk, TeamsChannel channel, Identification identification, AfterAnswer after, IPeople people, IRegister register) : IInbox
{
    public string Channel => TeamsChannel.ChannelName;

    public Task WorkAsync(string payload, CancellationToken cancellationToken)
    {
        var activity = JsonSerializer.Deserialize(payload, TeamsJson.Lenient.Activity)!;
        return WorkAsync(activity, cancellationToken);
    }

    public async Task WorkAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (AccountOf(activity) is not { } account)
        {
            return; // anonymous: nobody to answer to
        }

        switch (activity.Type)
        {
            case ActivityTypes.InstallationUpdate when activity.Action is "remove" or "remove-upgrade":
                await identification.RemoveAsync(account.Account, "removed", cancellationToken);
                break;
            case ActivityTypes.InstallationUpdate when activity.IsPersonal:
                await WelcomeAsync(account, cancellationToken);
                break;
            case ActivityTypes.Message when activity.Value is { ValueKind: JsonValueKind.Object } value:
                await PressAsync(activity, account, value, cancellationToken);
                break;
            case ActivityTypes.Message:
                await SayAsync(activity, account, cancellationToken);
                break;
        }
    }

    /// <summary>The account that an activity proves, with where it was heard; null for an anonymous one.</summary>
    public static KnownAccount? AccountOf(Activity activity) => activity.From is { AadObjectId: { Length: > 0 } objectId } from
        ? new KnownAccount
        {
            Account = new Core.People.ChannelAccount(TeamsChannel.ChannelName, activity.TenantId ?? "", objectId),
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
    public static Press PressOf(string verb, JsonElement? data)
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

        return new Press(verb, id, revision, inputs);
    }

    private async Task WelcomeAsync(KnownAccount account, CancellationToken cancellationToken)
    {
        if (await identification.OfAsync(account, cancellationToken) is Identified.Known known && await people.TryClaimAsync(known.Actor.Person, "welcome", cancellationToken))
        {
            await channel.SendAsync(account, channel.Draw((await desk.SayAsync(new Sender(account, Private: true, null), "help", cancellationToken)).View), "", cancellationToken);
        }
    }

    private async Task SayAsync(Activity activity, KnownAccount account, CancellationToken cancellationToken)
    {
        var text = Mentions.TextWithoutRecipient(activity);
        if (!activity.IsPersonal)
        {
            await channel.SayAsync(activity.ServiceUrl ?? "", activity.Conversation?.Id ?? "", TeamsWords.MovedToDirect, cancellationToken);
            // The roster of the group says who it is as well as that of the direct chat would.
            account = await people.ReadAsync(account.Account, cancellationToken) ?? account;
        }

        var answer = await desk.SayAsync(new Sender(account, Private: true, null), text, cancellationToken);
        await SendAsync(account, answer, cancellationToken);
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
        if (answer.KeepsCard || sender.Card is null || await channel.UpdateAsync(sender.Card, channel.Draw(answer.View), cancellationToken) is not SendOutcome.Sent)
        {
            await SendAsync(account, answer, cancellationToken);
        }
    }

    private async Task SendAsync(KnownAccount account, Answer answer, CancellationToken cancellationToken)
    {
        if (await channel.SendAsync(account, channel.Draw(answer.View), "", cancellationToken) is SendOutcome.Sent sent && answer.About is { } about
            && await identification.OfAsync(account, cancellationToken) is Identified.Known known
            && await register.ReadHeadAsync(about, cancellationToken) is not null)
        {
            await after.ShownAsync(known.Actor.Person, sent.Message, about, answer.View, cancellationToken);
        }
    }
}
