using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>
/// Microsoft Entra ID for one tenant and one application: access tokens of people, the client credentials grant and its errors, as in
/// "OAuth 2.0 client credentials flow on the Microsoft identity platform" and "Microsoft Entra authentication error codes".
/// </summary>
public sealed class EntraAuthority : IDisposable
{
    private const string Scope = "https://api.botframework.com/.default";

    private readonly TimeProvider _time;
    private readonly TeamsTenantOptions _options;
    private readonly RSA _key = KeyRing.Open("lab-entra");
    private readonly RSA _foreign = KeyRing.Open("lab-foreign");
    private int _tokensIssued;

    internal EntraAuthority(TeamsTenantOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>How long a token holds; one hour as in the real one. Set it short to see clients refresh.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How many tokens were handed out.</summary>
    public int TokensIssued => Volatile.Read(ref _tokensIssued);

    /// <summary>Where it is reached; what its tokens name as issuer stands below it.</summary>
    internal Uri Address { get; set; } = new("https://login.microsoftonline.com/");

    /// <summary>
    /// The access token (version 2.0) that a client of the bot's app gets for a person who signed in, as "Access token claims reference"
    /// has it; genuine unless the shape says otherwise.
    /// </summary>
    public string IssueFor(TeamsAccount account, PersonTokenShape? shape = null)
    {
        shape ??= new PersonTokenShape();
        var now = _time.GetUtcNow() + shape.Shift;
        var tenant = shape.TenantId ?? _options.TenantId;
        var claims = new JsonObject
        {
            ["aud"] = shape.Audience ?? _options.AppId,
            ["iss"] = shape.Issuer ?? new Uri(Address, $"/{tenant}/v2.0").ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(),
            ["azp"] = "1ab0c11e-0000-4000-8000-00000000c11e",
            ["azpacr"] = "0",
            ["name"] = account.Name,
            ["oid"] = shape.ObjectId ?? account.ObjectId,
            ["preferred_username"] = account.UserPrincipalName,
            ["scp"] = "access_as_user",
            ["sub"] = Convert.ToHexStringLower(SHA256.HashData(Guid.Parse(account.ObjectId).ToByteArray())),
            ["tid"] = tenant,
            ["uti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
            ["ver"] = "2.0",
        };
        shape.Change?.Invoke(claims);
        return JsonWebToken.Write(
            new JsonObject { ["typ"] = "JWT", ["alg"] = shape.Algorithm, ["kid"] = shape.KeyId ?? "lab-entra" }, claims,
            signed => shape.IsForged ? JsonWebToken.SignRs256(_foreign, signed) : JsonWebToken.SignRs256(_key, signed));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _key.Dispose();
        _foreign.Dispose();
    }

    internal bool Accepts(string token)
    {
        var claims = JsonWebToken.TryRead(token, _key);
        return claims is not null
            && claims.Text("aud") == "https://api.botframework.com"
            && claims.Text("appid") == _options.AppId
            && claims["exp"]!.GetValue<long>() > _time.GetUtcNow().ToUnixTimeSeconds();
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/').Split('/');
        var address = new Uri($"{context.Request.Scheme}://{context.Request.Host}/");
        await (path switch
        {
            [var tenant, "v2.0", ".well-known", "openid-configuration"]
                when Guid.TryParse(tenant, out _) && !string.Equals(tenant, _options.TenantId, StringComparison.OrdinalIgnoreCase) =>
                RefuseAsync(context, 400, "invalid_tenant", 90002, $"Tenant '{tenant}' not found."),
            [var tenant, "v2.0", ".well-known", "openid-configuration"] =>
                context.Response.WriteJsonAsync(200, Metadata(address, tenant), context.RequestAborted),
            [_, "discovery", "v2.0", "keys"] => context.Response.WriteJsonAsync(
                200, new JsonObject { ["keys"] = new JsonArray(ConnectorTokens.Publish("lab-entra", _key, null)) }, context.RequestAborted),
            [var tenant, "oauth2", "v2.0", "token"] => GrantAsync(context, tenant),
            _ => NotFoundAsync(context),
        });
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private static JsonObject Metadata(Uri address, string tenant) => new()
    {
        ["issuer"] = new Uri(address, $"/{tenant}/v2.0").ToString(),
        ["authorization_endpoint"] = new Uri(address, $"/{tenant}/oauth2/v2.0/authorize").ToString(),
        ["token_endpoint"] = new Uri(address, $"/{tenant}/oauth2/v2.0/token").ToString(),
        ["jwks_uri"] = new Uri(address, $"/{tenant}/discovery/v2.0/keys").ToString(),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt", "client_secret_basic"),
        ["response_types_supported"] = new JsonArray("code", "id_token"),
        ["subject_types_supported"] = new JsonArray("pairwise"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["tenant_region_scope"] = "EU",
    };

    private async Task GrantAsync(HttpContext context, string tenant)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
        {
            await RefuseAsync(
                context, 400, "invalid_request", 900144, "The request body must contain the following parameter: 'grant_type'.");
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (status, error, code, words) = Judge(tenant, form);
        if (error is not null)
        {
            await RefuseAsync(context, status, error, code, words);
            return;
        }

        Interlocked.Increment(ref _tokensIssued);
        var now = _time.GetUtcNow();
        var token = JsonWebToken.Write(
            new JsonObject { ["typ"] = "JWT", ["alg"] = "RS256", ["x5t"] = "lab-entra", ["kid"] = "lab-entra" },
            new JsonObject
            {
                ["aud"] = "https://api.botframework.com",
                ["iss"] = $"https://sts.windows.net/{_options.TenantId}/",
                ["iat"] = now.ToUnixTimeSeconds(),
                ["nbf"] = now.ToUnixTimeSeconds(),
                ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(),
                ["appid"] = _options.AppId,
                ["appidacr"] = "1",
                ["tid"] = _options.TenantId,
                ["uti"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)),
                ["ver"] = "1.0",
            },
            signed => JsonWebToken.SignRs256(_key, signed));
        var seconds = (int)TokenLifetime.TotalSeconds - 1;
        context.Response.Headers.CacheControl = "no-store, no-cache";
        await context.Response.WriteJsonAsync(
            200, new JsonObject
            {
                ["token_type"] = "Bearer",
                ["expires_in"] = seconds,
                ["ext_expires_in"] = seconds,
                ["access_token"] = token
            }, context.RequestAborted);
    }

    private (int Status, string? Error, int Code, string Words) Judge(string tenant, IFormCollection form)
    {
        var (clientId, secret, scopes) =
            (form["client_id"].ToString(), form["client_secret"].ToString(), form["scope"].ToString().Split(' '));
        return form["grant_type"].ToString() switch
        {
            "" => (400, "invalid_request", 900144, "The request body must contain the following parameter: 'grant_type'."),
            not "client_credentials" => (400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type."),
            _ when !string.Equals(tenant, _options.TenantId, StringComparison.OrdinalIgnoreCase) =>
                (400, "invalid_request", 90002,
                    $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the " +
                    "correct cloud."),
            _ when !string.Equals(clientId, _options.AppId, StringComparison.OrdinalIgnoreCase) =>
                (400, "unauthorized_client", 700016, $"Application with identifier '{clientId}' was not found in the directory 'Contoso'."),
            _ when secret.Length == 0 =>
                (401, "invalid_client", 7000216,
                "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."),
            _ when secret != _options.AppPassword => (401, "invalid_client", 7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not " +
                $"the client secret ID, for a secret added to app '{_options.AppId}'."),
            _ when !scopes.Any(scope => scope.EndsWith("/.default", StringComparison.Ordinal)) =>
                (400, "invalid_scope", 1002012,
                    $"The provided value for scope {form["scope"]} is not valid. Client credential flows must have a scope value " +
                    "with /.default suffixed to the resource identifier (application ID URI)."),
            _ when !scopes.Contains(Scope) =>
                (400, "invalid_resource", 500011,
                    $"The resource principal named {form["scope"]} was not found in the tenant named Contoso."),
            _ => (200, null, 0, ""),
        };
    }

    private Task RefuseAsync(HttpContext context, int status, string error, int code, string words)
    {
        var trace = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
        var stamp = _time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["error"] = error,
            ["error_description"] = $"AADSTS{code}: {words} Trace ID: {trace} Correlation ID: {trace} Timestamp: {stamp}",
            ["error_codes"] = new JsonArray(code),
            ["timestamp"] = stamp,
            ["trace_id"] = trace,
            ["correlation_id"] = trace,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={code}",
        };
        return context.Response.WriteJsonAsync(status, body, context.RequestAborted);
    }
}
