using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PolicyBot.Lab.Teams.Tokens;

/// <summary>RSA keys by name, made once a process: making one takes long, and every test opens a tenant of its own.</summary>
internal static class KeyRing
{
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> _keys = new();

    /// <summary>The key of this name, as an object of the caller's own.</summary>
    public static RSA Open(string name)
    {
        var made = _keys.GetOrAdd(name, _ => new Lazy<byte[]>(Make)).Value;
        var key = RSA.Create();
        key.ImportPkcs8PrivateKey(made, out int _);
        return key;
    }

    private static byte[] Make()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKey();
    }
}
