using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>The keys of machines: only hashes of them.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the store does not answer.</remarks>
public interface IApiKeys
{
    /// <summary>Reads a key, also one that is over; null when there is none.</summary>
    Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>All keys, also those that are over, in the order of their ids.</summary>
    Task<IReadOnlyList<ApiKey>> AllAsync(CancellationToken cancellationToken);

    /// <summary>Replaces a key that was read, or adds a new one.</summary>
    /// <returns>False: it was written meanwhile, or there is one with its id; nothing is changed.</returns>
    Task<bool> TryWriteAsync(ApiKey key, CancellationToken cancellationToken);
}

/// <summary>A key, as it is kept.</summary>
/// <param name="Id">What stands before the secret; names the key in records, lists and logs.</param>
/// <param name="Name">What an administrator called it: which machine has it.</param>
/// <param name="Scopes">What it opens.</param>
/// <param name="Hash">SHA-256 of its whole text, lower-case hex.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
/// <param name="ExpiresAt">First instant (UTC) at which it opens nothing; null: it does not end by itself.</param>
public sealed record ApiKey(
    string Id, string Name, Scopes Scopes, string Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>When it was used last (UTC), to the hour; null: never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked (UTC); null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What a replacement must match; null for a key that was not read.</summary>
    [JsonIgnore]
    public string? ETag { get; init; }

    /// <summary>Whether it opens anything.</summary>
    /// <param name="now">The instant (UTC).</param>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is not { } end || now < end);

    /// <summary>The machine that shows it.</summary>
    public MachineActor ToActor() => new(Id, Name, ScopeNames.NamesOf(Scopes));
}

/// <summary>The text of a key: <c>pbk_</c>, its id, <c>_</c>, 256 random bits.</summary>
public sealed record ApiKeySecret
{
    private const string Mark = "pbk_";
    private const int IdLength = 12;
    private const int RandomLength = 43;

    private ApiKeySecret(string text) => Text = text;

    /// <summary>The whole text. Shown once, never stored, never logged.</summary>
    public string Text { get; }

    /// <summary>Where the store looks.</summary>
    public string Id => Text.Substring(Mark.Length, IdLength);

    /// <summary>SHA-256 of the text, lower-case hex: what is stored.</summary>
    public string Hash => HashOf(Text);

    /// <summary>Makes a new one.</summary>
    public static ApiKeySecret Draw() => new(
        $"{Mark}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2))}_"
        + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Reads what a machine sent; null: it has not the form of one.</summary>
    public static ApiKeySecret? Find(string? text) =>
        text is { Length: 4 + IdLength + 1 + RandomLength }
        && text.StartsWith(Mark, StringComparison.Ordinal)
        && text[Mark.Length..(Mark.Length + IdLength)].All(char.IsAsciiHexDigitLower)
        && text[Mark.Length + IdLength] == '_'
            ? new ApiKeySecret(text) : null;

    /// <summary>SHA-256 of the text of a key, lower-case hex.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <inheritdoc/>
    public override string ToString() => "…"; // a log would keep it
}
