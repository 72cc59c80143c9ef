using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PolicyBot.Slack;

/// <summary>Names of what the Slack channel measures.</summary>
public static class SlackTelemetry
{
    /// <summary>Name of the meter and of the source of spans, to subscribe to.</summary>
    public const string MeterName = "PolicyBot.Slack";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>
    /// Spans of calls to the Web API, named after the method. Not HTTP's own: those would hold response URLs, which are secrets.
    /// </summary>
    internal static readonly ActivitySource Source = new(MeterName);

    internal static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "policybot.slack.requests.refused", "{request}", "What came in the name of Slack and was turned away, by reason.");

    internal static readonly Counter<long> FailedCalls = Meter.CreateCounter<long>(
        "policybot.slack.calls.failed", "{call}", "Calls to the Web API that did not do what they should, by method and code.");
}
