using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Slack.Inbound;

/// <summary>
/// Proves that a request comes from Slack: HMAC-SHA256 over <c>v0:{timestamp}:{body}</c>, keyed with the app's signing secret
/// (docs.slack.dev authentication/verifying-requests-from-slack).
/// </summary>
internal static class SlackSignature
{
    /// <summary>How far a request's timestamp may be from now, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(300);

    private const string Version = "v0=";

    /// <summary>Holds a request against the secrets.</summary>
    /// <param name="secrets">
    /// The signing secrets, as text: they look like hexadecimal and are not to be decoded. With none, every request is refused.
    /// </param>
    /// <param name="timestamp">The header <c>X-Slack-Request-Timestamp</c> as received; null for none.</param>
    /// <param name="signature">The header <c>X-Slack-Signature</c> as received; null for none.</param>
    /// <param name="body">The body as received, byte for byte.</param>
    /// <param name="now">The real time.</param>
    public static SignatureVerdict Verify(
        IReadOnlyList<string> secrets, string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (timestamp is null || signature is null)
        {
            return SignatureVerdict.Missing;
        }

        if (timestamp.Length > 12 || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return SignatureVerdict.Malformed;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (!TryRead(signature, given))
        {
            return SignatureVerdict.Malformed;
        }

        if (Math.Abs(now.ToUnixTimeSeconds() - seconds) > Window.TotalSeconds)
        {
            return SignatureVerdict.OutOfWindow;
        }

        var fits = false;
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            Sign(secret, timestamp, body, expected);
            fits |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return fits ? SignatureVerdict.Valid : SignatureVerdict.Differs;
    }

    private static bool TryRead(string signature, Span<byte> hash) =>
        signature.StartsWith(Version, StringComparison.Ordinal)
        && signature.Length == Version.Length + (2 * hash.Length)
        && !signature.AsSpan(Version.Length).ContainsAnyInRange('A', 'F')
        && Convert.FromHexString(signature.AsSpan(Version.Length), hash, out _, out var written) == System.Buffers.OperationStatus.Done
        && written == hash.Length;

    private static void Sign(string secret, string timestamp, ReadOnlySpan<byte> body, Span<byte> hash)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hmac.AppendData(body);
        hmac.GetHashAndReset(hash);
    }
}

/// <summary>What holding a signature against the secrets gave.</summary>
internal enum SignatureVerdict
{
    /// <summary>It is Slack's, and of now.</summary>
    Valid,

    /// <summary>A header is missing.</summary>
    Missing,

    /// <summary>A header is not what Slack sends.</summary>
    Malformed,

    /// <summary>Too old, or from the future: a replay, or one of the two clocks is wrong.</summary>
    OutOfWindow,

    /// <summary>None of the secrets gives this signature.</summary>
    Differs,
}
