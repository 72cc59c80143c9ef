using PolicyBot.Application.Channels;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>How long the fields of an activity may be that are stored, used as keys, or sent back.</summary>
internal static class ActivityLimits
{
    /// <summary>The first field that is too long; null for none. Typed words are shortened elsewhere, what stands in inputs is refused
    /// there.</summary>
    public static string? FindTooLong(Activity activity) => InboundLimits.FindTooLong(
        ("type", activity.Type, InboundLimits.Id),
        ("id", activity.Id, InboundLimits.Id),
        ("name", activity.Name, InboundLimits.Id),
        ("action", activity.Action, InboundLimits.Id),
        ("localTimezone", activity.LocalTimezone, InboundLimits.Id),
        ("serviceUrl", activity.ServiceUrl, InboundLimits.Carried),
        ("channelId", activity.ChannelId, InboundLimits.Id),
        ("from.id", activity.From?.Id, InboundLimits.Id),
        ("from.name", activity.From?.Name, InboundLimits.Id),
        ("from.aadObjectId", activity.From?.AadObjectId, InboundLimits.Id),
        ("recipient.id", activity.Recipient?.Id, InboundLimits.Id),
        ("recipient.name", activity.Recipient?.Name, InboundLimits.Id),
        ("recipient.aadObjectId", activity.Recipient?.AadObjectId, InboundLimits.Id),
        ("conversation.id", activity.Conversation?.Id, InboundLimits.Id),
        ("conversation.name", activity.Conversation?.Name, InboundLimits.Id),
        ("conversation.conversationType", activity.Conversation?.ConversationType, InboundLimits.Id),
        ("conversation.tenantId", activity.Conversation?.TenantId, InboundLimits.Id),
        ("channelData.tenant.id", activity.ChannelData.Member("tenant").Text("id"), InboundLimits.Id),
        ("replyToId", activity.ReplyToId, InboundLimits.Id),
        ("locale", activity.Locale, InboundLimits.Id),
        ("textFormat", activity.TextFormat, InboundLimits.Id));
}
