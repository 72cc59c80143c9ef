using System.Diagnostics.Metrics;

namespace PolicyBot.Teams;

/// <summary>Names of what the Teams channel measures.</summary>
public static class TeamsTelemetry
{
    /// <summary>Name of the meter, to subscribe to.</summary>
    public const string MeterName = "PolicyBot.Teams";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> SigningKeyRefreshFailures = Meter.CreateCounter<long>(
        "policybot.teams.signing_keys.refresh_failures", "{refresh}", "Failed readings of signing keys.");

    internal static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "policybot.teams.requests.refused", "{request}", "Requests to the messaging endpoint that were turned away, by reason.");

    internal static readonly Counter<long> TokenRefusals = Meter.CreateCounter<long>(
        "policybot.teams.tokens.refused", "{token}", "Tokens of Entra ID that were turned away at doors, by reason.");
}
