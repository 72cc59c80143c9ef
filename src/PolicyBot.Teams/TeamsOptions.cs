using System.Diagnostics.CodeAnalysis;
using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams;

/// <summary>
/// Section <c>Teams</c>. Without <see cref="MicrosoftAppId"/> the channel is off; in Development it then takes unauthenticated requests
/// from this machine, for the Agents Playground.
/// </summary>
public sealed class TeamsOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Teams";

    /// <summary><c>SingleTenant</c> (default), <c>MultiTenant</c> (bots registered before August 2025) or <c>UserAssignedMSI</c>.</summary>
    public string MicrosoftAppType { get; set; } = SingleTenant;

    /// <summary>App id (client id) of the bot's registration. Empty: no bot is registered.</summary>
    public string MicrosoftAppId { get; set; } = "";

    /// <summary>Client secret of the registration; not used by <c>UserAssignedMSI</c>.</summary>
    public string MicrosoftAppPassword { get; set; } = "";

    /// <summary>Entra tenant of the registration; may be left out for <c>MultiTenant</c>.</summary>
    public string MicrosoftAppTenantId { get; set; } = "";

    /// <summary>
    /// Metadata that names the connector's signing keys; default Microsoft's. HTTPS, except on loopback in Development.
    /// </summary>
    public string OpenIdMetadataUrl { get; set; } = Inbound.ConnectorToken.OpenIdMetadataUrl;

    /// <summary>
    /// Base address that tokens for the connector are fetched from; default the public cloud's. Always HTTPS, and used as it stands:
    /// Entra is not asked whether it knows it.
    /// </summary>
    public string AuthorityHost { get; set; } = "";

    /// <summary>
    /// SHA-256 of the certificate the authority must show, 64 hexadecimal digits. Only in Development and with an
    /// <see cref="AuthorityHost"/> on loopback; default none: the machine's trust store decides.
    /// </summary>
    public string AuthorityCertificateSha256 { get; set; } = "";

    /// <summary>
    /// Entra tenants whose people are served; default <see cref="MicrosoftAppTenantId"/>. A list, or one value with commas.
    /// </summary>
    [SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "The configuration binder sets it.")]
    public IList<string> AllowedTenants { get; set; } = [];

    /// <summary>
    /// Hosts that a service URL may have; default Microsoft's, and loopback too in Development. <c>*.name</c> stands for subdomains. A
    /// list, or one value with commas.
    /// </summary>
    [SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "The configuration binder sets it.")]
    public IList<string> ServiceUrls { get; set; } = [];

    /// <summary>
    /// How buttons on cards work: <c>execute</c> (default) for Action.Execute, <c>submit</c> for clients on which that fails.
    /// </summary>
    public string CardActions { get; set; } = "execute";

    internal const string SingleTenant = "SingleTenant";
    internal const string MultiTenant = "MultiTenant";
    internal const string UserAssignedMSI = "UserAssignedMSI";

    /// <summary>True when a bot is registered, so that every request needs a token.</summary>
    internal bool IsRegistered => MicrosoftAppId.Length > 0;

    /// <summary><see cref="CardActions"/> as cards are drawn with it.</summary>
    internal TeamsCardActions Buttons =>
        CardActions.Equals("submit", StringComparison.OrdinalIgnoreCase) ? TeamsCardActions.Submit : TeamsCardActions.Execute;

    internal bool Is(string appType) => string.Equals(MicrosoftAppType, appType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The tenant of people and places of which no activity says one; empty for none.</summary>
    internal string HomeTenant => Tenants is [var first, ..] ? first : "";

    internal IReadOnlyList<string> Tenants =>
        AllowedTenants.Count > 0 ? [.. AllowedTenants] : MicrosoftAppTenantId.Length > 0 ? [MicrosoftAppTenantId] : [];
}
