using System.Net.Security;
using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

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

        if (options.AuthorityCertificateSha256.Length > 0)
        {
            settings.Transport = Pinned(Convert.FromHexString(options.AuthorityCertificateSha256));
        }

        settings.Retry.MaxRetries = 1; // the queue tries again; a caller does not wait for it here
        settings.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        var tenant = options.Is(TeamsOptions.MultiTenant) ? MultiTenantAuthority : options.MicrosoftAppTenantId;
        return () => new ClientSecretCredential(tenant, options.MicrosoftAppId, options.MicrosoftAppPassword, settings);
    }

    private static HttpClientTransport Pinned(byte[] sha256) => new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            // The pin is stronger than a chain: exactly this certificate, from any issuer.
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is not null && CryptographicOperations.FixedTimeEquals(shown.GetCertHash(HashAlgorithmName.SHA256), sha256),
        },
    }));
}
