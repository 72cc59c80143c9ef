using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;

namespace PolicyBot.Teams.Inbound;

/// <summary>One published RSA key of the connector.</summary>
/// <param name="keyId">The <c>kid</c> it is published under.</param>
/// <param name="publicKey">Modulus and exponent.</param>
/// <param name="endorsements">Channels the key may speak for, an extension of the Bot Framework to JWK.</param>
internal sealed class SigningKey(string keyId, RSAParameters publicKey, IReadOnlyList<string> endorsements)
{
    private const int FewestBits = 2048;
    private const int Remembered = 16; // a power of two

    // An RSA object serves one thread at a time, and making one costs more than using it. So as many are kept as were in use at once;
    // they go with the key, by their own finalizers.
    private readonly ConcurrentBag<RSA> _idle = [];

    // A token comes with every request of an hour. Bytes that were found signed stay so: they are compared, whole, and not verified again.
    // That the key is still published and the token's time has come and not run out is looked at every time, elsewhere.
    private readonly Signed?[] _verified = new Signed?[Remembered];
    private int _next;

    public string KeyId => keyId;

    public RSAParameters PublicKey => publicKey;

    public IReadOnlyList<string> Endorsements => endorsements;

    /// <summary>True when the signature (RSASSA-PKCS1-v1_5 with SHA-256) over the bytes is by this key. Safe for several threads.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        foreach (var known in _verified)
        {
            if (known is not null && signature.SequenceEqual(known.Signature) && data.SequenceEqual(known.Data))
            {
                return true;
            }
        }

        var verified = VerifyAnew(data, signature);
        if (verified)
        {
            _verified[Interlocked.Increment(ref _next) & (Remembered - 1)] = new Signed(data.ToArray(), signature.ToArray());
        }

        return verified;
    }

    private bool VerifyAnew(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            var rsa = _idle.TryTake(out var kept) ? kept : RSA.Create(publicKey);
            var verified = rsa.KeySize >= FewestBits
                && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            _idle.Add(rsa);
            return verified;
        }
        catch (CryptographicException)
        {
            return false; // numbers that are no key
        }
    }

    private sealed record Signed(byte[] Data, byte[] Signature);
}

/// <summary>The keys of one reading, by id.</summary>
internal sealed class SigningKeySet
{
    private readonly FrozenDictionary<string, SigningKey> _keys;

    /// <summary>Keys that were made or read elsewhere; of two with one id the last holds.</summary>
    public SigningKeySet(IEnumerable<SigningKey> keys)
    {
        var byId = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            byId[key.KeyId] = key;
        }

        _keys = byId.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>No key at all.</summary>
    public static SigningKeySet None { get; } = new([]);

    /// <summary>True when nothing can be verified.</summary>
    public bool IsEmpty => _keys.Count == 0;

    /// <summary>The key of that id, or null.</summary>
    public SigningKey? Find(string keyId) => _keys.GetValueOrDefault(keyId);

    /// <summary>Reads a JSON Web Key Set (RFC 7517); what is no RSA key with an id is passed over.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static SigningKeySet Parse(ReadOnlyMemory<byte> utf8Json)
    {
        using var document = JsonDocument.Parse(utf8Json);
        JsonElement? root = document.RootElement;
        return root.Member("keys") is { ValueKind: JsonValueKind.Array } keys
            ? new SigningKeySet(keys.EnumerateArray().Select(Read).OfType<SigningKey>())
            : None;
    }

    private static SigningKey? Read(JsonElement key)
    {
        JsonElement? raw = key;
        return raw.Text("kty") == "RSA"
            && raw.Text("kid") is { Length: > 0 } keyId
            && raw.Text("n") is { Length: > 0 } modulus && Base64Url.IsValid(modulus)
            && raw.Text("e") is { Length: > 0 } exponent && Base64Url.IsValid(exponent)
            ? new SigningKey(
                keyId,
                new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) },
                raw.Member("endorsements") is { ValueKind: JsonValueKind.Array } channels
                    ? [.. channels.EnumerateArray().Where(IsText).Select(channel => channel.GetString()!)]
                    : [])
            : null;
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;
}
