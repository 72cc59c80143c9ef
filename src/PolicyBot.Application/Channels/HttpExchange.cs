namespace PolicyBot.Application.Channels;

/// <summary>One call to a channel's service: sent once, within its own time.</summary>
public static class HttpExchange
{
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
            return lost(silence, "Timeout", limit.IsCancellationRequested); // when the limit did not run out, it was the connect time-out: nothing was sent
        }
        catch (HttpRequestException failure)
        {
            return lost(failure, failure.HttpRequestError.ToString(), !IsBeforeSending(failure.HttpRequestError));
        }
    }

    private static bool IsBeforeSending(HttpRequestError error) => error is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}
