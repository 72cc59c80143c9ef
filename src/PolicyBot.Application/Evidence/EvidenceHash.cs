using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Application.Evidence;

/// <summary>SHA-256 as evidence writes it: 64 lower-case hexadecimal digits.</summary>
internal static class EvidenceHash
{
    /// <summary>What the first checkpoint names as its predecessor's hash.</summary>
    public static string None { get; } = new('0', 64);

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
