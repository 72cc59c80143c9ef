using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Who may enter the register page: links that were sent, and the sessions that began with them. Only hashes of secrets.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IPageSessions
{
    /// <summary>Keeps a link, and forgets what has run out of the same person's.</summary>
    /// <param name="link">The link.</param>
    /// <param name="now">The instant (UTC).</param>
    Task AddLinkAsync(PageEntry link, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Reads a link or a session; one that has run out or was used too.</summary>
    /// <returns>Null: there is none, or it was forgotten.</returns>
    Task<PageEntry?> FindAsync(PageEntryKind kind, PageSecret secret, CancellationToken cancellationToken);

    /// <summary>Uses a link up, and keeps the session that begins with it: both, or neither.</summary>
    /// <param name="link">The link.</param>
    /// <param name="session">The session; of the same person.</param>
    /// <returns>False: the link was used before, or is gone.</returns>
    Task<bool> TryUseAsync(PageSecret link, PageEntry session, CancellationToken cancellationToken);

    /// <summary>Forgets a session; does nothing when there is none.</summary>
    Task RemoveSessionAsync(PageSecret session, CancellationToken cancellationToken);

    /// <summary>Forgets all links and sessions of a person.</summary>
    Task RemoveAllAsync(PersonId person, CancellationToken cancellationToken);
}

/// <summary>What a person holds to enter the register page.</summary>
public enum PageEntryKind
{
    /// <summary>A link, good once.</summary>
    Link,

    /// <summary>A session.</summary>
    Session,
}

/// <summary>A link or a session.</summary>
/// <param name="Secret">What its person holds; only its hash is stored.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Account">The account that asked for the link.</param>
/// <param name="Until">First instant (UTC) at which it is good no longer.</param>
/// <param name="Used">The link was used.</param>
public sealed record PageEntry(PageSecret Secret, PersonId Person, ChannelAccount Account, DateTimeOffset Until, bool Used = false);

/// <summary>
/// What a link or a cookie holds: 256 random bits, and before them where the store looks, which is a hash of the person and says nothing
/// else.
/// </summary>
public sealed record PageSecret
{
    private const int HolderLength = 32;
    private const int RandomLength = 43;

    private PageSecret(string text) => Text = text;

    /// <summary>The whole text. Never stored, never logged.</summary>
    public string Text { get; }

    /// <summary>Where the store looks.</summary>
    public string Holder => Text[..HolderLength];

    /// <summary>SHA-256 of the text, lower-case hex: what is stored.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>Makes a new one.</summary>
    /// <param name="person">Whose it is.</param>
    public static PageSecret Draw(PersonId person) =>
        new(HolderOf(person) + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Reads what came back from a browser.</summary>
    /// <returns>Null: it has not the form of one.</returns>
    public static PageSecret? Find(string? text) =>
        text is { Length: HolderLength + RandomLength }
        && text[..HolderLength].All(char.IsAsciiHexDigitLower)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? new PageSecret(text) : null;

    /// <summary>Where the store looks for a person's.</summary>
    public static string HolderOf(PersonId person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"page|{person.Value}")))[..HolderLength];

    /// <summary>A text that proves that a form comes from a page of this session; it tells nothing of the secret.</summary>
    public string Sign(string purpose) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Text), Encoding.UTF8.GetBytes(purpose)));

    /// <summary>Whether a text is <see cref="Sign"/>'s, compared in constant time.</summary>
    public bool Verify(string purpose, string? signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(purpose)), Encoding.UTF8.GetBytes(signature ?? ""));

    /// <inheritdoc/>
    public override string ToString() => "…"; // a log would keep it
}
