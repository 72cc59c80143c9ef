using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>The compact form of RFC 7519: three base64url parts without padding.</summary>
internal static class JsonWebToken
{
    public static string Write(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static byte[] SignRs256(RSA key, byte[] signed) => key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The claims of a token that <paramref name="key"/> signed with RS256, or null for anything else.</summary>
    public static JsonObject? TryRead(string token, RSA key)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !parts.All(part => Base64Url.IsValid(part)))
        {
            return null;
        }

        var header = Wire.TryParseObject(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        var genuine = header.Text("alg") == "RS256" && key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1);
        return genuine ? Wire.TryParseObject(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]))) : null;
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
