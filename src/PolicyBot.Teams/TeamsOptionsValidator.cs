using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PolicyBot.Teams.Cards;
using PolicyBot.Teams.Protocol;

namespace PolicyBot.Teams;

/// <summary>Stops the start when the section is wrong, with one line for each fault.</summary>
internal sealed class TeamsOptionsValidator(IHostEnvironment environment) : IValidateOptions<TeamsOptions>
{
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(TeamsOptions options) =>
        [.. Registration(options), .. Authority(options), .. Addresses(options)];

    private static IEnumerable<string> Registration(TeamsOptions options)
    {
        if (!options.Is(TeamsOptions.SingleTenant) && !options.Is(TeamsOptions.MultiTenant) && !options.Is(TeamsOptions.UserAssignedMSI))
        {
            yield return $"Teams:MicrosoftAppType is '{options.MicrosoftAppType}'; it must be SingleTenant, MultiTenant or " +
                "UserAssignedMSI.";
            yield break;
        }

        if (!options.IsRegistered)
        {
            if (options.MicrosoftAppPassword.Length > 0)
            {
                yield return "Teams:MicrosoftAppId is missing, though Teams:MicrosoftAppPassword is set.";
            }

            yield break;
        }

        if (options.MicrosoftAppPassword.Length == 0 && !options.Is(TeamsOptions.UserAssignedMSI))
        {
            yield return $"Teams:MicrosoftAppPassword is missing; {options.MicrosoftAppType} needs it.";
        }

        if (options.MicrosoftAppTenantId.Length == 0 && options.Is(TeamsOptions.SingleTenant))
        {
            yield return "Teams:MicrosoftAppTenantId is missing; SingleTenant needs it.";
        }
        else if (options.Tenants.Count == 0)
        {
            yield return "Teams:AllowedTenants is missing; without it and Teams:MicrosoftAppTenantId nobody would be served.";
        }

        if (!options.MicrosoftAppTenantId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'))
        {
            yield return "Teams:MicrosoftAppTenantId may have letters, digits, '.' and '-' only.";
        }
    }

    private IEnumerable<string> Authority(TeamsOptions options)
    {
        Uri? authority = null;
        if (options.AuthorityHost.Length > 0
            && (!Uri.TryCreate(options.AuthorityHost, UriKind.Absolute, out authority) || authority.Scheme != Uri.UriSchemeHttps))
        {
            yield return "Teams:AuthorityHost must be an HTTPS URL.";
        }

        if (options.AuthorityCertificateSha256.Length == 0)
        {
            yield break;
        }

        if (options.AuthorityCertificateSha256.Length != 64 || !options.AuthorityCertificateSha256.All(char.IsAsciiHexDigit))
        {
            yield return "Teams:AuthorityCertificateSha256 must be 64 hexadecimal digits.";
        }

        if (!environment.IsDevelopment() || authority?.IsLoopback != true)
        {
            yield return "Teams:AuthorityCertificateSha256 is for Development with a Teams:AuthorityHost on loopback only.";
        }
    }

    private IEnumerable<string> Addresses(TeamsOptions options)
    {
        if (!Uri.TryCreate(options.OpenIdMetadataUrl, UriKind.Absolute, out var metadata)
            || !(metadata.Scheme == Uri.UriSchemeHttps
                || (metadata.Scheme == Uri.UriSchemeHttp && metadata.IsLoopback && environment.IsDevelopment())))
        {
            yield return "Teams:OpenIdMetadataUrl must be an HTTPS URL (HTTP only on loopback in Development).";
        }

        foreach (var entry in options.ServiceUrls)
        {
            var host = ServiceUrlAllowList.ReadHost(entry);
            if (host is null)
            {
                yield return $"Teams:ServiceUrls has '{entry}', which is no host name.";
            }
            else if (!environment.IsDevelopment() && Uri.TryCreate($"https://{host}", UriKind.Absolute, out var url) && url.IsLoopback)
            {
                yield return $"Teams:ServiceUrls has '{entry}'; loopback is for Development only.";
            }
        }

        if (!options.CardActions.Equals("execute", StringComparison.OrdinalIgnoreCase) && options.Buttons != TeamsCardActions.Submit)
        {
            yield return $"Teams:CardActions is '{options.CardActions}'; it must be execute or submit.";
        }
    }
}
