using Azure;
using Azure.Data.Tables;

namespace PolicyBot.Tables;

/// <summary>
/// A storage connection string, as far as tables go.
/// Source: https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string.
/// </summary>
/// <param name="Endpoint">The account's table address, without a slash at its end.</param>
/// <param name="Key">The account key; null with a shared access signature.</param>
/// <param name="Signature">The shared access signature; null with a key.</param>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential? Key, AzureSasCredential? Signature)
{
    private const string EmulatorAccount = "devstoreaccount1";
    private const int EmulatorPort = 10002;

    // Public by design: https://learn.microsoft.com/azure/storage/common/storage-use-azurite, "Well-known storage account and key".
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string. What it throws never quotes the text: it holds a secret.</summary>
    /// <exception cref="FormatException">It is not a connection string, or lacks something.</exception>
    /// <exception cref="ArgumentException">Its endpoint is not an absolute http or https address without a query.</exception>
    /// <exception cref="NotSupportedException">Its endpoint is Cosmos DB.</exception>
    public static TableConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var settings = Split(text);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator))
        {
            return string.Equals(emulator, "true", StringComparison.OrdinalIgnoreCase)
                ? Emulator(settings)
                : throw new FormatException("UseDevelopmentStorage in a connection string can only be true.");
        }

        var account = settings.GetValueOrDefault("AccountName");
        var endpoint = EndpointOf(settings, account);
        if (settings.TryGetValue("SharedAccessSignature", out var signature))
        {
            return endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback
                ? new TableConnectionString(endpoint, null, new AzureSasCredential(signature))
                : throw new FormatException("A SharedAccessSignature in a connection string needs an https endpoint.");
        }

        if (account is null || !settings.TryGetValue("AccountKey", out var key))
        {
            throw new FormatException("The connection string has neither AccountName and AccountKey nor SharedAccessSignature.");
        }

        return new TableConnectionString(endpoint, KeyOf(account, key), null);
    }

    private static Dictionary<string, string> Split(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal); // the first one: keys end in '='
            if (equals <= 0 || equals == setting.Length - 1)
            {
                throw new FormatException("A connection string is a list of Name=Value, separated by semicolons.");
            }

            if (!settings.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..].Trim()))
            {
                throw new FormatException($"The connection string has {setting[..equals]} twice.");
            }
        }

        return settings;
    }

    private static TableConnectionString Emulator(Dictionary<string, string> settings)
    {
        var host = settings.TryGetValue("DevelopmentStorageProxyUri", out var proxy) ? Address(proxy) : new Uri("http://127.0.0.1");
        var endpoint = new UriBuilder(host.Scheme, host.Host, EmulatorPort, EmulatorAccount).Uri;
        return new TableConnectionString(endpoint, KeyOf(EmulatorAccount, EmulatorKey), null);
    }

    private static Uri EndpointOf(Dictionary<string, string> settings, string? account)
    {
        if (settings.TryGetValue("TableEndpoint", out var given))
        {
            return Address(given);
        }

        if (account is null)
        {
            throw new FormatException("The connection string has neither TableEndpoint nor AccountName.");
        }

        var scheme = settings.GetValueOrDefault("DefaultEndpointsProtocol", Uri.UriSchemeHttps);
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return Address($"{scheme}://{account}.table.{suffix}");
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        ? TableEndpoint.Check(address)
        : throw new FormatException("An address in the connection string is not absolute.");

    private static TableSharedKeyCredential KeyOf(string account, string key)
    {
        try
        {
            return new TableSharedKeyCredential(account, key);
        }
        catch (FormatException)
        {
            throw new FormatException("AccountKey in the connection string is not base64.");
        }
    }
}
