using Microsoft.Extensions.Options;
using PolicyBot.Application.Evidence;

namespace PolicyBot.Host;

/// <summary>Section <c>Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>
    /// A PEM file with the ECDSA P-256 key that signs bundles and checkpoints; empty: no checkpoints, and no bundle can be made.
    /// </summary>
    public string SigningKeyPath { get; set; } = "";

    /// <summary>
    /// The thumbprints of the keys that signed before this one: what any other has signed is named and counts for nothing.
    /// </summary>
    public string[] EarlierKeys { get; set; } = [];

    /// <summary>The thumbprints of all keys that may have signed; none: neither is set.</summary>
    /// <param name="key">The key, as it was read.</param>
    public IReadOnlyCollection<string> KeysWith(EvidenceKey? key) => key is null ? EarlierKeys : [key.Public.Thumbprint(), .. EarlierKeys];

    /// <summary>Reads the key.</summary>
    /// <returns>The key, or what is wrong; null and null: none is set.</returns>
    public (EvidenceKey? Key, string? Fault) ReadKey()
    {
        if (string.IsNullOrWhiteSpace(SigningKeyPath))
        {
            return (null, null);
        }

        try
        {
            return EvidenceKey.TryRead(File.ReadAllText(SigningKeyPath), out var key, out var fault)
                ? (key, null)
                : (null, $"Audit:SigningKeyPath: the file {fault}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"Audit:SigningKeyPath: the file {SigningKeyPath} cannot be read.");
        }
    }
}

/// <summary>A key that is set must be one.</summary>
internal sealed class AuditOptionsCheck : IValidateOptions<AuditOptions>
{
    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var (key, fault) = options.ReadKey();
        key?.Dispose();
        fault ??= options.EarlierKeys.FirstOrDefault(earlier => earlier.Length != 43) is { } wrong
            ? $"Audit:EarlierKeys: \"{wrong}\" is no thumbprint of a key: 43 characters, as PolicyBot says it at start."
            : null;
        return fault is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(fault);
    }
}
