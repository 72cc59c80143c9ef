using PolicyBot.Application.Ports;

namespace PolicyBot.Mail.Outbound;

/// <summary>Whether the server takes a connection over TLS and the sign-in. Nothing is sent.</summary>
internal sealed class MailCheck(MailClient client, SmtpOptions options) : IInstallationCheck
{
    private const string Part = "mail";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var code = await client.TryAsync(cancellationToken);
        return
        [
            code is null
                ? new Finding(Part, FindingKind.Right,
                    $"{options.Host} takes a connection over TLS{(options.User.Length > 0 ? " and the sign-in" : "")}. Nothing was sent.")
                : new Finding(Part, FindingKind.Wrong, $"{options.Host} can't be used ({code}).", code switch
                {
                    "certificate" =>
                        "Its certificate must be of its name and of an authority that this machine trusts; or it speaks another " +
                        "protocol on that port.",
                    "signInRefused" => "Look at Smtp:User and Smtp:Password.",
                    "notSupported" => "It offers no STARTTLS on that port, or no way to sign in: look at Smtp:Port and Smtp:Security.",
                    _ => "Look at Smtp:Host and Smtp:Port, and let this machine reach them.",
                }),
        ];
    }
}
