namespace PolicyBot.Application.Channels;

/// <summary>One call to a channel's service: sent once, within its own time.</summary>
public static class HttpExchange
{
    /// <summary>Makes a client for a service: it follows no redirect, which would carry our token to a host that was not checked.</summary>
    /// <param name="connectionLifetime">How long a connection is kept at most; then DNS is asked again.</param>
    /// <param name="configure">What else the connections need.</param>
    public static HttpClient CreateClient(TimeSpan connectionLifetime, Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = connectionLifetime,
        };
        configure?.Invoke(handler);
        return new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan, // each call has its own
            MaxResponseContentBufferSize = 4 * 1024 * 1024,
        };
    }

    /// <summary>How long the service asks to stay away (<c>Retry-After</c>); null when it does not say.</summary>
    /// <param name="response">Its answer.</param>
    /// <param name="shortest">The least that is waited where it says.</param>
    /// <param name="longest">The most.</param>
    /// <param name="now">The real time.</param>
    public static TimeSpan? AskedPause(HttpResponseMessage response, TimeSpan shortest, TimeSpan longest, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return asked is { } pause ? TimeSpan.FromTicks(Math.Clamp(pause.Ticks, shortest.Ticks, longest.Ticks)) : null;
    }

    /// <summary>Makes the call.</summary>
    /// <param name="http">Without a time-out of its own but for connecting.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="within">How long it may take in all.</param>
    /// <param name="time">The real time.</param>
    /// <param name="read">Reads what was answered, with its whole body.</param>
    /// <param name="lost">What it means that no answer came, with a code for logs and whether the service may have got the call.</param>
    public static async Task<T> SendAsync<T>(
        HttpClient http,
        HttpRequestMessage request,
        TimeSpan within,
        TimeProvider time,
        Func<HttpResponseMessage, byte[], T> read,
        Func<Exception, string, bool, T> lost,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return read(response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            // when the limit did not run out, it was the connect time-out: nothing was sent
            return lost(silence, "Timeout", limit.IsCancellationRequested);
        }
        catch (HttpRequestException failure)
        {
            return lost(failure, failure.HttpRequestError.ToString(), !IsBeforeSending(failure.HttpRequestError));
        }
    }

    private static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;
}
