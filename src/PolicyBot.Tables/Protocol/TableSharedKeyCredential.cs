using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Tables.Protocol;

/// <summary>A storage account's name and one of its keys.</summary>
public sealed class TableSharedKeyCredential
{
    private readonly byte[] key;

    /// <summary>Takes the key as the portal shows it.</summary>
    /// <param name="accountName">The storage account.</param>
    /// <param name="accountKey">The key, base64.</param>
    /// <exception cref="ArgumentException">The name is empty, or the key is not base64.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        AccountName = accountName;
        try
        {
            key = Convert.FromBase64String(accountKey);
        }
        catch (FormatException)
        {
            throw new ArgumentException("The account key is not base64.", nameof(accountKey));
        }
    }

    /// <summary>The storage account.</summary>
    public string AccountName { get; }

    internal string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
