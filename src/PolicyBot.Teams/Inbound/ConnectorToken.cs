using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

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

    private const int LongestToken = 8 * 1024;
    private const long SkewSeconds = 5 * 60;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <summary>Says whether the header proves that the connector speaks to this bot now.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header; null when missing.</param>
    /// <param name="keys">The connector's published keys.</param>
    /// <param name="appId">The bot's app id, the only audience.</param>
    /// <param name="now">The time to check validity at, 5 minutes of skew on both sides.</param>
    /// <returns> Refused with <see cref="TokenFault.UnknownKey"/> only when all else but the signature holds, so that no sender can make us
    /// read keys again with a token that could never pass. </returns>
    public static TokenVerdict Validate(string? authorization, SigningKeySet keys, string appId, DateTimeOffset now)
    {
        if (authorization?.Split(' ') is not [var scheme, { Length: > 0 } token]
            || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return new TokenVerdict.Refused(TokenFault.NoToken);
        }

        if (token.Length > LongestToken
            || token.AsSpan().ContainsAnyExcept(TokenCharacters)
            || token.Split('.') is not [{ Length: > 0 } header, { Length: > 0 } payload, { } signature]
            || !Base64Url.IsValid(header) || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature))
        {
            return new TokenVerdict.Refused(TokenFault.Malformed);
        }

        try
        {
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header), NoDuplicates);
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(payload), NoDuplicates);
            return Judge(
                head.RootElement, body.RootElement, keys, appId, now,
                key => key.Verify(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature)));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return new TokenVerdict.Refused(TokenFault.Malformed);
        }
    }

    private static TokenVerdict Judge(
        JsonElement? head, JsonElement? body, SigningKeySet keys, string appId, DateTimeOffset now, Predicate<SigningKey> signedBy)
    {
        // The algorithm is ours to choose, not the token's; jku, jwk and x5u are never looked at.
        if (head.Text("alg") != "RS256")
        {
            return new TokenVerdict.Refused(TokenFault.Algorithm);
        }

        if (head.Text("kid") is not { Length: > 0 } keyId || head is not { } fields || fields.TryGetProperty("crit", out _))
        {
            return new TokenVerdict.Refused(TokenFault.Header);
        }

        if (ClaimsFault(body, appId, now) is { } fault)
        {
            return new TokenVerdict.Refused(fault);
        }

        if (keys.Find(keyId) is not { } key)
        {
            return new TokenVerdict.Refused(TokenFault.UnknownKey);
        }

        return signedBy(key)
            ? new TokenVerdict.Valid(new ConnectorClaims(body.Text("serviceurl"), key.Endorsements))
            : new TokenVerdict.Refused(TokenFault.Signature);
    }

    private static TokenFault? ClaimsFault(JsonElement? body, string appId, DateTimeOffset now)
    {
        if (body.Text("iss") != Issuer)
        {
            return TokenFault.Issuer;
        }

        if (!IsFor(appId, body.Member("aud")))
        {
            return TokenFault.Audience;
        }

        if (Seconds(body.Member("exp")) is not { } expires || Seconds(body.Member("nbf")) is not { } starts || expires < starts)
        {
            return TokenFault.NoLifetime;
        }

        var seconds = now.ToUnixTimeSeconds();
        return expires <= seconds - SkewSeconds ? TokenFault.Expired
            : starts > seconds + SkewSeconds ? TokenFault.NotYetValid
            : null;
    }

    // App ids are GUIDs, which people also write in capitals.
    private static bool IsFor(string appId, JsonElement? audience) => audience switch
    {
        { ValueKind: JsonValueKind.String } one => string.Equals(one.GetString(), appId, StringComparison.OrdinalIgnoreCase),
        { ValueKind: JsonValueKind.Array } list =>
            list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.String && IsFor(appId, list[0]),
        _ => false,
    };

    private static long? Seconds(JsonElement? claim) =>
        claim is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seconds) ? seconds : null;
}
