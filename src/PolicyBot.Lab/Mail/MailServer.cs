using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PolicyBot.Lab.Sockets;
using PolicyBot.Lab.Teams.Tokens;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PolicyBot.Lab.Mail;

/// <summary>
/// A mail server on a port of 127.0.0.1: STARTTLS with a certificate of its own, a name and a password, and every message kept as it came.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    /// <summary>Who signs in.</summary>
    public const string User = "policybot";

    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly Task _running;

    private MailServer(X509Certificate2 certificate, bool isTlsAtOnce)
    {
        _certificate = certificate;
        Port = LoopbackServer.ChoosePort(0);
        var options = new SmtpServerOptionsBuilder().ServerName("lab.contoso.example")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).Certificate(certificate)
                .IsSecure(isTlsAtOnce).AllowUnsecureAuthentication(false).AuthenticationRequired(true))
            .MaxMessageSize(1024 * 1024).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(this));
        services.Add(new Door(this));
        services.Add(new DelegatingUserAuthenticator((user, password) => user == User && password == Password));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string Password { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>The SHA-256 of its certificate, which no authority vouches for.</summary>
    public string CertificateSha256 => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What came, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. _received];

    /// <summary>Addresses without a mailbox.</summary>
    public ConcurrentDictionary<string, SmtpReplyCode> Refused { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is said of a whole message; null: it is taken.</summary>
    public SmtpReplyCode? OnMessage { get; set; }

    /// <summary>Raised when something came.</summary>
    public Action Changed { get; set; } = () => { };

    /// <summary>Starts one.</summary>
    /// <param name="now">The instant (UTC) from whose day before its certificate is valid.</param>
    /// <param name="isTlsAtOnce">TLS from the first byte, without STARTTLS.</param>
    public static MailServer Start(DateTimeOffset now, bool isTlsAtOnce = false) => new(LoopbackCertificate.Create(now), isTlsAtOnce);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
        _certificate.Dispose();
    }

    private sealed class Store(MailServer server) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (server.OnMessage is { } refusal)
            {
                return Task.FromResult(new SmtpResponse(refusal, "refused"));
            }

            server._received.Enqueue(new ReceivedMail(
                [.. transaction.To.Select(mailbox => mailbox.AsAddress())], Encoding.UTF8.GetString(buffer)));
            server.Changed();
            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Door(MailServer server) : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(
            ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            server.Refused.TryGetValue(to.AsAddress(), out var code)
                ? throw new SmtpResponseException(new SmtpResponse(code, "no mailbox here"))
                : Task.FromResult(true);
    }
}

/// <summary>A mail as it came.</summary>
/// <param name="To">Whom it was delivered to.</param>
/// <param name="Raw">Its headers and its body, undecoded.</param>
public sealed record ReceivedMail(IReadOnlyList<string> To, string Raw);
