using System.Globalization;
using System.Text.Json;
using PolicyBot.Application.Channels;
using PolicyBot.Application.Ports;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>Turns what Teams sends into what the application knows: who, from where, and what was pressed.</summary>
internal static class TeamsParser
{
    /// <summary>The account that an activity proves, with its conversation; null for an anonymous one.</summary>
    public static KnownAccount? AccountFrom(Activity activity) => activity.From is { AadObjectId: { Length: > 0 } objectId } from
        ? new KnownAccount
        {
            Account = new Domain.Policies.ChannelAccount(TeamsChannel.ChannelName, activity.TenantId ?? "", objectId),
            Name = from.Name ?? "",
            MemberId = from.Id ?? "",
            Conversation = activity.IsPersonal ? activity.Conversation?.Id ?? "" : "",
            ServiceUrl = activity.ServiceUrl ?? "",
            Locale = activity.Locale ?? "",
        }
        : null;

    /// <summary>Where a press came from.</summary>
    public static Sender SenderFrom(Activity activity, KnownAccount account) => new(
        account,
        activity.IsPersonal,
        activity.ReplyToId is { Length: > 0 } card
            ? new MessageRef(TeamsChannel.ChannelName, activity.ServiceUrl ?? "", WithoutThread(activity.Conversation?.Id ?? ""), card)
            : null);

    // In a channel Teams names the thread too: 19:…@thread.tacv2;messageid=1704… (MicrosoftDocs/msteams-docs
    // channel-and-group-conversations.md). What was posted is known without it.
    private static string WithoutThread(string conversation) => conversation.Split(';', 2)[0];

    /// <summary>
    /// The first input whose value is no text; null for none. Teams sends text from every kind of input (numbers, ticks and dates too).
    /// </summary>
    public static string? FindNoText(JsonElement? data) => data is not { ValueKind: JsonValueKind.Object } filled ? null : filled
        .EnumerateObject()
        .Where(member => member.Name is not ("id" or "revision" or "verb" or "msteams")
            && member.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        .Select(member => member.Name.Length <= InboundLimits.Id ? member.Name : "")
        .FirstOrDefault();

    /// <summary>
    /// What a card's data says: where it goes, and what stood in the inputs. <see cref="FindNoText"/> is asked before: what is no text
    /// counts as blank here.
    /// </summary>
    public static ButtonAction ActionFrom(string verb, JsonElement? data)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var (id, revision) = ("", 0);
        foreach (var member in data is { ValueKind: JsonValueKind.Object } filled ? filled.EnumerateObject() : default)
        {
            var text = member.Value.ValueKind switch
            {
                JsonValueKind.String => member.Value.GetString()!,
                JsonValueKind.Number when member.Name == "revision" => member.Value.GetRawText(), // ours, as the card carries it
                _ => "",
            };
            switch (member.Name)
            {
                case "id":
                    id = text.Length <= InboundLimits.Id ? text : "";
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
}
