using System.Text.RegularExpressions;
using Azure.Identity;
using PolicyBot.Application.Ports;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Outbound;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams;

/// <summary>Whether the bot gets tokens, and whether the keys and tenants that its callers are checked by are to be had.</summary>
internal sealed partial class TeamsCheck(
    TeamsOptions options, bool isDevelopment, ConnectorTokens tokens, SigningKeys? keys) : IInstallationCheck
{
    private const string Part = "teams";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (!options.IsRegistered)
        {
            return
            [
                isDevelopment
                    ? new Finding(Part, FindingKind.Doubtful,
                        "Open: it takes unauthenticated requests from this machine, because this is Development.",
                        "Set Teams:MicrosoftAppId before anybody else uses it.")
                    : new Finding(Part, FindingKind.Off, "Teams:MicrosoftAppId is not set."),
            ];
        }

        var tenants = options.Tenants.Select(tenant => TenantAsync(tenant, cancellationToken));
        return [.. await Task.WhenAll([TokenAsync(cancellationToken), KeysAsync(cancellationToken), .. tenants])];
    }

    private async Task<Finding> TokenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await tokens.GetAsync(refused: null, cancellationToken);
            return Right($"The bot ({options.MicrosoftAppType}) gets a token for the Bot Connector.");
        }
        catch (AuthenticationFailedException refused)
        {
            // Only the code: the words name the app and the request.
            var code = Code().Match($"{refused.Message} {refused.InnerException?.Message}").Value;
            return Wrong(
                code.Length > 0
                    ? $"The bot gets no token ({code})."
                    : "The bot gets no token: the authority does not answer, or there is no identity here.",
                code switch
                {
                    "AADSTS7000215" => "Teams:MicrosoftAppPassword is no secret of the app: set the secret's value, not its id.",
                    "AADSTS7000222" => "The app's secret has ended: make a new one and set it as Teams:MicrosoftAppPassword.",
                    "AADSTS700016" =>
                        "Teams:MicrosoftAppId is not known in that tenant: look at it, at Teams:MicrosoftAppTenantId and at the " +
                        "app's type.",
                    "AADSTS90002" or "AADSTS900023" => "Teams:MicrosoftAppTenantId is no tenant.",
                    "" => "Look at the network and at Teams:AuthorityHost; with UserAssignedMSI, at the identity that this machine has.",
                    _ => "Look the code up at login.microsoftonline.com/error.",
                });
        }
    }

    private async Task<Finding> KeysAsync(CancellationToken cancellationToken) =>
        keys is { } known && !(await known.CurrentAsync(cancellationToken)).IsEmpty
            ? Right("The Bot Connector's signing keys can be read.")
            : Wrong(
                "The Bot Connector's signing keys can't be read: every message from Teams would be refused.",
                "Let this machine reach the address of Teams:OpenIdMetadataUrl.");

    private async Task<Finding> TenantAsync(string tenant, CancellationToken cancellationToken)
    {
        var authority = new Uri(options.AuthorityHost.Length > 0 ? options.AuthorityHost : EntraToken.Authority);
        using var http = SigningKeys.CreateHttpClient(AuthorityCertificate.Pin(options.AuthorityCertificateSha256));
        try
        {
            using var answer = await http.GetAsync(EntraToken.MetadataOf(authority, tenant), cancellationToken);
            return answer.IsSuccessStatusCode
                ? Right($"Entra ID knows the tenant {tenant}.")
                : Wrong($"Entra ID answers {(int)answer.StatusCode} for the tenant {tenant}.",
                    "Look at Teams:AllowedTenants and Teams:MicrosoftAppTenantId.");
        }
        catch (Exception fault) when (
            fault is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Wrong("Entra ID does not answer.", $"Let this machine reach {authority.Host}.");
        }
    }

    private static Finding Right(string what) => new(Part, FindingKind.Right, what);

    private static Finding Wrong(string what, string mend) => new(Part, FindingKind.Wrong, what, mend);

    [GeneratedRegex(@"\bAADSTS\d{4,8}\b")]
    private static partial Regex Code();
}
