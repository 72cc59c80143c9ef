using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>
/// The Bot Connector's identity: OpenID metadata, the keys it publishes, and the tokens it signs. Paths and claims are those of
/// "Authentication with the Bot Connector API" (Azure Bot Service documentation).
/// </summary>
public sealed class ConnectorTokens : IDisposable
{
    /// <summary>The issuer of the public cloud.</summary>
    public const string Issuer = "https://api.botframework.com";

    private readonly TimeProvider _time;
    private readonly string _appId;
    private readonly Func<string> _serviceUrl;
    private readonly Lock _gate = new();
    private readonly RSA _foreign = KeyRing.Open("lab-foreign");
    private readonly List<(string Id, RSA Key, string[]? Endorsements)> _keys;
    private int _generation = 1;
    private int _keyRequests;

    internal ConnectorTokens(string appId, Func<string> serviceUrl, TimeProvider time)
    {
        (_appId, _serviceUrl, _time) = (appId, serviceUrl, time);
        _keys =
        [
            ("lab-msteams-1", KeyRing.Open("lab-msteams-1"), ["msteams", "webchat"]),
            ("lab-bare-1", KeyRing.Open("lab-bare-1"), null),
            ("lab-other-1", KeyRing.Open("lab-other-1"), ["directline", "skype"]),
        ];
    }

    /// <summary>How often the key set was fetched.</summary>
    public int KeyRequests => Volatile.Read(ref _keyRequests);

    /// <summary>Signs one token for the bot, genuine unless the shape says otherwise.</summary>
    public string Issue(ConnectorTokenShape? shape = null)
    {
        shape ??= new ConnectorTokenShape();
        var now = _time.GetUtcNow() + shape.Shift;
        var claims = new JsonObject
        {
            ["iss"] = shape.Issuer ?? Issuer,
            ["aud"] = shape.Audience ?? _appId,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        if (shape.ServiceUrl != "")
        {
            claims["serviceurl"] = shape.ServiceUrl ?? _serviceUrl();
        }

        lock (_gate)
        {
            var (id, key, _) = _keys[shape.Signature switch
            {
                ConnectorTokenSignature.KeyWithoutEndorsement => 1,
                ConnectorTokenSignature.KeyOfAnotherChannel => 2,
                _ => 0,
            }];
            return Sign(shape.Signature, shape.KeyId ?? id, key, claims);
        }
    }

    /// <summary>Publishes a new key for Teams and signs with it from now on; the old one is gone from the key set.</summary>
    public void Rotate()
    {
        lock (_gate)
        {
            _generation++;
            _keys[0].Key.Dispose();
            var id = $"lab-msteams-{_generation}";
            _keys[0] = (id, KeyRing.Open(id), ["msteams", "webchat"]);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _foreign.Dispose();
        foreach (var (_, key, _) in _keys)
        {
            key.Dispose();
        }
    }

    internal static JsonObject Metadata(Uri address) => new()
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = "https://invalid.botframework.com",
        ["jwks_uri"] = new Uri(address, "/v1/.well-known/keys").ToString(),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        ["token_endpoint_auth_methods_supported"] = new JsonArray("private_key_jwt"),
    };

    internal JsonObject KeySet()
    {
        Interlocked.Increment(ref _keyRequests);
        lock (_gate)
        {
            return new JsonObject { ["keys"] = new JsonArray([.. _keys.Select(key => Publish(key.Id, key.Key, key.Endorsements))]) };
        }
    }

    internal static JsonObject Publish(string id, RSA key, string[]? endorsements)
    {
        var parameters = key.ExportParameters(false);
        var published = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["x5t"] = id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
        if (endorsements is not null)
        {
            published["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);
        }

        return published;
    }

    private string Sign(ConnectorTokenSignature signature, string keyId, RSA key, JsonObject claims)
    {
        var algorithm = signature switch
        {
            ConnectorTokenSignature.None => "none",
            ConnectorTokenSignature.PublicKeyAsSecret => "HS256",
            _ => "RS256",
        };
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = keyId, ["x5t"] = keyId, ["typ"] = "JWT" };
        return JsonWebToken.Write(header, claims, signature switch
        {
            ConnectorTokenSignature.None => _ => [],
            ConnectorTokenSignature.PublicKeyAsSecret => signed => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), signed),
            ConnectorTokenSignature.ForeignKey => signed => JsonWebToken.SignRs256(_foreign, signed),
            _ => signed => JsonWebToken.SignRs256(key, signed),
        });
    }
}
