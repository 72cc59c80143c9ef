using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PolicyBot.Mail.Tests;

/// <summary>
/// Debian's Postfix in a folder of its own, on a port of 127.0.0.1: STARTTLS is required, mail to <c>contoso.example</c> is put into files.
/// </summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";

    private readonly string _folder = Directory.CreateTempSubdirectory("policybot-postfix-").FullName;

    public int Port { get; } = FreePort();

    public string CertificateSha256 { get; private set; } = "";

    private string Configuration => Path.Combine(_folder, "etc");

    /// <summary>Whether it can be started here: it is installed, and this is root, who alone may start it.</summary>
    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists(Program) && Environment.UserName == "root";

    public static async Task<PostfixServer> StartAsync()
    {
        var server = new PostfixServer();
        server.Write();
        await server.RunAsync("start");
        return server;
    }

    /// <summary>What is in a mailbox, once as much is there as is waited for.</summary>
    public async Task<IReadOnlyList<string>> MailOfAsync(string name, int count)
    {
        var inbox = Path.Combine(_folder, "mail", name, "new");
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var files = Directory.Exists(inbox) ? Directory.GetFiles(inbox) : [];
            if (files.Length >= count || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
            {
                return [.. files.Order(StringComparer.Ordinal).Select(File.ReadAllText)];
            }

            await Task.Delay(50);
        }
    }

    /// <summary>What it logged.</summary>
    public string Log() => File.Exists(Path.Combine(_folder, "log")) ? File.ReadAllText(Path.Combine(_folder, "log")) : "";

    public async ValueTask DisposeAsync()
    {
        await RunAsync("stop");
        for (var tries = 0; tries < 20 && Directory.Exists(_folder); tries++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                await Task.Delay(100); // its last process is on its way out
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Write()
    {
        foreach (var part in (string[])["etc", "queue", "data", "mail"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, part));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101); // its processes are several users
        }

        Own("data", "postfix");
        Own("mail", "nobody");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        CertificateSha256 = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        File.WriteAllText(
            Path.Combine(Configuration, "tls.pem"), $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
        File.WriteAllText(Path.Combine(Configuration, "main.cf"), $$"""
            compatibility_level = 3.6
            queue_directory = {{_folder}}/queue
            data_directory = {{_folder}}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            maillog_file_prefixes = {{_folder}}
            maillog_file = {{_folder}}/log
            myhostname = mail.contoso.example
            mydestination =
            mynetworks = 127.0.0.0/8
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtpd_tls_security_level = encrypt
            smtpd_tls_received_header = yes
            smtpd_tls_chain_files = {{Configuration}}/tls.pem
            smtpd_relay_restrictions = reject_unauth_destination
            virtual_mailbox_domains = contoso.example
            virtual_mailbox_base = {{_folder}}/mail
            virtual_mailbox_maps = inline:{ {ana@contoso.example=ana/} {gone@contoso.example=gone/} {policybot@contoso.example=policybot/} }
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 100
            transport_maps = inline:{ {gone@contoso.example=gone:} }

            """);
        File.WriteAllText(Path.Combine(Configuration, "master.cf"), $$"""
            127.0.0.1:{{Port}} inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd
            gone unix - n n - - pipe user=nobody argv=/bin/sh -c {exit 67}

            """);
    }

    private void Own(string part, string user)
    {
        using var chown = Process.Start("chown", [user, Path.Combine(_folder, part)]);
        chown.WaitForExit();
    }

    private async Task RunAsync(string what)
    {
        using var postfix = Process.Start(
            new ProcessStartInfo(Program, ["-c", Configuration, what]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await postfix.WaitForExitAsync(patience.Token);
        if (what == "start" && postfix.ExitCode != 0)
        {
            throw new InvalidOperationException($"Postfix did not start: {Log()}");
        }
    }
}

/// <summary>A test with Postfix. Where it can't be started it is skipped; with <c>CI=true</c> it runs and fails.</summary>
internal sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute()
    {
        if (!PostfixServer.IsThere && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "Postfix is not installed here, or this is not root: see that mail goes through a server that people run.";
        }
    }
}
