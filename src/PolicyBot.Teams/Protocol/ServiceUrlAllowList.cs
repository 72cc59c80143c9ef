using System.Diagnostics.CodeAnalysis;

namespace PolicyBot.Teams.Protocol;

/// <summary>
/// Says where a service URL may lead. Our bearer token is sent there, so a forged one means a stolen token: asked at the door and again
/// before every call.
/// </summary>
internal sealed class ServiceUrlAllowList
{
    /// <summary>
    /// Microsoft's hosts (microsoft/Agents-for-net <c>OutboundHostValidator.cs</c>). <c>trafficmanager.net</c> is a name space of all
    /// Azure customers. So only that exact host is allowed; of the others subdomains are allowed too.
    /// </summary>
    public static readonly IReadOnlyList<string> MicrosoftHosts =
    [
        "smba.trafficmanager.net",
        "botframework.com", "*.botframework.com",
        "teams.microsoft.com", "*.teams.microsoft.com",
        "teams.microsoft.us", "*.teams.microsoft.us",
    ];

    private readonly bool _loopback;
    private readonly string[] _exact;
    private readonly string[] _endings;

    /// <param name="hosts">Host names; <c>*.name</c> stands for the subdomains of a name, a URL for its host. Empty: Microsoft's.</param>
    /// <param name="loopback">Whether this machine is allowed besides, over HTTP too. Only in Development.</param>
    public ServiceUrlAllowList(IEnumerable<string> hosts, bool loopback)
    {
        _loopback = loopback;
        string[] given = [.. hosts];
        var read = (given.Length == 0 ? MicrosoftHosts : given)
            .Select(entry => ReadHost(entry) ?? throw new ArgumentException($"'{entry}' is no host name.", nameof(hosts)))
            .ToLookup(host => host.StartsWith("*.", StringComparison.Ordinal));
        _exact = [.. read[false]];
        _endings = [.. read[true].Select(host => host[1..])];
    }

    /// <summary>Reads a service URL that may be called; false for any other.</summary>
    public bool TryRead(string? serviceUrl, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(serviceUrl, UriKind.Absolute, out var read)
            || (read.Scheme != Uri.UriSchemeHttps && read.Scheme != Uri.UriSchemeHttp)
            || read.UserInfo.Length > 0 || read.Query.Length > 0 || read.Fragment.Length > 0
            || !(read.IsLoopback ? _loopback : read.Scheme == Uri.UriSchemeHttps && Allows(read.IdnHost)))
        {
            return false;
        }

        address = read;
        return true;
    }

    /// <summary>
    /// Reads one entry of a list of hosts: a host name, <c>*.name</c>, or a URL, whose host counts; null for anything else.
    /// </summary>
    internal static string? ReadHost(string entry)
    {
        if (Uri.TryCreate(entry, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
        {
            return url.IdnHost;
        }

        var name = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry;
        return Uri.CheckHostName(name) == UriHostNameType.Unknown ? null : entry;
    }

    private bool Allows(string host) =>
        _exact.Contains(host, StringComparer.OrdinalIgnoreCase)
        || _endings.Any(ending => host.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
