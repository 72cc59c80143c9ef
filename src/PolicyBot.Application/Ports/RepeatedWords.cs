using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Application.Ports;

/// <summary>
/// Whether an approver writes the same words again and again. Of a comment a short hash is kept, over its letters and digits: case,
/// spaces and punctuation make no other words.
/// </summary>
public static class RepeatedWords
{
    /// <summary>How many approvals before count.</summary>
    public const int Approvals = 3;

    private const int Digits = 12;

    /// <summary>Whether a comment has the words of each of the last approvals; no, as long as there were fewer.</summary>
    /// <param name="kept">As <see cref="With"/> made it; empty for none.</param>
    /// <param name="comment">As it was typed.</param>
    public static bool Are(string kept, string comment) =>
        kept.Split(' ') is { Length: Approvals } before && before.All(one => one == HashOf(comment));

    /// <summary>What is kept once an approval with a comment was stored.</summary>
    public static string With(string kept, string comment) =>
        string.Join(' ', kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(HashOf(comment)).Take(Approvals));

    private static string HashOf(string comment) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(comment.Where(char.IsLetterOrDigit)).ToUpperInvariant())))[..Digits];
}
