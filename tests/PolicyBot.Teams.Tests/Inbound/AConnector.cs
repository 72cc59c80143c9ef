using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Teams.Inbound;

namespace PolicyBot.Teams.Tests.Inbound;

/// <summary>The Bot Connector's side of a token: a key made for the test, and tokens signed with it.</summary>
internal sealed class AConnector : IDisposable
{
    public const string AppId = "5f0c3c1e-1111-4222-8333-944444444444";
    public const string Tenant = "aaaaaaaa-0000-4000-8000-000000000001";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/aaaaaaaa-0000-4000-8000-000000000001/";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<(int, string), RSAParameters> Made = new(); // making keys is what takes long

    private readonly RSA _rsa;

    /// <param name="pair">Which of the test's key pairs to use; by default one for each key id.</param>
    public AConnector(int bits = 2048, string keyId = "key-1", string? pair = null)
    {
        _rsa = RSA.Create(Made.GetOrAdd((bits, pair ?? keyId), wanted => RSA.Create(wanted.Item1).ExportParameters(true)));
        KeyId = keyId;
        Key = new SigningKey(keyId, _rsa.ExportParameters(false), ["msteams", "directline"]);
    }

    public string KeyId { get; }

    public SigningKey Key { get; }

    public SigningKeySet Keys => new([Key]);

    public static JsonObject Claims() => new()
    {
        ["iss"] = "https://api.botframework.com",
        ["aud"] = AppId,
        ["nbf"] = Now.AddMinutes(-1).ToUnixTimeSeconds(),
        ["exp"] = Now.AddHours(1).ToUnixTimeSeconds(),
        ["serviceurl"] = ServiceUrl,
    };

    public JsonObject Header() => new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId };

    public string Bearer(Action<JsonObject>? claims = null, Action<JsonObject>? header = null)
    {
        var (head, body) = (Header(), Claims());
        header?.Invoke(head);
        claims?.Invoke(body);
        return "Bearer " + Signed(head.ToJsonString(), body.ToJsonString());
    }

    public string Signed(string header, string payload)
    {
        var signing = $"{Encode(header)}.{Encode(payload)}";
        var signature = _rsa.SignData(Encoding.ASCII.GetBytes(signing), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signing}.{Base64Url.EncodeToString(signature)}";
    }

    public string PublicKeyPem() => _rsa.ExportSubjectPublicKeyInfoPem();

    public JsonObject Jwk() => new()
    {
        ["kty"] = "RSA",
        ["use"] = "sig",
        ["kid"] = KeyId,
        ["n"] = Base64Url.EncodeToString(Key.PublicKey.Modulus),
        ["e"] = Base64Url.EncodeToString(Key.PublicKey.Exponent),
        ["endorsements"] = new JsonArray([.. Key.Endorsements.Select(channel => JsonValue.Create(channel))]),
    };

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public void Dispose() => _rsa.Dispose();
}
