using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace PolicyBot.Teams.Inbound;

/// <summary>What a bearer token must say, beside being signed and of now.</summary>
/// <param name="Issuer">Who issues it, compared ordinally.</param>
/// <param name="Audiences">For whom it may be; one of them.</param>
/// <param name="Fits">What else its claims must hold.</param>
internal sealed record TokenDemands(string Issuer, IReadOnlyList<string> Audiences, Predicate<JsonElement?>? Fits = null);

/// <summary>Verifies a bearer token, of the connector or of Entra ID. Pure: keys and time are parameters.</summary>
internal static class SignedToken
{
    private const int LongestToken = 8 * 1024;
    private const long SkewSeconds = 5 * 60;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <summary>Says whether the header holds a token that the issuer made for us and that is good now.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header; null when missing.</param>
    /// <param name="keys">The issuer's published keys.</param>
    /// <param name="demands">What it must say.</param>
    /// <param name="now">The time to check validity at, 5 minutes of skew on both sides.</param>
    /// <param name="read">Reads the claims of a token that holds, with the key that signed it.</param>
    /// <returns>What was read; else <see cref="TokenFault.UnknownKey"/> only when all but the signature holds, so that no sender can make
    /// us read keys again with a token that could never pass.</returns>
    public static (TokenFault? Fault, T? Claims) Validate<T>(
        string? authorization, SigningKeySet keys, TokenDemands demands, DateTimeOffset now, Func<JsonElement?, SigningKey, T> read)
        where T : class
    {
        if (authorization?.Split(' ') is not [var scheme, { Length: > 0 } token]
            || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return (TokenFault.NoToken, null);
        }

        if (token.Length > LongestToken
            || token.AsSpan().ContainsAnyExcept(TokenCharacters)
            || token.Split('.') is not [{ Length: > 0 } header, { Length: > 0 } payload, { } signature]
            || !Base64Url.IsValid(header) || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature))
        {
            return (TokenFault.Malformed, null);
        }

        try
        {
            using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header), NoDuplicates);
            using var body = JsonDocument.Parse(Base64Url.DecodeFromChars(payload), NoDuplicates);
            if ((HeaderFault(head.RootElement) ?? ClaimsFault(body.RootElement, demands, now)) is { } fault)
            {
                return (fault, null);
            }

            JsonElement? fields = head.RootElement;
            return keys.Find(fields.Text("kid")!) is not { } key ? (TokenFault.UnknownKey, null)
                : key.Verify(Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64Url.DecodeFromChars(signature))
                    ? (null, read(body.RootElement, key))
                    : (TokenFault.Signature, null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            return (TokenFault.Malformed, null);
        }
    }

    // The algorithm is ours to choose, not the token's; jku, jwk and x5u are never looked at.
    private static TokenFault? HeaderFault(JsonElement? head) => head.Text("alg") != "RS256" ? TokenFault.Algorithm
        : head.Text("kid") is not { Length: > 0 } || head is not { } fields || fields.TryGetProperty("crit", out _) ? TokenFault.Header
        : null;

    private static TokenFault? ClaimsFault(JsonElement? body, TokenDemands demands, DateTimeOffset now)
    {
        if (body.Text("iss") != demands.Issuer)
        {
            return TokenFault.Issuer;
        }

        if (!demands.Audiences.Any(audience => IsFor(audience, body.Member("aud"))))
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
            : demands.Fits?.Invoke(body) == false ? TokenFault.Claims
            : null;
    }

    // App ids are GUIDs, which people also write in capitals.
    private static bool IsFor(string audience, JsonElement? named) => named switch
    {
        { ValueKind: JsonValueKind.String } one => string.Equals(one.GetString(), audience, StringComparison.OrdinalIgnoreCase),
        { ValueKind: JsonValueKind.Array } list =>
            list.GetArrayLength() == 1 && list[0].ValueKind == JsonValueKind.String && IsFor(audience, list[0]),
        _ => false,
    };

    private static long? Seconds(JsonElement? claim) =>
        claim is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seconds) ? seconds : null;
}
