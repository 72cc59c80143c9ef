using System.Diagnostics.Metrics;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Counts what talking spares.</summary>
public sealed class ChatMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PolicyBot.Chat";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _neededNone;

    /// <summary>Creates the instruments.</summary>
    public ChatMetrics() => _neededNone = _meter.CreateCounter<long>(
        "policybot.chat.no_exception_needed", "{answer}", "Answers after which a person said that they need no exception.");

    /// <summary>A person needs no exception to a policy.</summary>
    public void NeededNone(string policyId) => _neededNone.Add(1, new KeyValuePair<string, object?>("policy", policyId));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
