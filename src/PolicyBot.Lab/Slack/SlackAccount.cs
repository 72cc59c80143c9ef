using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Lab.Slack;

/// <summary>A person with a Slack account.</summary>
/// <param name="Email">Address in the profile; empty: none.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Title">What they do, for the Lab's page.</param>
public sealed record SlackAccount(string Email, string Name, string Title)
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    /// <summary>What the ids are made from: the address at first, and still when the address changes.</summary>
    public string Key { get; init; } = Email;

    /// <summary>The workspace the account belongs to; null: the one the bot is in.</summary>
    public string? ForeignTeamId { get; init; }

    /// <summary>A guest in several channels.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>A guest in one channel.</summary>
    public bool IsUltraRestricted { get; init; }

    /// <summary>Deactivated: the account stays, and messages to it vanish silently.</summary>
    public bool Deleted { get; init; }

    /// <summary>Another app's bot user.</summary>
    public bool IsBot { get; init; }

    /// <summary>Whether the address was confirmed.</summary>
    public bool IsEmailConfirmed { get; init; } = true;

    /// <summary>The language of their client.</summary>
    public string Locale { get; init; } = "en-GB";

    /// <summary>The user id: the same on every start.</summary>
    public string Id => "U0" + Digest("user");

    /// <summary>The person's direct messages with the bot.</summary>
    public string DirectId => "D0" + Digest("direct");

    /// <summary>The handle, without @.</summary>
    public string Handle => Key.Split('@')[0];

    private string Digest(string purpose) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}|{Key}")).Take(9)
            .Select(octet => Alphabet[octet % Alphabet.Length]));
}
