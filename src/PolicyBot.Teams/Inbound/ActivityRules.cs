using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Inbound;

/// <summary>What an activity must say for a verified token to cover it.</summary>
/// <param name="AppId">The bot's app id; empty where no bot is registered.</param>
/// <param name="Tenants">Entra tenants that are served. Empty: any where no bot is registered, else none.</param>
/// <param name="ServiceUrls">Where answers may go.</param>
internal sealed record ActivityRules(string AppId, IReadOnlyList<string> Tenants, ServiceUrlAllowList ServiceUrls)
{
    private const string Channel = "msteams";

    /// <summary>
    /// Checks an activity against its token. The token proves Teams and our bot, not the tenant: a person who uploads a manifest with our
    /// bot id can talk to us, so the tenant is looked at here.
    /// </summary>
    /// <returns>What does not fit, or null.</returns>
    public TokenFault? FaultIn(Activity activity, ConnectorClaims claims) =>
        activity.ChannelId != Channel ? TokenFault.WrongChannel
        : !claims.Endorsements.Contains(Channel) ? TokenFault.NotEndorsed
        : !IsSame(claims.ServiceUrl, activity.ServiceUrl) ? TokenFault.OtherServiceUrl
        : FaultIn(activity);

    /// <summary>
    /// Holds an activity without a token against what is allowed where no bot is registered: Development, on this machine.
    /// </summary>
    /// <returns>What does not fit, or null.</returns>
    public TokenFault? FaultInAnonymous(Activity activity) =>
        activity.ChannelId != Channel ? TokenFault.WrongChannel
        : !Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) || !url.IsLoopback ? TokenFault.ForeignServiceUrl
        : FaultIn(activity);

    private TokenFault? FaultIn(Activity activity) =>
        !ServiceUrls.TryRead(activity.ServiceUrl, out _) ? TokenFault.ForeignServiceUrl
        : activity.TenantId is not { Length: > 0 } tenant || !Serves(tenant) ? TokenFault.ForeignTenant
        : AppId.Length > 0 && activity.Recipient?.Id?.EndsWith(AppId, StringComparison.OrdinalIgnoreCase) != true
        ? TokenFault.OtherRecipient
        : null;

    private bool Serves(string tenant) =>
        Tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase) || (Tenants.Count == 0 && AppId.Length == 0);

    private static bool IsSame(string? claimed, string? given) =>
        claimed is not null && given is not null && string.Equals(Trimmed(claimed), Trimmed(given), StringComparison.OrdinalIgnoreCase);

    private static string Trimmed(string url) => url.EndsWith('/') ? url[..^1] : url;
}
