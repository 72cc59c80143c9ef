using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace PolicyBot.Mail;

/// <summary>Stops the start when the section is wrong, with one line for each fault; no value of a secret is told.</summary>
internal sealed class SmtpOptionsValidator(IHostEnvironment environment) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(SmtpOptions options)
    {
        if (!options.IsOn)
        {
            (string Key, bool IsSet)[] all =
            [
                (nameof(options.Port), options.Port != 0), (nameof(options.From), options.From.Length > 0),
                (nameof(options.User), options.User.Length > 0), (nameof(options.Password), options.Password.Length > 0),
                (nameof(options.Security), options.Security != SmtpOptions.StartTls),
                (nameof(options.CertificateSha256), options.CertificateSha256.Length > 0),
            ];
            if (all.Where(one => one.IsSet).Select(one => $"Smtp:{one.Key}").ToList() is { Count: > 0 } keys)
            {
                yield return $"Smtp:Host is missing, though there is {string.Join(", ", keys)}.";
            }

            yield break;
        }

        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return "Smtp:Host is no name of a host: write it without smtp:// and without the port.";
        }

        if (options.Port is < 0 or > 65535)
        {
            yield return "Smtp:Port must be from 1 to 65535; 0 for the usual one.";
        }

        if (!MailboxAddress.TryParse(options.From, out var from) || from.Address != options.From || from.Domain.Length == 0)
        {
            yield return "Smtp:From must be one e-mail address, without a name.";
        }

        if (options.Security is not (SmtpOptions.StartTls or SmtpOptions.Tls))
        {
            yield return "Smtp:Security must be starttls or tls.";
        }

        if (options.User.Length > 0 != options.Password.Length > 0)
        {
            yield return $"Smtp:{(options.User.Length > 0 ? nameof(options.Password) : nameof(options.User))} is missing.";
        }

        if (options.CertificateSha256.Length > 0 && !environment.IsDevelopment())
        {
            yield return "Smtp:CertificateSha256 is for Development only: elsewhere an authority vouches for the server.";
        }
    }
}
