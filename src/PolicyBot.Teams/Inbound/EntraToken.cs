using System.Text.Json;

namespace PolicyBot.Teams.Inbound;

/// <summary>
/// Verifies the access token that a person shows at a door which is no chat: of Entra ID, version 2.0, for the bot's own app
/// (MicrosoftDocs/entra-docs <c>identity-platform/access-token-claims-reference.md</c>). An ID token, or that of an app without a person,
/// opens nothing. Pure: keys and time are parameters.
/// </summary>
internal static class EntraToken
{
    /// <summary>Base address of the public cloud.</summary>
    public const string Authority = "https://login.microsoftonline.com/";

    /// <summary>The permission of the app's registration that lets a client act as the person who signed in.</summary>
    public const string Scope = "access_as_user";

    /// <summary>Where a tenant's keys are named.</summary>
    /// <param name="authority">The base address; ends in a slash.</param>
    /// <param name="tenant">The tenant's id.</param>
    public static Uri MetadataOf(Uri authority, string tenant) => new(authority, $"{tenant}/v2.0/.well-known/openid-configuration");

    /// <summary>Says whose object id a header proves.</summary>
    /// <param name="authorization">The whole <c>Authorization</c> header; null when missing.</param>
    /// <param name="keys">The keys of the tenant.</param>
    /// <param name="authority">The base address of the issuer; ends in a slash.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="appId">The bot's app id.</param>
    /// <param name="now">The time to check validity at, 5 minutes of skew on both sides.</param>
    /// <returns>The object id; else why not, as <see cref="SignedToken.Validate"/> says it.</returns>
    public static (TokenFault? Fault, string? ObjectId) Validate(
        string? authorization, SigningKeySet keys, Uri authority, string tenant, string appId, DateTimeOffset now) =>
        SignedToken.Validate(
            authorization, keys,
            new TokenDemands(
                $"{authority}{tenant}/v2.0", [appId, $"api://{appId}", $"api://botid-{appId}"], claims => IsOfPerson(claims, tenant)),
            now, (claims, _) => ObjectIdIn(claims)!);

    private static bool IsOfPerson(JsonElement? claims, string tenant) =>
        claims.Text("ver") == "2.0"
        && string.Equals(claims.Text("tid"), tenant, StringComparison.OrdinalIgnoreCase)
        && claims.Text("idtyp") is null or "user"
        && claims.Text("scp")?.Split(' ').Contains(Scope, StringComparer.Ordinal) == true
        && ObjectIdIn(claims) is not null;

    // As activities write it.
    private static string? ObjectIdIn(JsonElement? claims) =>
        Guid.TryParseExact(claims.Text("oid"), "D", out var id) ? id.ToString() : null;
}
