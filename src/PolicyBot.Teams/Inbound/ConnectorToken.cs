namespace PolicyBot.Teams.Inbound;

/// <summary>
/// Verifies the bearer token that the Bot Connector sends with every activity (MicrosoftDocs/bot-docs
/// <c>articles/rest-api/bot-framework-rest-connector-authentication.md</c>). Pure: keys and time are parameters.
/// </summary>
internal static class ConnectorToken
{
    /// <summary>Issuer of the public cloud, compared ordinally; also of single-tenant and managed-identity bots.</summary>
    public const string Issuer = "https://api.botframework.com";

    /// <summary>Metadata of <see cref="Issuer"/>, which names the keys. Other clouds have a pair of their own, never mixed in.</summary>
    public const string OpenIdMetadataUrl = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Says whether the header proves that the connector speaks to this bot now.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header; null when missing.</param>
    /// <param name="keys">The connector's published keys.</param>
    /// <param name="appId">The bot's app id, the only audience.</param>
    /// <param name="now">The time to check validity at, 5 minutes of skew on both sides.</param>
    /// <returns>As <see cref="SignedToken.Validate"/> says it.</returns>
    public static TokenVerdict Validate(string? authorization, SigningKeySet keys, string appId, DateTimeOffset now)
    {
        var (fault, claims) = SignedToken.Validate(
            authorization, keys, new TokenDemands(Issuer, [appId]), now,
            (body, key) => new ConnectorClaims(body.Text("serviceurl"), key.Endorsements));
        return claims is not null ? new TokenVerdict.Valid(claims) : new TokenVerdict.Refused(fault!.Value);
    }
}
