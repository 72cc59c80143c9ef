using System.Diagnostics.Metrics;

namespace PolicyBot.Application.Notifications;

/// <summary>Counts what is handed to channels.</summary>
public sealed class DeliveryMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "PolicyBot.Delivery";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _putOff;
    private readonly Counter<long> _dead;

    /// <summary>Creates the instruments.</summary>
    public DeliveryMetrics()
    {
        _delivered = _meter.CreateCounter<long>(
            "policybot.notices.delivered", "{message}", "Messages that a channel took, new or redrawn.");
        _putOff = _meter.CreateCounter<long>(
            "policybot.notices.put_off", "{message}", "Messages that a channel could not take now; they are tried again.");
        _dead = _meter.CreateCounter<long>("policybot.notices.dead", "{message}", "Messages that were given up. A person has to look.");
    }

    /// <summary>A channel took a message.</summary>
    public void Delivered(string channel) => _delivered.Add(1, new KeyValuePair<string, object?>("channel", channel));

    /// <summary>A channel could not take a message now.</summary>
    public void PutOff(string channel) => _putOff.Add(1, new KeyValuePair<string, object?>("channel", channel));

    /// <summary>A message was given up.</summary>
    public void Dead() => _dead.Add(1);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
