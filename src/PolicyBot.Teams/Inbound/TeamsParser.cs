using System.Globalization;
using System.Text.Json;
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
        }
        : null;

    /// <summary>Where a press came from.</summary>
    public static Sender SenderFrom(Activity activity, KnownAccount account) => new(
        account,
        activity.IsPersonal,
        activity is { IsPersonal: true, ReplyToId: { Length: > 0 } card }
            ? new MessageRef(TeamsChannel.ChannelName, activity.ServiceUrl ?? "", activity.Conversation?.Id ?? "", card)
            : null);

    /// <summary>
    /// What a card's data says: where it goes, and what stood in the inputs. An input that is not a plain value counts as blank.
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
}
