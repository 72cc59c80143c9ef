using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Doors;

/// <summary>Says which machine shows a key. What the store said of a key holds for a minute.</summary>
/// <param name="keys">The keys that were made by command.</param>
/// <param name="settings">The keys of the settings.</param>
/// <param name="background">Notes when a key was used.</param>
/// <param name="time">The real clock: keys follow no turned one.</param>
public sealed class ApiKeyring(IApiKeys keys, SettingsKeys settings, IBackgroundTasks background, TimeProvider time)
{
    /// <summary>How long a revoked key may still open doors of a host that has just used it.</summary>
    public static readonly TimeSpan Remembers = TimeSpan.FromSeconds(60);

    private const int MostRemembered = 1_000;

    private static readonly TimeSpan BetweenNotes = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> remembered = new(StringComparer.Ordinal);

    /// <summary>Whether a key is known without asking the store.</summary>
    /// <param name="text">What stood behind <c>Bearer</c>.</param>
    public bool IsRemembered(string text) =>
        ApiKeySecret.HashOf(text) is var hash && (settings.Find(hash) is not null || remembered.ContainsKey(hash));

    /// <summary>Finds the machine.</summary>
    /// <param name="text">What stood behind <c>Bearer</c>.</param>
    /// <returns>Null: it is no key, or one that opens nothing.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<MachineActor?> FindAsync(string text, CancellationToken cancellationToken)
    {
        var (now, hash) = (time.GetUtcNow(), ApiKeySecret.HashOf(text));
        if (settings.Find(hash) is { } fixedKey)
        {
            return fixedKey;
        }

        if (ApiKeySecret.Find(text) is not { } secret)
        {
            return null;
        }

        if (!remembered.TryGetValue(hash, out var known) || known.Until <= now)
        {
            if (await keys.FindAsync(secret.Id, cancellationToken) is not { } read || !IsSame(read.Hash, hash))
            {
                return null; // never remembered: guesses take no memory
            }

            if (remembered.Count >= MostRemembered)
            {
                remembered.Clear();
            }

            known = (read, now + Remembers);
            remembered[hash] = known;
            NoteUse(read, now);
        }

        return known.Key.IsGood(now) ? known.Key.ToActor() : null;
    }

    // At most once an hour, and never in the way of an answer.
    private void NoteUse(ApiKey key, DateTimeOffset now)
    {
        if (key.IsGood(now) && !(key.LastUsedAt > now - BetweenNotes))
        {
            background.Run(cancellationToken => keys.TryWriteAsync(key with { LastUsedAt = now }, cancellationToken));
        }
    }

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}

/// <summary>The keys that stand in the settings: <c>Api:Keys</c>.</summary>
public sealed class SettingsKeys
{
    private readonly Dictionary<string, MachineActor> byHash = new(StringComparer.Ordinal);

    private SettingsKeys()
    {
    }

    /// <summary>What is wrong with the settings, a line each.</summary>
    public IReadOnlyList<string> Faults { get; private init; } = [];

    /// <summary>Reads the settings.</summary>
    /// <param name="entries">Each <c>name:scope:sha256</c>; several scopes with <c>+</c> between them.</param>
    public static SettingsKeys Read(IEnumerable<string> entries)
    {
        List<string> faults = [];
        var read = new SettingsKeys { Faults = faults };
        foreach (var (entry, at) in entries.Select((entry, at) => (entry.Trim(), at)))
        {
            if (entry.Split(':') is not [{ Length: > 0 } name, var scopes, { Length: 64 } hash] || !hash.All(char.IsAsciiHexDigit))
            {
                faults.Add($"Api:Keys:{at} is not NAME:SCOPE:SHA256 (SHA256: 64 hex digits, of the key's text).");
            }
            else if (ScopeNames.Parse(scopes.Split('+')) is not { } opens)
            {
                faults.Add(
                    $"Api:Keys:{at} ({name}) has the scope \"{scopes}\": use {string.Join(", ", ScopeNames.All)}, with + between several.");
            }
            else if (!read.byHash.TryAdd(hash.ToLowerInvariant(), new MachineActor(name, name, ScopeNames.NamesOf(opens))))
            {
                faults.Add($"Api:Keys:{at} ({name}) has the hash of an earlier one: each machine has a key of its own.");
            }
        }

        return read;
    }

    /// <summary>The machine whose key has this hash; null for none.</summary>
    internal MachineActor? Find(string hash) => byHash.GetValueOrDefault(hash);
}
