using PolicyBot.Application.Ports;

namespace PolicyBot.Host.Doctor;

/// <summary>How webhook endpoints and keys of machines stand, as the store has it. Nothing is sent to an endpoint.</summary>
internal sealed class IntegrationsCheck(IWebhooks webhooks, IApiKeys keys, TimeProvider time) : IInstallationCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return
            [
                .. (await webhooks.AllAsync(cancellationToken)).Select(OfEndpoint)
                    .DefaultIfEmpty(new Finding("webhooks", FindingKind.Off, "There is no endpoint.")),
                .. OfKeys(await keys.AllAsync(cancellationToken)),
            ];
        }
        catch (StoreUnavailableException)
        {
            return []; // the store says so itself
        }
    }

    private static Finding OfEndpoint(WebhookEndpoint endpoint) => endpoint switch
    {
        { OffAt: { } off } => new Finding("webhooks", FindingKind.Wrong,
            $"{endpoint.Name} ({endpoint.Url.Host}) was switched off {off:u} ({endpoint.Code}).",
            $"Mend the receiver, then policybot webhook test {endpoint.Id}."),
        { FailingSince: { } since } => new Finding("webhooks", FindingKind.Doubtful,
            $"{endpoint.Name} ({endpoint.Url.Host}) takes nothing since {since:u} ({endpoint.Code}).",
            $"Mend the receiver, then policybot webhook test {endpoint.Id}."),
        { TakenAt: { } taken } => new Finding("webhooks", FindingKind.Right,
            $"{endpoint.Name} ({endpoint.Url.Host}) took something {taken:u}."),
        _ => new Finding("webhooks", FindingKind.Doubtful, $"{endpoint.Name} ({endpoint.Url.Host}) was sent nothing yet.",
            $"Try it: policybot webhook test {endpoint.Id}."),
    };

    private IEnumerable<Finding> OfKeys(IReadOnlyList<ApiKey> all)
    {
        var now = time.GetUtcNow();
        var good = all.Where(key => key.IsGood(now)).ToList();
        yield return good.Count == 0
            ? new Finding("api", FindingKind.Off, "No key of policybot api-key opens it.")
            : new Finding("api", FindingKind.Right, FormattableString.Invariant($"It opens to {good.Count} keys of policybot api-key."));
        foreach (var key in good.Where(key => key.ExpiresAt - now < Soon))
        {
            yield return new Finding("api", FindingKind.Doubtful, $"The key {key.Name} ends {key.ExpiresAt!.Value:u}.",
                "Make the next one with policybot api-key create.");
        }
    }
}
