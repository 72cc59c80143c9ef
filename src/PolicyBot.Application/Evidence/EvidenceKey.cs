using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>The ECDSA P-256 key that signs bundles and checkpoints.</summary>
public sealed class EvidenceKey : IDisposable
{
    private readonly ECDsa _key;

    private EvidenceKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = new EvidencePublicKey("P-256", "EC", Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    /// <summary>Its public half, which goes with what it signs.</summary>
    public EvidencePublicKey Public { get; }

    /// <summary>Reads a key from the text of a PEM file.</summary>
    /// <param name="pem">The file: <c>PRIVATE KEY</c> (PKCS #8) or <c>EC PRIVATE KEY</c>, not encrypted.</param>
    /// <param name="key">The key.</param>
    /// <param name="fault">What is wrong with it; never a part of it.</param>
    public static bool TryRead(string pem, [NotNullWhen(true)] out EvidenceKey? key, [NotNullWhen(false)] out string? fault)
    {
        (key, fault) = (null, null);
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(pem);
            var (curve, p256) = (read.ExportParameters(includePrivateParameters: true).Curve.Oid, ECCurve.NamedCurves.nistP256.Oid);
            if (curve.Value != p256.Value && curve.FriendlyName != p256.FriendlyName)
            {
                fault = "is no key on the curve P-256";
            }
            else
            {
                key = new EvidenceKey(read);
                return true;
            }
        }
        catch (ArgumentException)
        {
            fault = "holds no private key in PEM form, or more than one";
        }
        catch (CryptographicException)
        {
            fault = "holds no private ECDSA key";
        }

        read.Dispose();
        return false;
    }

    /// <summary>Signs bytes.</summary>
    /// <returns>SHA-256 with ECDSA in the form of IEEE P1363 (r and s, 32 bytes each), 128 lower-case hexadecimal digits.</returns>
    public string Sign(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(
        _key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}

/// <summary>The public half of a key, as a JSON Web Key (RFC 7517).</summary>
/// <param name="Crv">The curve, <c>P-256</c>.</param>
/// <param name="Kty">The kind, <c>EC</c>.</param>
/// <param name="X">One coordinate, base64url without padding.</param>
/// <param name="Y">The other.</param>
public sealed record EvidencePublicKey(string Crv, string Kty, string X, string Y)
{
    private const int CoordinateDigits = 43; // 32 bytes
    private const int SignatureDigits = 128;

    /// <summary>Its name, for people to compare: its thumbprint by RFC 7638, base64url.</summary>
    public string Thumbprint() => Base64Url.EncodeToString(
        SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"{{Crv}}","kty":"{{Kty}}","x":"{{X}}","y":"{{Y}}"}""")));

    /// <summary>Whether a signature, as <see cref="EvidenceKey.Sign"/> writes it, is this key's over these bytes.</summary>
    public bool HasSigned(ReadOnlySpan<byte> bytes, string signature)
    {
        if (Crv != "P-256" || Kty != "EC" || signature.Length != SignatureDigits || !signature.All(char.IsAsciiHexDigitLower)
            || !TryDecode(X, out var x) || !TryDecode(Y, out var y))
        {
            return false;
        }

        try
        {
            using var key = ECDsa.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return key.VerifyData(
                bytes, Convert.FromHexString(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false; // the point is not on the curve
        }
    }

    private static bool TryDecode(string coordinate, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (coordinate.Length != CoordinateDigits || !coordinate.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_'))
        {
            return false;
        }

        try
        {
            bytes = Base64Url.DecodeFromChars(coordinate);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
