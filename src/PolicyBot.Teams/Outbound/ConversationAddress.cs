using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>Where a call goes.</summary>
/// <param name="ServiceUrl">As last verified; checked against the allow-list again before every call.</param>
/// <param name="ConversationId">
/// Opaque; in channels with the thread's <c>;messageid=</c>, without which a message starts a new thread.
/// </param>
/// <param name="TenantId">Entra tenant, which shares one rate limit.</param>
internal sealed record ConversationAddress(string ServiceUrl, string ConversationId, string TenantId)
{
    /// <summary>
    /// The public cloud's service URL, for people from whom nothing has come yet, for places while nothing has come at all, and as the one
    /// other try after a 403 or 404 of a region.
    /// </summary>
    public const string GlobalServiceUrl = "https://smba.trafficmanager.net/teams/";

    /// <summary>The address of a stored reference; null when it lacks a part.</summary>
    public static ConversationAddress? From(ConversationReference reference) =>
        reference is { ServiceUrl: { Length: > 0 } url, Conversation: { Id: { Length: > 0 } id }, TenantId: { Length: > 0 } tenant }
            ? new(url, id, tenant)
            : null;
}
