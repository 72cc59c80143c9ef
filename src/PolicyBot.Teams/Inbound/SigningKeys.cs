using System.Net.Security;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PolicyBot.Teams.Inbound;

/// <summary>
/// The published keys of an issuer (the connector, a tenant of Entra ID), read when first needed and kept: refreshed in the background
/// after 12 hours; after an unknown key id at once, though at most every 5 minutes; and used for up to 5 days when they cannot be
/// refreshed.
/// </summary>
/// <param name="metadata">The OpenID metadata document that names the keys' address.</param>
/// <param name="loopbackHttp">Whether the keys may come over HTTP from this machine. Only in Development.</param>
internal sealed partial class SigningKeys(HttpClient http, Uri metadata, bool loopbackHttp, TimeProvider time, ILogger<SigningKeys> logger)
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromHours(12);
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(5);
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenFirstTries = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private SigningKeySet _keys = SigningKeySet.None;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _unknownAt = DateTimeOffset.MinValue;
    private Task _refresh = Task.CompletedTask;

    /// <summary>Makes the client to use: without redirects, because they would lead to unchecked hosts.</summary>
    /// <param name="ssl">How the issuer's certificate is judged; null: by the machine's trust store.</param>
    public static HttpClient CreateHttpClient(SslClientAuthenticationOptions? ssl = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = ssl ?? new SslClientAuthenticationOptions(),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    /// <summary>The keys to verify with; empty while none could be read. Waits only when there are none yet.</summary>
    public async Task<SigningKeySet> CurrentAsync(CancellationToken cancellationToken)
    {
        Task refresh;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var usable = Usable(now);
            if (now - _readAt >= RefreshAfter && now - _triedAt >= (usable.IsEmpty ? BetweenFirstTries : BetweenRefreshes))
            {
                Refresh(now);
            }

            if (!usable.IsEmpty)
            {
                return usable;
            }

            refresh = _refresh;
        }

        await refresh.WaitAsync(cancellationToken);
        return Usable();
    }

    /// <summary>The keys after a token named one that is not among them: read again, unless that was done in the last 5 minutes.</summary>
    /// <param name="seen">The keys it was not among.</param>
    public async Task<SigningKeySet> AfterUnknownKeyAsync(SigningKeySet seen, CancellationToken cancellationToken)
    {
        Task refresh;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_refresh.IsCompleted && !ReferenceEquals(seen, _keys))
            {
                return Usable(now); // another caller's refresh ended meanwhile
            }

            if (_refresh.IsCompleted && now - _unknownAt >= BetweenRefreshes)
            {
                _unknownAt = now;
                Refresh(now);
            }

            refresh = _refresh;
        }

        await refresh.WaitAsync(cancellationToken);
        return Usable();
    }

    private SigningKeySet Usable()
    {
        lock (_gate)
        {
            return Usable(time.GetUtcNow());
        }
    }

    private SigningKeySet Usable(DateTimeOffset now) => now - _readAt < UsableFor ? _keys : SigningKeySet.None;

    // Runs under the gate. The read belongs to no single request: its caller may go away while others still wait for it.
    private void Refresh(DateTimeOffset now)
    {
        if (_refresh.IsCompleted)
        {
            _triedAt = now;
            _refresh = Task.Run(() => RefreshAsync(now));
        }
    }

    private async Task RefreshAsync(DateTimeOffset now)
    {
        try
        {
            var keys = SigningKeySet.Parse(await http.GetByteArrayAsync(await KeysAddressAsync()));
            if (keys.IsEmpty)
            {
                throw new InvalidDataException("The key set is empty.");
            }

            lock (_gate)
            {
                _keys = keys;
                _readAt = now;
            }
        }
        catch (Exception failure) when (
            failure is HttpRequestException or OperationCanceledException or JsonException or InvalidDataException)
        {
            TeamsTelemetry.SigningKeyRefreshFailures.Add(1);
            KeysNotRefreshed(failure, metadata.IdnHost);
        }
    }

    private async Task<Uri> KeysAddressAsync()
    {
        using var document = JsonDocument.Parse(await http.GetByteArrayAsync(metadata));
        JsonElement? root = document.RootElement;
        return Uri.TryCreate(root.Text("jwks_uri"), UriKind.Absolute, out var keys)
            && string.Equals(keys.IdnHost, metadata.IdnHost, StringComparison.OrdinalIgnoreCase)
            && (keys.Scheme == Uri.UriSchemeHttps || (loopbackHttp && keys.IsLoopback && keys.Scheme == Uri.UriSchemeHttp))
            ? keys
            : throw new InvalidDataException("The metadata names no HTTPS address of keys on its own host.");
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Error,
        Message = "Reading the signing keys of {Issuer} failed: the keys read before are used for up to 5 days.")]
    private partial void KeysNotRefreshed(Exception failure, string issuer);
}
