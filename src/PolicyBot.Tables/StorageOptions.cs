namespace PolicyBot.Tables;

/// <summary>Where the register is kept: section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Why an emulator is refused outside Development, for people (spec, section 9).</summary>
    public const string EmulatorRefusal = "Azurite loses acknowledged writes when killed; an audit record needs Azure Table storage";

    /// <summary>A storage connection string; either this or <see cref="AccountUri"/>. No default.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// The account's table address, such as <c>https://ACCOUNT.table.core.windows.net</c>, reached with Entra ID. No default.
    /// </summary>
    public string? AccountUri { get; set; }

    /// <summary>
    /// How the names of all tables begin: ASCII letters and digits, a letter first, at most 51. Default <c>PolicyBot</c>.
    /// </summary>
    public string TablePrefix { get; set; } = "PolicyBot";

    /// <summary>
    /// Whether the store is an emulator or on this machine, which only Development may use (<see cref="EmulatorRefusal"/>).
    /// False for settings that are wrong.
    /// </summary>
    public bool IsEmulator => Endpoint(out _) is { } endpoint && TableEndpoint.IsEmulator(endpoint);

    /// <summary>The account's address; null when the settings are wrong.</summary>
    /// <param name="fault">
    /// What is wrong with the one setting that is there; null for nothing. Never quotes it: a connection string holds a secret.
    /// </param>
    internal Uri? Endpoint(out string? fault)
    {
        try
        {
            fault = null;
            return string.IsNullOrWhiteSpace(ConnectionString)
                ? Uri.TryCreate(AccountUri, UriKind.Absolute, out var account) ? TableEndpoint.Check(account) : null
                : TableConnectionString.Parse(ConnectionString).Endpoint;
        }
        catch (Exception wrong) when (wrong is FormatException or NotSupportedException or ArgumentException)
        {
            fault = wrong is ArgumentException ? "A table endpoint is an absolute http or https address without a query." : wrong.Message;
            return null;
        }
    }
}
