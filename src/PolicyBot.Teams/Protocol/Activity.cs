using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyBot.Teams.Protocol;

/// <summary>
/// One message, event or invoke of the Bot Connector, with the vendor's member names (Activity Protocol, microsoft/Agents
/// <c>specs/activity/protocol-activity.md</c>). Used in both directions.
/// </summary>
/// <remarks>
/// Read leniently: unknown members are dropped, null and missing are the same, a scalar of the wrong kind reads as missing. A bot that
/// answers 500 to a new kind of entity is no longer delivered to. Ids are opaque: never parsed, never changed in case.
/// </remarks>
internal sealed record Activity
{
    /// <summary>Kind of activity, see <see cref="ActivityTypes"/>. Unknown kinds will come and are answered 200.</summary>
    public string? Type { get; init; }

    /// <summary>Id within its conversation: epoch milliseconds for messages, <c>f:…</c> for invokes and events.</summary>
    public string? Id { get; init; }

    /// <summary>Of an invoke or event: what is asked for, see <see cref="InvokeNames"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Of an <c>installationUpdate</c>: <c>add</c>, <c>remove</c>, <c>add-upgrade</c>, <c>remove-upgrade</c>.</summary>
    public string? Action { get; init; }

    /// <summary>When the channel sent it, UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The sender's wall clock, with offset.</summary>
    public DateTimeOffset? LocalTimestamp { get; init; }

    /// <summary>The sender's IANA time zone.</summary>
    public string? LocalTimezone { get; init; }

    /// <summary>Base address of every answer; may or may not end in a slash.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary><c>msteams</c>.</summary>
    public string? ChannelId { get; init; }

    /// <summary>The sender.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>The addressee; of inbound activities the bot.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>Where it was said.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>Id of the message that carried the card, or that was reacted to.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>BCP 47 tag of the sender's language.</summary>
    public string? Locale { get; init; }

    /// <summary>What was typed; missing when a card was submitted.</summary>
    public string? Text { get; init; }

    /// <summary><c>plain</c>, <c>markdown</c> or <c>xml</c>.</summary>
    public string? TextFormat { get; init; }

    /// <summary>Outbound: the sentence of the notification and of the chat list.</summary>
    public string? Summary { get; init; }

    /// <summary>Cards outbound; inbound also the message again as <c>text/html</c>, which is no file.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>Mentions, client information and a growing list of others, raw.</summary>
    public IReadOnlyList<JsonElement>? Entities { get; init; }

    /// <summary>Of a <c>conversationUpdate</c>: who came.</summary>
    public IReadOnlyList<ChannelAccount?>? MembersAdded { get; init; }

    /// <summary>Of a <c>conversationUpdate</c>: who went.</summary>
    public IReadOnlyList<ChannelAccount?>? MembersRemoved { get; init; }

    /// <summary>Of an invoke or a submitted card: its data, raw.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>What only Teams knows: tenant, team, channel, event type; raw.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>True in a one-to-one chat with the bot; everywhere else there are bystanders.</summary>
    [JsonIgnore]
    public bool IsPersonal => Conversation?.ConversationType == "personal";

    /// <summary>
    /// The one tenant that <c>conversation.tenantId</c> and <c>channelData.tenant.id</c> name; null when neither does or they disagree.
    /// </summary>
    [JsonIgnore]
    public string? TenantId
    {
        get
        {
            var ofConversation = Conversation?.TenantId;
            var ofChannel = ChannelData.Member("tenant").Text("id");
            return string.IsNullOrEmpty(ofConversation) ? ofChannel
                : string.IsNullOrEmpty(ofChannel) || string.Equals(ofConversation, ofChannel, StringComparison.OrdinalIgnoreCase)
                ? ofConversation
                : null;
        }
    }

    /// <summary>Reads one activity from the body of a request.</summary>
    /// <exception cref="JsonException">The body is not a JSON object of this shape.</exception>
    public static Activity? Parse(ReadOnlySpan<byte> utf8Json) => JsonSerializer.Deserialize(utf8Json, TeamsJson.Lenient.Activity);
}
