using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace PolicyBot.Web.Outside;

/// <summary>
/// Calls addresses that people named: over TLS, to public addresses alone, without redirects, proxy and cookies. What is checked is the
/// address that is connected to, so that a name which leads elsewhere a moment later is no way around it.
/// </summary>
public sealed class OutsideHttp : IDisposable
{
    /// <summary>How long a call may take in all.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes of an answer are read.</summary>
    public const int MostRead = 64 * 1024;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);
    private readonly WebhookOptions options;
    private readonly HttpClient http;

    /// <summary>Opens nothing yet.</summary>
    public OutsideHttp(IOptions<WebhookOptions> options)
    {
        this.options = options.Value;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null, // our trace ids stay here
            ConnectTimeout = ConnectWithin,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = MostRead / 1024,
            MaxResponseDrainSize = 0, // what is not read is not read behind our back either
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // each call has its own
        };
    }

    /// <summary>Why an address may not be called, in words for an operator; null: it may. Its host is not looked up yet.</summary>
    public string? WhyNot(Uri url) => url switch
    {
        { IsAbsoluteUri: false } or { Host.Length: 0 } => "it is no absolute URL",
        { UserInfo.Length: > 0 } => "it must hold no user and no password",
        { Fragment.Length: > 0 } => "it must have no # part",
        { Scheme: "http", IsLoopback: true } when options.Allows(url) => null,
        { Scheme: not "https" } => "it must be https (http only on this machine, where Webhooks:AllowedHosts names its host)",
        _ when IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) && !OutsideAddress.IsPublic(address) && !options.Allows(url)
            => "its address is not public, and Webhooks:AllowedHosts does not name it",
        _ => null,
    };

    /// <summary>Makes a call.</summary>
    /// <returns>What came of it; never throws but where it is cancelled.</returns>
    public async Task<OutsideAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (WhyNot(request.RequestUri!) is not null)
        {
            return new OutsideAnswer(null, "addressRefused", null);
        }

        using var limit = new CancellationTokenSource(Longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await ReadAsync(response, either.Token, cancellationToken);
            return new OutsideAnswer(
                response.StatusCode,
                ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
                response.Headers.RetryAfter switch
                {
                    { Delta: { } delta } => delta,
                    { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
                    _ => null,
                });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new OutsideAnswer(null, "Timeout", null);
        }
        catch (HttpRequestException refused) when (refused.InnerException is AddressRefusedException)
        {
            return new OutsideAnswer(null, "addressRefused", null);
        }
        catch (HttpRequestException failure)
        {
            return new OutsideAnswer(null, failure.HttpRequestError.ToString(), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    // The status has said what came of it: what is not read to its end, or breaks off, costs its connection, and no more.
    private static async Task ReadAsync(HttpResponseMessage response, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(limit);
            var buffer = new byte[8 * 1024];
            for (var (left, read) = (MostRead, 1); left > 0 && read > 0; left -= read)
            {
                read = await body.ReadAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)), limit);
            }
        }
        catch (Exception fault) when (
            fault is IOException or HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // the endpoint broke off, or took too long over it
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isAllowed = options.Allows(context.InitialRequestMessage.RequestUri!);
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        Exception failed = new AddressRefusedException();
        foreach (var address in found.Where(address => isAllowed || OutsideAddress.IsPublic(address)))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception fault)
            {
                socket.Dispose();
                failed = fault;
                if (fault is not SocketException)
                {
                    throw;
                }
            }
        }

        throw failed;
    }

    private sealed class AddressRefusedException() : IOException("The host has no address that may be called.");
}

/// <summary>What came of a call.</summary>
/// <param name="Status">What was answered; null: nothing.</param>
/// <param name="Code">The same as a word for logs: a number, or why there is none.</param>
/// <param name="RetryAfter">How long the answer asks to stay away; null: it does not say.</param>
public sealed record OutsideAnswer(HttpStatusCode? Status, string Code, TimeSpan? RetryAfter);
