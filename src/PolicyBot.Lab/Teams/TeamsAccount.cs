using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Lab.Teams;

/// <summary>A person in the directory.</summary>
/// <param name="Email">Address in the directory's <c>mail</c>; empty: none.</param>
/// <param name="GivenName">First name.</param>
/// <param name="Surname">Family name.</param>
/// <param name="Title">What they do, for the Lab's page.</param>
/// <param name="UserPrincipalName">Sign-in name, often but not always the same as the address.</param>
/// <param name="Role"><c>user</c> or <c>guest</c>.</param>
public sealed record TeamsAccount(
    string Email, string GivenName, string Surname, string Title, string UserPrincipalName, string Role = "user")
{
    /// <summary>What the ids are made from: the address at first, and still when the address changes.</summary>
    public string Key { get; init; } = Email.Length > 0 ? Email : UserPrincipalName;

    /// <summary>Removed from the directory, so that its addresses are free for another account. No roster shows it.</summary>
    public bool Deleted { get; init; }

    /// <summary>The language of their client.</summary>
    public string Locale { get; init; } = "en-GB";

    /// <summary>The name shown.</summary>
    public string Name => $"{GivenName} {Surname}".Trim();

    /// <summary>The Entra object id: the same on every start, and still the same when addresses change.</summary>
    public string ObjectId => new Guid(Digest("object", 16)).ToString();

    /// <summary>The opaque id under which this bot knows the person.</summary>
    public string Mri => "29:1" + Convert.ToBase64String(Digest("mri", 32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>The person's one-to-one conversation with the bot.</summary>
    public string PersonalConversationId =>
        "a:1" + Convert.ToBase64String(Digest("chat", 48)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private byte[] Digest(string purpose, int bytes) =>
        SHA512.HashData(Encoding.UTF8.GetBytes($"{purpose}|{Key}"))[..bytes];
}
