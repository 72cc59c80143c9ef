using Azure.Core;

namespace PolicyBot.Teams.Outbound;

/// <summary>
/// Keeps the bearer token for the connector: fetched when needed, by one caller at a time, and kept until 5 minutes before its end.
/// </summary>
/// <param name="create"> Makes a credential. Called again after a token was refused, because a credential keeps its tokens too; null where
/// no bot is registered and calls go without. </param>
internal sealed class ConnectorTokens(Func<TokenCredential>? create, TimeProvider time) : IDisposable
{
    private const string Scope = "https://api.botframework.com/.default";
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private TokenCredential? _credential;
    private AccessToken _token;

    /// <summary>The token to send, or null where none is needed.</summary>
    /// <param name="refused">A token that was answered 401: it is dropped if it is still the one kept.</param>
    /// <exception cref="Azure.Identity.AuthenticationFailedException">The authority gave none.</exception>
    public async Task<string?> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        if (create is null)
        {
            return null;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (refused is not null && _token.Token == refused)
            {
                (_token, _credential) = (default, null);
            }

            if (time.GetUtcNow() + Margin >= _token.ExpiresOn)
            {
                _credential ??= create();
                _token = await _credential.GetTokenAsync(new TokenRequestContext([Scope]), cancellationToken);
            }

            return _token.Token;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
