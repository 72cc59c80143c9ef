using System.Security.Cryptography;
using System.Text;

namespace PolicyBot.Lab.Teams;

/// <summary>A person in the directory.</summary>
/// <param name="Email">Address in the directory's <c>mail</c>; empty: none.</param>
/// <param name="GivenName">First name.</param>
/// <param name="Surname">Family name.</param>
/// <param name="Title">What they do, for the Lab's page.</param>
/// <param name="UserPrincipalName">Sign-in name.</param>
/// <param name="Role"><c>user</c> or <c>guest</c>.</param>
public sealed record TeamsAccount(
    string Email, string GivenName, string Surname, string Title, string UserPrincipalName, string Role = "user")
{
    /// <summary>The name shown.</summary>
    public string Name => $"{GivenName} {Surname}".Trim();

    /// <summary>The Entra object id: made from the sign-in name, so it is the same on every start.</summary>
    public string ObjectId => new Guid(Digest("object", 16)).ToString();

    /// <summary>The opaque id under which this bot knows the person.</summary>
    public string Mri => "29:1" + Convert.ToBase64String(Digest("mri", 32)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    /// <summary>The person's one-to-one conversation with the bot.</summary>
    public string PersonalConversationId =>
        "a:1" + Convert.ToBase64String(Digest("chat", 48)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private byte[] Digest(string purpose, int bytes) =>
        SHA512.HashData(Encoding.UTF8.GetBytes($"{purpose}|{UserPrincipalName}"))[..bytes];
}
