using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PolicyBot.Mail.Tests;

/// <summary>A server that says its lines one after the other, does not heed what it hears, and hangs up after the last.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    /// <summary>In place of a line: hears the message to its end and hangs up without an answer.</summary>
    public const string HangUpAfterDot = "hang up";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly Task _running;

    public ScriptedServer(params string[] lines)
        : this(null, lines)
    {
    }

    public ScriptedServer(X509Certificate2? certificate, params string[] lines)
    {
        _certificate = certificate;
        _listener.Start();
        _running = TalkAsync(lines);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string CertificateSha256 => _certificate!.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What it heard, a line each.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _running;
        _certificate?.Dispose();
    }

    private async Task TalkAsync(string[] lines)
    {
        try
        {
            using var client = await _listener.AcceptTcpClientAsync();
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            using var reader = new StreamReader(stream, Encoding.ASCII);
            for (var at = 0; at < lines.Length; at++)
            {
                var line = lines[at];
                if (line == HangUpAfterDot)
                {
                    while (await reader.ReadLineAsync() is { } part)
                    {
                        Heard.Enqueue(part);
                        if (part == ".")
                        {
                            return;
                        }
                    }
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\n"));
                if (at + 1 < lines.Length && lines[at + 1] != HangUpAfterDot)
                {
                    Heard.Enqueue(await reader.ReadLineAsync() ?? "");
                }
            }
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }
}
