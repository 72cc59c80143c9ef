using Microsoft.Extensions.Options;

namespace PolicyBot.Web.Outside;

/// <summary>Section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Hosts that may have an address which is not public, by name or address, without a port; one that is this machine may be called
    /// without TLS. Default none.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Whether a host is among them.</summary>
    internal bool Allows(Uri url) => AllowedHosts.Any(host =>
        string.Equals(host.Trim('[', ']'), url.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
}

/// <summary>What is set must be hosts.</summary>
internal sealed class WebhookOptionsCheck : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options) =>
        options.AllowedHosts.Select((host, at) => (Host: host, At: at))
            .Where(entry => Uri.CheckHostName(entry.Host.Trim('[', ']')) == UriHostNameType.Unknown)
            .Select(entry => $"Webhooks:AllowedHosts:{entry.At} is no host: a name or an address, without scheme, port and path.")
            .ToList() is { Count: > 0 } faults
                ? ValidateOptionsResult.Fail(faults)
                : ValidateOptionsResult.Success;
}
