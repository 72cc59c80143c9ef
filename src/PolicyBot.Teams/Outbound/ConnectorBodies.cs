using System.Text.Json;
using System.Text.Json.Serialization;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>Answer to a send or an update.</summary>
internal sealed record ResourceResponse
{
    /// <summary>
    /// Id of the message, to update it by; null when the connector gave none (it split the message, or nothing was said).
    /// </summary>
    public string? Id { get; init; }
}

/// <summary>What to ask for when a conversation is created.</summary>
internal sealed record ConversationParameters
{
    /// <summary>False for a one-to-one chat, true for a thread in a channel.</summary>
    public bool? IsGroup { get; init; }

    /// <summary>This bot, <c>28:{app id}</c>.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>
    /// Exactly one for a one-to-one chat: a <c>29:…</c> id, or an Entra object id where the app is installed for that person.
    /// </summary>
    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    /// <summary>Entra tenant; required.</summary>
    public string? TenantId { get; init; }

    /// <summary>First message; required for a thread in a channel.</summary>
    public Activity? Activity { get; init; }

    /// <summary>The tenant or the channel again, in Teams' own words.</summary>
    public JsonElement? ChannelData { get; init; }

    /// <summary>Asks for the one-to-one chat with a person. Posts nothing; the same chat comes back each time.</summary>
    /// <param name="appId">The bot's app id.</param>
    /// <param name="memberId">A <c>29:…</c> id of this bot, or an Entra object id.</param>
    public static ConversationParameters Personal(string appId, string memberId, string tenantId) => new()
    {
        IsGroup = false,
        Bot = new ChannelAccount { Id = $"28:{appId}" },
        Members = [new ChannelAccount { Id = memberId }],
        TenantId = tenantId,
        ChannelData = TeamsChannelData.OfTenant(tenantId),
    };

    /// <summary>Asks for a new thread in a channel, which its first message starts.</summary>
    public static ConversationParameters Thread(string channelId, string tenantId, Activity first) => new()
    {
        IsGroup = true,
        TenantId = tenantId,
        Activity = first,
        ChannelData = TeamsChannelData.OfChannel(channelId),
    };
}

/// <summary>Answer to the creation of a conversation.</summary>
internal sealed record ConversationResourceResponse
{
    /// <summary>The conversation.</summary>
    public string? Id { get; init; }

    /// <summary>The first message; never given for one-to-one chats.</summary>
    public string? ActivityId { get; init; }

    /// <summary>Where to send from now on, if elsewhere.</summary>
    public string? ServiceUrl { get; init; }
}

/// <summary>A member of a conversation, as the roster knows them.</summary>
internal sealed record TeamsChannelAccount
{
    /// <summary><c>29:…</c>, different for each bot.</summary>
    public string? Id { get; init; }

    /// <summary>Display name; guests who never signed in have none.</summary>
    public string? Name { get; init; }

    /// <summary>Entra object id, one of two spellings; see <see cref="EntraObjectId"/>.</summary>
    public string? AadObjectId { get; init; }

    /// <summary>Entra object id, the other spelling.</summary>
    public string? ObjectId { get; init; }

    /// <summary>First name.</summary>
    public string? GivenName { get; init; }

    /// <summary>Last name.</summary>
    public string? Surname { get; init; }

    /// <summary>Mail address of the directory; may be missing. Of a guest it is the one at home, entered by who invited them.</summary>
    public string? Email { get; init; }

    /// <summary>Sign-in name; may be missing, may differ from the mail address.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>Entra tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary><c>user</c>, <c>guest</c> or <c>anonymous</c>.</summary>
    public string? UserRole { get; init; }

    /// <summary>Entra object id, from whichever member holds it.</summary>
    [JsonIgnore]
    public string? EntraObjectId => string.IsNullOrEmpty(AadObjectId) ? ObjectId : AadObjectId;
}
