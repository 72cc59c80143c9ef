using System.Text.Json.Serialization;

namespace PolicyBot.Teams.Protocol;

/// <summary>
/// What must be kept of a verified activity to write to its conversation later. All of it is refreshed by every verified activity: the
/// service URL is stable but can change. Valid for one bot registration only.
/// </summary>
internal sealed record ConversationReference
{
    /// <summary>The activity it was taken from.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The person.</summary>
    public ChannelAccount? User { get; init; }

    /// <summary>This bot, as that conversation knows it.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>The conversation; of a channel with the thread's suffix.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary><c>msteams</c>.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Base address for calls; checked against the allow-list again before each.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>BCP 47 tag of the person's language.</summary>
    public string? Locale { get; init; }

    /// <summary>Entra tenant; equal to <c>conversation.tenantId</c>.</summary>
    [JsonIgnore]
    public string? TenantId => Conversation?.TenantId;

    /// <summary>Takes the reference out of an activity that has been verified.</summary>
    public static ConversationReference From(Activity activity) => new()
    {
        ActivityId = activity.Id,
        User = activity.From,
        Bot = activity.Recipient,
        Conversation = activity.Conversation is { } conversation ? conversation with { TenantId = activity.TenantId } : null,
        ChannelId = activity.ChannelId,
        ServiceUrl = activity.ServiceUrl,
        Locale = activity.Locale,
    };
}
