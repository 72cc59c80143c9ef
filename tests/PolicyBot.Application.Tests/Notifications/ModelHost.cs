using System.Collections.Immutable;
using PolicyBot.Application.Notifications;
using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>What a host is at.</summary>
internal enum ModelPhase
{
    Idle,
    Claiming,
    Calling,
    Sending,
    Recording,
}

/// <summary>One message that a host has in hand.</summary>
internal sealed record ModelTry(OutboxMessage Message, MessageStep Step, SendOutcome? Outcome = null);

/// <summary>A host between two of its calls.</summary>
/// <param name="Begins">How often it may still begin to reconcile.</param>
internal sealed record ModelHost(ModelPhase Phase, ImmutableList<ModelTry> Tries, bool SawDecided, int Begins)
{
    public static readonly ModelHost Idle = new(ModelPhase.Idle, [], false, 1);

    public string Describe(Func<OutboxMessage, string> describe) =>
        $"{Phase}{SawDecided}{Begins}{string.Concat(Tries.Select(one => $"{one.Step}{one.Outcome}{describe(one.Message)}"))}";
}
