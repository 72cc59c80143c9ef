using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams.Outbound;

/// <summary>Makes the credential that a bot registration of each type asks for.</summary>
internal static class ConnectorCredential
{
    private const string MultiTenantAuthority = "botframework.com";

    /// <summary>A maker of credentials; null where no bot is registered.</summary>
    public static Func<TokenCredential>? Factory(TeamsOptions options)
    {
        if (!options.IsRegistered)
        {
            return null;
        }

        if (options.Is(TeamsOptions.UserAssignedMSI))
        {
            return () => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(options.MicrosoftAppId));
        }

        var settings = new ClientSecretCredentialOptions();
        if (options.AuthorityHost.Length > 0)
        {
            settings.AuthorityHost = new Uri(options.AuthorityHost);
            settings.DisableInstanceDiscovery = true; // Entra does not know a host of our own, and would refuse
        }

        if (AuthorityCertificate.Pin(options.AuthorityCertificateSha256) is { } pin)
        {
            settings.Transport = new HttpClientTransport(
                new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = pin }));
        }

        settings.Retry.MaxRetries = 1; // the queue tries again; a caller does not wait for it here
        settings.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        var tenant = options.Is(TeamsOptions.MultiTenant) ? MultiTenantAuthority : options.MicrosoftAppTenantId;
        return () => new ClientSecretCredential(tenant, options.MicrosoftAppId, options.MicrosoftAppPassword, settings);
    }
}
