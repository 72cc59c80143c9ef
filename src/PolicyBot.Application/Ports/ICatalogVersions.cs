namespace PolicyBot.Application.Ports;

/// <summary>Every version of the catalog that served, kept for ever: a record names the version that decided by its hash.</summary>
public interface ICatalogVersions
{
    /// <summary>Keeps a version; nothing happens when it is kept already.</summary>
    /// <param name="hash">SHA-256 of the text, lower-case hex.</param>
    /// <param name="text">The file as it was.</param>
    /// <param name="firstSeen">When it began to serve (UTC).</param>
    /// <returns>Whether it is new.</returns>
    Task<bool> KeepAsync(string hash, string text, DateTimeOffset firstSeen, CancellationToken cancellationToken);

    /// <summary>A version that served before serves again.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="at">Since when (UTC).</param>
    Task TakeUpAsync(string hash, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The version that was taken up last, on whichever host, and when (UTC); null for none.</summary>
    Task<(string Hash, DateTimeOffset At)?> FindNewestAsync(CancellationToken cancellationToken);

    /// <summary>The text of a version; null when it never served.</summary>
    Task<string?> ReadAsync(string hash, CancellationToken cancellationToken);
}
