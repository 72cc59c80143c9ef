using System.Net.Security;
using System.Security.Cryptography;

namespace PolicyBot.Teams.Protocol;

/// <summary>How the certificate of Entra ID is judged.</summary>
internal static class AuthorityCertificate
{
    /// <summary>By its fingerprint.</summary>
    /// <param name="sha256">64 hexadecimal digits; empty: none is pinned.</param>
    /// <returns>Null: the machine's trust store decides.</returns>
    public static SslClientAuthenticationOptions? Pin(string sha256) => sha256.Length == 0 ? null : new SslClientAuthenticationOptions
    {
        // The pin is stronger than a chain: exactly this certificate, from any issuer.
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null
            && CryptographicOperations.FixedTimeEquals(shown.GetCertHash(HashAlgorithmName.SHA256), Convert.FromHexString(sha256)),
    };
}
