using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using PolicyBot.Application.Ports;

namespace PolicyBot.Mail.Outbound;

/// <summary>
/// Hands one message to the server, over a connection of its own: one that idled may be closed without a word. Always over TLS, and never
/// with a certificate that no known authority has signed.
/// </summary>
internal sealed partial class MailClient(SmtpOptions options)
{
    /// <summary>How long a message may take in all; shorter than the claim that its host holds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>Sends it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">Where reports of its failure go.</param>
    /// <param name="to">Its only recipient.</param>
    /// <param name="envelope">The id that such a report names.</param>
    /// <returns>Null: the server took it. Else why not, with its code and never its words, which may repeat the message.</returns>
    public async Task<SendOutcome?> SendAsync(
        MimeMessage message, MailboxAddress from, MailboxAddress to, string envelope, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Longest);
        using var client = NewConnection(envelope);
        try
        {
            await OpenAsync(client, deadline.Token);
            await client.SendAsync(message, from, [to], deadline.Token);
        }
        catch (SmtpCommandException refusal)
        {
            return Read(refusal);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && CodeOf(fault) is not null)
        {
            var code = CodeOf(fault)!;
            return client.IsRecipientAccepted ? new SendOutcome.Unsure(TimeSpan.Zero, code) : new SendOutcome.Later(TimeSpan.Zero, code);
        }

        await LeaveAsync(client, deadline.Token);
        return null;
    }

    /// <summary>Connects and signs in, and leaves.</summary>
    /// <returns>Null: the server takes both. Else why not, as <see cref="SendAsync"/> says it.</returns>
    public async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Longest);
        using var client = NewConnection("");
        try
        {
            await OpenAsync(client, deadline.Token);
        }
        catch (SmtpCommandException refusal)
        {
            return ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && CodeOf(fault) is not null)
        {
            return CodeOf(fault);
        }

        await LeaveAsync(client, deadline.Token);
        return null;
    }

    private Connection NewConnection(string envelope) => new(envelope)
    {
        CheckCertificateRevocation = false, // as the other channels: not every company's authority publishes a list
        ServerCertificateValidationCallback = (_, certificate, _, errors) =>
            errors == System.Net.Security.SslPolicyErrors.None || IsPinned(certificate),
    };

    private async Task OpenAsync(Connection client, CancellationToken cancellationToken)
    {
        var security = options.Security == SmtpOptions.Tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls;
        await client.ConnectAsync(options.Host, options.ChosenPort, security, cancellationToken);
        if (options.User.Length > 0)
        {
            await client.AuthenticateAsync(options.User, options.Password, cancellationToken);
        }
    }

    // It is sent: a fault of the connection now changes nothing.
    private static async Task LeaveAsync(Connection client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or ProtocolException)
        {
        }
    }

    private static SendOutcome Read(SmtpCommandException refusal)
    {
        var status = (int)refusal.StatusCode;
        var enhanced = Enhanced().Match(refusal.Message);
        var code = enhanced.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{status} {enhanced.Value}") : status.ToString(CultureInfo.InvariantCulture);
        var (isForGood, subject) = (status >= 500, enhanced.Success ? enhanced.Groups[1].Value : "");
        return refusal.ErrorCode switch
        {
            // 5.7: the server does not serve us, for any recipient
            SmtpErrorCode.RecipientNotAccepted when isForGood && subject != "7" => new SendOutcome.Unreachable(code),
            SmtpErrorCode.MessageNotAccepted when isForGood && subject == "1" => new SendOutcome.Unreachable(code),
            SmtpErrorCode.MessageNotAccepted when isForGood => new SendOutcome.Never(code),
            _ => new SendOutcome.Later(TimeSpan.Zero, code),
        };
    }

    private static string? CodeOf(Exception fault) => fault switch
    {
        SslHandshakeException => "certificate",
        AuthenticationException => "signInRefused",
        NotSupportedException => "notSupported", // no STARTTLS, or no way to sign in that we know
        OperationCanceledException => "timeout",
        System.Net.Sockets.SocketException or IOException or ProtocolException or ServiceNotConnectedException => "connection",
        _ => null,
    };

    private bool IsPinned(System.Security.Cryptography.X509Certificates.X509Certificate? certificate) =>
        options.CertificateSha256.Length > 0
        && string.Equals(
            certificate?.GetCertHashString(HashAlgorithmName.SHA256), options.CertificateSha256, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A\s*[245]\.(\d{1,3})\.\d{1,3}\b")]
    private static partial Regex Enhanced();

    /// <summary>A connection that asks for a report of failure under an id.</summary>
    private sealed class Connection : SmtpClient
    {
        private readonly string _envelope;

        public Connection(string envelope)
        {
            _envelope = envelope;
            DeliveryStatusNotificationType = MailKit.Net.Smtp.DeliveryStatusNotificationType.HeadersOnly;
        }

        /// <summary>From here on the message may have arrived, even if the connection breaks.</summary>
        public bool IsRecipientAccepted { get; private set; }

        protected override string GetEnvelopeId(MimeMessage message) => _envelope;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure;

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            IsRecipientAccepted = true;
    }
}
