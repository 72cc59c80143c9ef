using System.Diagnostics.Metrics;

namespace PolicyBot.Slack;

/// <summary>Names of what the Slack channel measures.</summary>
public static class SlackTelemetry
{
    /// <summary>Name of the meter, to subscribe to.</summary>
    public const string MeterName = "PolicyBot.Slack";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "policybot.slack.requests.refused", "{request}", "What came in the name of Slack and was turned away, by reason.");
}
