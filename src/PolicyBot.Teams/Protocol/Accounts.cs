using System.Text.Json.Nodes;

namespace PolicyBot.Teams.Protocol;

/// <summary>A person or a bot as the channel names it.</summary>
internal sealed record ChannelAccount
{
    /// <summary><c>29:…</c> for people, different for each bot; <c>28:{app id}</c> for bots. Opaque.</summary>
    public string? Id { get; init; }

    /// <summary>Display name: chosen by the user, proves nothing.</summary>
    public string? Name { get; init; }

    /// <summary>Entra object id: what identity rests on. Missing for anonymous users.</summary>
    public string? AadObjectId { get; init; }
}

/// <summary>A chat or a thread of a channel.</summary>
internal sealed record ConversationAccount
{
    /// <summary><c>a:…</c>, <c>19:…@thread.v2</c> or <c>19:…@thread.tacv2;messageid=…</c>; the suffix names the thread. Opaque.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the chat or channel; null for General.</summary>
    public string? Name { get; init; }

    /// <summary><c>personal</c>, <c>groupChat</c> or <c>channel</c>.</summary>
    public string? ConversationType { get; init; }

    /// <summary>Entra tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>True with more than two parties; otherwise missing.</summary>
    public bool? IsGroup { get; init; }
}

/// <summary>What hangs on a message; outbound: one card.</summary>
internal sealed record Attachment
{
    /// <summary>Content type of an Adaptive Card.</summary>
    public const string AdaptiveCardType = "application/vnd.microsoft.card.adaptive";

    /// <summary>MIME type of <see cref="Content"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>The card itself, or the text again as HTML.</summary>
    public JsonNode? Content { get; init; }
}
